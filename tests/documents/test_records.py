"""Records of the authority: chapters of building blocks, printed in one way."""

from datetime import UTC, datetime
from typing import Any

import pytest

from applications.documents.blocks import Facts, Listing, Row, Table
from applications.documents.genuineness import qr_code
from applications.documents.records import (
    Chapter,
    Record,
    Subheading,
    Words,
    findings_table,
    history_table,
    record_html,
)
from applications.documents.renderer import make_pdf
from applications.documents.validity import check
from tests.documents.structure import headings, tables
from tests.documents.support import (
    CODE,
    OUR_FONTS,
    fonts_of,
    made_of,
    on_one_line,
    reader,
    text_of,
)

CHAPTERS = (
    Chapter(
        title="Auf einen Blick",
        blocks=(
            Facts((("Verein", ("Frauennetz Usaufer e. V.",)), ("Stand", ("In Prüfung",)))),
            Words("Erster Absatz.\n\nZweiter Absatz\nmit zwei Zeilen."),
        ),
    ),
    Chapter(
        title="Regeln",
        blocks=(
            findings_table(
                (("VE-04", "Keine hauptamtlichen Strukturen", "Erfüllt", "Förderaufruf 2020"),)
            ),
        ),
    ),
    Chapter(
        title="Finanzplan",
        blocks=(
            Subheading("Mikroprojekt"),
            Table(("Ausgaben", "Beantragt"), (Row("Räume", ("450,00 €",)),)),
        ),
    ),
    Chapter(title="Anhörung"),
    Chapter(
        title="Verlauf",
        blocks=(
            history_table(
                tuple(
                    (f"{1 + n % 28}. Januar 2020, 10:{n % 60:02} Uhr", f"Ereignis {n}", "M. Kilb")
                    for n in range(120)
                )
            ),
        ),
    ),
)


def record(**changes: Any) -> Record:
    values: dict[str, Any] = {
        "title": "Prüfvermerk",
        "number": "WIR-2020-0042-43",
        "about": Facts((("Antrag", ("WIR-2020-0042-43",)),)),
        "author": "Hessisches Ministerium für Soziales und Integration",
        "at": datetime(2020, 3, 16, 9, 0, tzinfo=UTC),
        "chapters": CHAPTERS,
    }
    return Record(**{**values, **changes})


def made(code: str = "", **changes: Any) -> Any:
    html, _is_missing = record_html(record(**changes), code=code)
    pictures = {"qr.svg": ("image/svg+xml", qr_code(code))} if code else {}
    return made_of(make_pdf(html=html, pictures=pictures, embedded=None))


def test_record_conforms_and_says_on_every_page_that_it_is_internal() -> None:
    document = made()

    check(document.content)
    assert fonts_of(document) <= OUR_FONTS
    pages = reader(document).pages
    assert len(pages) > 3
    for number, page in enumerate(pages, start=1):
        text = on_one_line(page.extract_text())
        assert "Nur für den Dienstgebrauch" in text
        assert f"WIR-2020-0042-43 · Prüfvermerk · Fassung 1 Seite {number} von" in text


def test_chapters_are_numbered_and_bookmarked() -> None:
    document = made()

    titles = [f"{number}. {one.title}" for number, one in enumerate(CHAPTERS, start=1)]
    assert headings(document) == [
        ("H1", "Prüfvermerk"),
        ("H2", titles[0]),
        ("H2", titles[1]),
        ("H2", titles[2]),
        ("H3", "Mikroprojekt"),
        ("H2", titles[3]),
        ("H2", titles[4]),
    ]
    (top,) = [one for one in reader(document).outline if not isinstance(one, list)]
    assert top.title == "Prüfvermerk"
    assert "4. Anhörung Keine Einträge." in text_of(document)


def test_long_tables_repeat_their_head_and_leave_no_lonely_row() -> None:
    history = [table for table in tables(made()) if "Wann" in table.heads]

    assert len(history) > 2
    assert all(table.heads == ["Wann", "Was", "Wer"] for table in history)
    assert all(len(table.rows) > 2 for table in history)
    assert sum(len(table.rows) - 1 for table in history) == 120


def test_typed_text_is_made_printable_in_every_block() -> None:
    chapters = (
        Chapter(title="漢", blocks=(Words("字"), Facts((("漢", ("字",)),)), Subheading("漢"))),
        Chapter(
            title="b",
            blocks=(
                Table(("a", "b"), (Row("漢", ("字",), note="漢"),)),
                Listing("x", ("漢", "b"), (("字", "c"),)),
            ),
        ),
    )

    html, is_missing = record_html(record(chapters=chapters))

    assert is_missing
    assert "漢" not in html
    assert "字" not in html
    assert "In der Akte stehen sie vollständig." in html


@pytest.mark.parametrize(("flag", "words"), [("is_draft", "ENTWURF"), ("is_rehearsal", "Probe")])
def test_marks_stand_at_the_top_and_in_the_footer(flag: str, words: str) -> None:
    text = text_of(made(**{flag: True}))

    assert f"Fassung 1 · {words}" in text
    assert words not in text_of(made())


def test_with_a_code_it_can_be_checked() -> None:
    document = made(code=CODE)

    check(document.content)
    assert "Code: 7KQ4-M2XW-9TB3" in text_of(document)
    assert "Code:" not in text_of(made())
