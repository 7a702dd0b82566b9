"""The acknowledgement of receipt says everything that was sent, and nothing else."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse

from applications.documents.genuineness import check_address
from applications.documents.letter_frame import PRIVACY_PATH
from applications.documents.maker import MadeDocument
from applications.rules.money import format_eur
from applications.workflow.answer_sheet import answer_sheet, declaration_sheet, file_size
from tests.documents.support import CODE, demo, frozen, make, on_one_line, reader, text_of
from tests.rules.support import document, facts


def page_text(made: MadeDocument, number: int) -> str:
    return on_one_line(reader(made).pages[number - 1].extract_text())


def flat(outline: list[Any]) -> Iterator[Any]:
    for entry in outline:
        if isinstance(entry, list):
            yield from flat(entry)
        else:
            yield entry


@pytest.mark.parametrize("key", ["a1", "a2", "a3", "b2", "b3"])
def test_prints_every_question_and_answer(key: str) -> None:
    text = text_of(demo(key))

    for section in [*answer_sheet(document(key)), declaration_sheet(document(key))]:
        assert on_one_line(section.title) in text
        for row in section.rows:
            for line in (row.label, *(row.lines or ["Keine Angabe"])):
                assert on_one_line(line) in text, row.path
    for item in facts(key).answers.costs.items:
        for cell in (item.purpose, item.calculation, format_eur(item.amount_eur)):
            assert on_one_line(cell or "") in text


def test_sections_stand_in_the_order_of_the_form() -> None:
    bookmarks = [entry.title for entry in flat(reader(demo()).outline)]

    titles = [section.title for section in answer_sheet(document())]
    assert bookmarks[bookmarks.index("Ihr Antrag") + 1 :] == [
        *titles[:10],
        "So viel kostet die Stelle",
        *titles[10:12],
        "Ihr Finanzplan",
        titles[12],
        "Erklärungen",
    ]


def test_first_page_says_what_counts(settings: Any) -> None:
    settings.BASE_URL = "https://wir.hessen.example"
    text = page_text(make(), 1)

    for expected in (
        "Eingangsbestätigung",
        "Antragsnummer WIR-2020-0042-43",
        "Eingegangen am Samstag, 18. Januar 2020, 21:14:07 Uhr (MEZ)",
        "Abgesendet von Rania Haddad",
        "Verein Frauennetz Usaufer e. V.",
        "In der Frist Die Frist ist am Freitag, 31. Januar 2020, 23:59 Uhr.",
        "Projekt Formular-Werkstatt am Samstag",
        "Beantragt 8.361,62 € 3.000,00 € für das Mikroprojekt, 5.361,62 € für den Minijob",
        "Diese Bestätigung ist keine Bewilligung und noch keine Zusage.",
        "Den Inhalt haben wir noch nicht geprüft.",
        "Sie haben noch kein Recht, mit dem Projekt anzufangen.",
        "Unsere Entscheidung erwarten wir bis 31. März 2020.",
        "0611 000000 (Montag bis Donnerstag, 9 bis 15 Uhr)",
        "wir@foerderung.example",
        "lesen Sie im Internet: wir.hessen.example/datenschutz.",
        "Es fehlt keine Unterlage.",
        "Prüfen Sie es im Internet: wir.hessen.example/echt",
        "Code: 7KQ4-M2XW-9TB3",
        frozen().sha256,
    ):
        assert expected in text


def test_first_page_lists_the_files_with_the_beginning_of_their_hashes() -> None:
    text = page_text(demo(), 1)

    for file in document()["answers"]["enclosures"]["attachments"]:
        row = f"{file['name']} {file['pages']} {file_size(file['size'])} {file['sha256'][:8]}"
        assert on_one_line(row).replace(" ", "") in text.replace(" ", "")
        assert file["sha256"][:9] not in text


def test_promised_enclosures_are_listed_as_missing() -> None:
    promise = {"kind": "statutes", "until": "2020-02-15", "reason": "Der Notar ist krank."}
    made = make(document(enclosures__attachments=[], enclosures__promised=[promise]))

    text = page_text(made, 1)

    assert "Diese Unterlagen haben wir bekommen Keine." in text
    assert "Es fehlt keine Unterlage." not in text
    assert "Satzung 15. Februar 2020 Der Notar ist krank." in text


def test_summer_time_is_named() -> None:
    late = {**document(), "received_at": "2020-06-01T10:00:00.999999Z"}

    text = page_text(make(late), 1)

    assert "Montag, 1. Juni 2020, 12:00:00 Uhr (MESZ)" in text
    assert "Verspätet eingegangen Die Frist war am Freitag, 31. Januar 2020, 23:59 Uhr." in text


def test_in_time_is_not_marked_as_late() -> None:
    in_time = {**document(), "received_at": "2020-01-31T22:59:59.999000Z"}

    text = page_text(make(in_time), 1)

    assert "Freitag, 31. Januar 2020, 23:59:59 Uhr (MEZ)" in text
    assert "Verspätet" not in text
    assert "In der Frist" in text


def test_every_page_has_number_version_and_page_number() -> None:
    made = make(version=2)
    count = len(reader(made).pages)

    for number in range(1, count + 1):
        text = page_text(made, number)
        assert "WIR-2020-0042-43 · Eingangsbestätigung · Fassung 2" in text
        assert f"Seite {number} von {count}" in text


def test_a_rehearsal_is_marked_on_every_page() -> None:
    made = make(is_rehearsal=True)

    assert page_text(made, 1).startswith("Probe Das ist eine Vorführung.")
    for page in reader(made).pages:
        assert "Fassung 1 · Probe" in on_one_line(page.extract_text())
    assert "Probe" not in text_of(demo())


def test_money_of_the_minijob_is_explained_with_rates_and_dates() -> None:
    text = text_of(demo())

    for expected in (
        "Der Lohn pro Stunde ist 11,25 Euro.",
        "die am 31. Januar 2020 bekannt sind.",
        "Kosten für 9 Monate 9 × 590,18 € 5.311,62 €",
        "Unfallversicherung 50,00 €",
        "Zusammen 5.361,62 €",
        "Jeder Monat ab April 2020",
        "Krankenversicherung 13,00 %",
        "Davon Abgaben an die Minijob-Zentrale 140,18 €",
        "Kosten im Monat 590,18 €",
    ):
        assert expected in text
    assert re.search(r"Umlage 2 \(Mutterschaft\) 0,19 % \d\d\.\d\d\.20\d\d 0,86 €", text)


def test_finance_plan_shows_both_parts_and_the_sum() -> None:
    text = text_of(demo())

    assert "Kosten 3.200,00 € 5.361,62 € 8.561,62 €" in text
    assert "Geld vom Verein 200,00 € 0,00 € 200,00 €" in text
    assert "Förderung vom Land 3.000,00 € 5.361,62 € 8.361,62 €" in text
    assert "Sie beantragen zusammen 8.361,62 Euro." in text


@pytest.mark.parametrize("key", ["a2", "b2", "b3"])
def test_what_is_looked_at_closer_is_said(key: str) -> None:
    assert "Das schauen wir uns genauer an" in text_of(demo(key))


@pytest.mark.parametrize("key", ["a1", "a3"])
def test_notes_are_no_reason_to_look_closer(key: str) -> None:
    assert "Das schauen wir uns genauer an" not in text_of(demo(key))


def test_declarations_carry_name_time_and_wording() -> None:
    text = text_of(demo())

    signed = "Erklärt von Rania Haddad am Samstag, 18. Januar 2020, 21:14:07 Uhr (MEZ)."
    assert f"{signed} Fassung dieser Texte: 2020-1" in text
    assert "Diese Person aus dem Vorstand ist einverstanden Fatma Aydemir-Holz" in text


def test_the_qr_code_holds_the_address_and_nothing_personal(settings: Any) -> None:
    settings.BASE_URL = "https://wir.hessen.example"

    assert check_address(CODE) == f"https://wir.hessen.example/echt/{CODE}/"


def test_a_draft_gets_no_receipt() -> None:
    with pytest.raises(ValueError, match="no receipt"):
        make({**document(), "received_at": None})


def test_the_printed_addresses_are_those_of_the_pages(settings: Any) -> None:
    path = reverse("verify_code", args=[CODE])

    assert check_address(CODE) == settings.BASE_URL + path
    assert reverse("privacy") == PRIVACY_PATH


def test_later_version_says_when_the_answer_came() -> None:
    answered_at = datetime(2020, 2, 10, 9, 0, tzinfo=UTC)

    text = text_of(make(version=2, answered_at=answered_at))

    assert "Ihre Antwort eingegangen am Montag, 10. Februar 2020, 10:00:00 Uhr (MEZ)" in text
    assert "Wir haben Ihre Antwort bekommen. So sieht Ihr Antrag jetzt aus." in text
    assert "Wir haben Ihren Antrag bekommen." not in text
