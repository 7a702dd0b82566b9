"""The first edition of the legal texts: complete, with known places, as the law wants it."""

import pytest

from applications.documents.paragraphs import paragraphs
from applications.rules.documents import LegalTextKind
from applications.rules.legal_texts import PLACES, fill, places
from applications.texts.legal_texts import EDITION, TEXTS

VALUES = {name: f"<{name}>" for name in PLACES}


def test_every_kind_has_a_text_in_the_first_edition() -> None:
    assert set(TEXTS) == set(LegalTextKind)
    assert EDITION == "2020-1"


@pytest.mark.parametrize("kind", list(TEXTS))
def test_text_can_be_filled_in(kind: LegalTextKind) -> None:
    filled = fill(TEXTS[kind], VALUES)

    assert "{" not in filled
    assert all(f"<{name}>" in filled for name in places(TEXTS[kind]))


def test_every_place_is_used() -> None:
    assert {name for text in TEXTS.values() for name in places(text)} == set(PLACES)


def test_remedy_is_that_of_a_supreme_authority() -> None:
    """Without objection first, within a month, at the court of the seat (§§ 68, 74, 52 VwGO)."""
    assert TEXTS[LegalTextKind.REMEDY] == (
        "Gegen diesen Bescheid kann innerhalb eines Monats nach Bekanntgabe Klage beim "
        "Verwaltungsgericht {court}, {court_address}, erhoben werden."
    )


def test_only_the_remedy_speaks_of_the_court() -> None:
    named = {kind for kind, text in TEXTS.items() if "court" in places(text) or "Klage" in text}

    assert named == {LegalTextKind.REMEDY}


def test_conditions_have_headings_so_that_they_can_be_cited() -> None:
    found = paragraphs(TEXTS[LegalTextKind.CONDITIONS])

    assert [one.heading for one in found] == [
        "Allgemeine Nebenbestimmungen",
        "Zweckbindung",
        "Finanzplan",
        "Ermäßigung",
        "Beginn und Verträge",
        "Neue Minijob-Stelle",
        "Nachweis der Arbeitszeit",
        "Auszahlung",
        "Mitteilungspflichten",
        "Öffentlichkeitsarbeit",
        "Verwendungsnachweis",
    ]
    assert all(one.lines for one in found)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("legal_basis", ["§§ 23 und 44", "Ermessen"]),
        (
            "conditions",
            ["ANBest-P", "20 Prozent", "sparsam", "bestandskräftig"],
        ),
        ("notes", ["§§ 48 und 49", "§ 49a", "Rechnungshof", "fünf Jahre"]),
        ("annexes", ["ANBest-P"]),
        ("hearing", ["§ 28 Absatz 1", "{due_on}"]),
        ("information_request", ["§ 26 Absatz 2", "{due_on}"]),
        ("early_start", ["eigenes Risiko", "kein Anspruch"]),
        ("waiting_list", ["noch keine Entscheidung", "keinen Anspruch"]),
        ("rejection", ["Rechtsanspruch", "Ermessen"]),
        ("amendment", ["unverändert"]),
        ("revocation", ["§ 49a Absatz 1", "Prozentpunkten über dem Basiszinssatz"]),
    ],
)
def test_text_names_its_law(kind: str, words: list[str]) -> None:
    text = TEXTS[LegalTextKind(kind)].replace("\n", " ")

    assert [one for one in words if one not in text] == []
