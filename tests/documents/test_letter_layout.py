"""Letters fit windowed envelopes and read well aloud, whatever people call their association."""

import itertools
from dataclasses import asdict
from typing import Any

import pypdfium2
import pytest
from pypdfium2 import raw

from applications.documents.maker import MadeDocument
from applications.documents.paragraphs import Paragraph, paragraphs, parts
from applications.documents.validity import check
from applications.documents.window import SIZES_PT, fit, information_size
from applications.rules.choices import Origin
from applications.rules.documents import DocumentKind
from tests.documents import support
from tests.documents.geometry import joined, pieces
from tests.documents.letters import SAMPLES, letter, make_letter, partial_award, sample
from tests.documents.structure import headings, tables, tree
from tests.documents.support import AUTHORITY, OUR_FONTS, fonts_of, on_one_line, reader, text_of
from tests.rules.support import document

pytestmark = pytest.mark.slow

LETTERS = [name for name in SAMPLES if not name.startswith("cover")]
FIELD = (20.0, 45.0, 105.0, 90.0)
ADDRESS = (25.0, 62.5, 105.0, 90.0)
# Of everything that people type, the longest that the form takes.
LONGEST = {"name": 150, "extra": 80, "street": 120, "town": 80, "title": 80, "purpose": 120}
ADDRESSES = [
    ["Verein", "Weg 1", "34117 Kassel"],
    [
        "Verein zur Förderung der Integration und Teilhabe von Menschen mit "
        "Migrationsgeschichte im Landkreis Waldeck-Frankenberg und Umgebung e. V.",
        "bei Familie Mustermann, Hinterhaus, dritter Stock links",
        "Bürgermeister-Doktor-Heinrich-Wilhelm-Straße 135 a",
        "34497 Korbach",
    ],
    ["W" * LONGEST["name"], "W" * LONGEST["extra"], "W" * LONGEST["street"], "W" * 86],
    ["m" * LONGEST["name"], "Mm " * 26, "Wm" * 60, "12345 " + "M" * LONGEST["town"]],
    [" ".join(["Żółć Ёжик"] * 16), "Đđ" * 40, "Ωμέγα " * 20, "12345 Ğğ"],
]


@pytest.mark.parametrize("name", LETTERS)
def test_address_stands_in_the_window_and_nothing_else(name: str) -> None:
    lines = SAMPLES[name]["recipient"]["lines"]

    assert_in_window(sample(name), "".join(lines))


@pytest.mark.parametrize("lines", ADDRESSES)
def test_every_address_fits_the_window(lines: list[str]) -> None:
    made = make_letter(letter(DocumentKind.HEARING, "b2", recipient={"lines": lines}))

    check(made.content)
    assert fonts_of(made) <= OUR_FONTS
    assert_in_window(made, "".join(fit(lines).lines))


@pytest.mark.parametrize(
    "name", ["جمعية النساء في هسن " * 6, "ქართული სათვისტომო " * 6, "Հայկական միություն " * 6]
)
def test_names_in_other_scripts_stay_in_the_window(name: str) -> None:
    lines = [name[:150], "Weg 1", "34117 Kassel"]

    made = make_letter(letter(DocumentKind.HEARING, "b2", recipient={"lines": lines}))

    check(made.content)
    found = [piece for piece in pieces(made) if piece.touches(*FIELD)]
    assert len(found) > 4
    assert all(piece.lies_in(*FIELD) for piece in found)


def test_receipt_for_paper_stands_in_the_window_as_well() -> None:
    made = support.make(document("a2"), origin=Origin.POST)

    check(made.content)
    lines = ("Elterntreff Nordstern Kassel e. V.", "bei Familie Tesfay", "Hinter der Bleiche 12")
    assert_in_window(made, "".join((*lines, "34127 Kassel")))
    assert "Weg zu uns Mit der Post" in text_of(made)


def test_receipt_for_the_account_needs_no_window() -> None:
    assert not [piece for piece in pieces(support.demo()) if "61169" in piece.text]


def assert_in_window(made: MadeDocument, expected: str) -> None:
    """Check that the field holds return address and address, and no other word touches it."""
    found = [piece for piece in pieces(made) if piece.touches(*FIELD)]
    address = [piece for piece in found if piece.lies_in(*ADDRESS)]
    rest = [piece for piece in found if piece not in address]
    assert joined(address) == on_one_line(expected).replace(" ", "")
    assert all(piece.lies_in(*FIELD) for piece in rest)
    assert joined(rest) == (
        "HessischesMinisteriumfürSozialesundIntegration" + "Musterstraße1·65185Wiesbaden"
    )


@pytest.mark.parametrize("name", LETTERS)
def test_information_and_subject_stand_where_the_standard_has_them(name: str) -> None:
    found = pieces(sample(name))

    beside = [one for one in found if one.left > 105 and 45 < one.bottom < 98.5]
    assert beside[0].text == "Unser Zeichen"
    assert all(piece.lies_in(125, 50, 200, 97) for piece in beside)
    below = [one for one in found if one.bottom > 98.5]
    assert min(one.top for one in below) >= 98.5
    assert any(one.top < 103 for one in below)


def test_marks_for_folding_and_punching() -> None:
    page = pypdfium2.PdfDocument(sample("hearing-b2").content)[0]
    millimetres = 25.4 / 72
    lines = [
        [edge * millimetres for edge in one.get_bounds()]
        for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])
    ]

    at_the_edge = sorted(
        round(297 - top, 1) for left, _bottom, right, top in lines if left < 6 and right < 12
    )
    assert at_the_edge == [105.0, 148.5, 210.0]


@pytest.mark.parametrize("name", LETTERS)
def test_read_aloud_comes_sender_address_information_subject(name: str) -> None:
    kinds = [
        (one.kind, on_one_line(one.text))
        for one in tree(sample(name)).walk()
        if one.kind in ("P", "Table", "H1")
    ][:6]

    assert kinds[0] == ("P", "Hessisches Ministerium für Soziales und Integration")
    assert kinds[1] == ("P", "Landesprogramm WIR")
    assert kinds[2][1].endswith("Musterstraße 1 · 65185 Wiesbaden")
    assert kinds[3][1] == on_one_line(" ".join(SAMPLES[name]["recipient"]["lines"]))
    assert kinds[4][0] == "Table"
    assert kinds[4][1].startswith("Unser Zeichen WIR-2020-")
    assert kinds[5][0] == "H1"


@pytest.mark.parametrize("name", list(SAMPLES))
def test_headings_have_no_gaps(name: str) -> None:
    levels = [int(kind[1]) for kind, _text in headings(sample(name))]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("name", list(SAMPLES))
def test_tables_have_heads_and_pictures_words(name: str) -> None:
    found = list(tree(sample(name)).walk())

    for row in (one for one in found if one.kind == "TR"):
        assert row.children[0].kind == "TH"
    cells = [one for one in found if one.kind == "TD"]
    assert all(one.attributes.get("/Headers") for one in cells)
    (picture,) = [one for one in found if one.kind == "Figure"]
    assert picture.alternative == "QR-Code: Internetadresse zum Prüfen dieses Dokuments"


@pytest.mark.parametrize("name", ["award-a1", "amendment-a1", "revocation-a2"])
def test_tables_of_money_have_a_caption(name: str) -> None:
    captions = [
        on_one_line(one.text) for one in tree(sample(name)).walk() if one.kind == "Caption"
    ]

    assert captions in (
        [
            "Was Sie beantragt haben und was wir bewilligen",
            "Ausgaben, und womit sie bezahlt werden",
        ],
        ["Was bisher galt und was jetzt gilt"],
    )


def longest_award() -> dict[str, Any]:
    """Return an award with everything as long and as wide as the form allows."""
    whole = partial_award("b3")["decision"]
    line = {
        **whole["lines"][0],
        "purpose": "W" * LONGEST["purpose"],
        "reason": "Ein langer Grund. " * 30,
    }
    reasons = dict.fromkeys(("facts", "assessment", "discretion"), "Ein Satz mit Wörtern. " * 180)
    return letter(
        DocumentKind.AWARD,
        "b3",
        organisation_name="W" * LONGEST["name"],
        project_title="W" * LONGEST["title"],
        salutation_name="M" * 120,
        handler="W" * 60,
        authority={**asdict(AUTHORITY), "hours": "Montag bis Freitag, 9 bis 15 Uhr, " * 3},
        decision={
            **whole,
            "lines": [line] * 30,
            "reasons": reasons,
            "steps": [{"by": "2020-04-15", "text": "W" * 200}] * 6,
        },
    )


def test_longest_letter_stays_inside_of_its_margins() -> None:
    made = make_letter(longest_award())

    check(made.content)
    count = len(reader(made).pages)
    assert count > 10
    beside = [one for one in pieces(made) if one.left > 124 and 45 < one.top < 98]
    assert all(piece.lies_in(125, 50, 190.5, 98.5) for piece in beside)
    assert "Datum" in {piece.text for piece in beside}
    for number in range(1, count + 1):
        for piece in pieces(made, number):
            assert piece.lies_in(24.5, 14, 190.5, 278), (number, piece)


def test_long_plan_repeats_its_head_and_leaves_no_lonely_row() -> None:
    whole = partial_award("b3")["decision"]
    lines = [{**whole["lines"][0], "purpose": f"Zeile {number}"} for number in range(60)]
    made = make_letter(letter(DocumentKind.AWARD, "b3", decision={**whole, "lines": lines}))

    plan = [one for one in tables(made) if one.heads == ["Ausgaben", "Beantragt", "Anerkannt"]]

    assert len(plan) > 2
    assert all(len(one.rows) > 2 for one in plan)
    assert sum(len(one.rows) - 1 for one in plan) == 63


@pytest.mark.parametrize("lines", ADDRESSES)
def test_window_takes_the_largest_size_that_fits(lines: list[str]) -> None:
    window = fit(lines)

    assert window.size_pt in SIZES_PT
    assert len(window.lines) * window.size_pt * 1.2 * 25.4 / 72 <= 27.31
    assert fit(["Verein", "34117 Kassel"]).size_pt == SIZES_PT[0]


def test_window_keeps_every_word_unless_nothing_helps() -> None:
    usual = fit(ADDRESSES[1])

    assert " ".join(usual.lines).replace("\xa0", " ").split() == " ".join(ADDRESSES[1]).split()
    assert usual.size_pt < SIZES_PT[0]
    assert "…" in "".join(fit(ADDRESSES[2]).lines)
    assert len(fit(["a"] * 40).lines) < 40


def test_information_gets_smaller_letters_when_it_is_long() -> None:
    assert information_size(["WIR-2020-0042-43", "0611 000000"]) == 9
    assert information_size(["W" * 60, "Montag bis Freitag, 9 bis 15 Uhr, " * 3] * 2) < 9
    assert information_size(["W" * 900]) == 6


def test_window_drops_empty_lines_and_keeps_e_v_together() -> None:
    window = fit(["Frauennetz  Usaufer e. V.", " ", "61169 Friedberg"])

    assert window.lines == ("Frauennetz Usaufer e.\xa0V.", "61169 Friedberg")


def test_paragraphs_have_heading_lines_and_points() -> None:
    assert paragraphs("Nur ein Satz.\n\nTitel\nErste\nZweite\n- Punkt\r\n\r\n- a\n- b") == (
        Paragraph("", ("Nur ein Satz.",), ()),
        Paragraph("Titel", ("Erste", "Zweite"), ("Punkt",)),
        Paragraph("", (), ("a", "b")),
    )
    assert parts(" \n\nNach § 49a und §§ 23\n \n\n") == ("Nach §\xa049a und §§\xa023",)
    assert parts("") == ()
