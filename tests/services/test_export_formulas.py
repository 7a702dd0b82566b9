"""No text that leaves in a table is calculated, and none breaks the table."""

import csv
import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest

from applications.rules.exports import harmless
from applications.services.export_files import csv_pieces, write_xlsx

FORMULAS = (
    "=1+1",
    "+49 611",
    "-5",
    "@sum",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "\u00a0=1",
    "\u2003=1",
    "\u3000=1",
    "\u200b=1",
    "\ufeff=1",
    '"=1+1',
    '" =1+1"',
    "„=1“",
    "＝1+1",
    "＋1",
    "－1",
    "＠sum",
    "\0=1",
    "=cmd|'/C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example";"x")',
    '=WEBSERVICE("http://127.0.0.1/")',
    "-2+3+cmd|' /C calc'!A0",
    '=DDE("cmd";"/C calc")',
    "+1\t=1",
)
OTHERS = (
    "",
    "Frauennetz",
    "1+1",
    "a=b",
    "'=1",
    "„Haus“",
    "007",
    "0611 1234",
    "a\nb",
    "x" * 40_000,
)
# More does not fit into a cell of a spreadsheet.
LONGEST_CELL = 32_767


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", OTHERS)
def test_other_texts_stay(text: str) -> None:
    assert harmless(text) == text


def test_there_are_formulas_enough() -> None:
    assert len(set(FORMULAS)) >= 25


def test_cells_of_a_csv_are_no_formulas_and_none_is_lost() -> None:
    rows = [(text, 7) for text in (*FORMULAS, *OTHERS)]

    content = b"".join(csv_pieces(("=Text", "Zahl"), rows)).decode("utf-8-sig")

    _head, *read = csv.reader(io.StringIO(content, newline=""), delimiter=";")
    assert read == [[harmless(text), "7"] for text, _number in rows]


def spreadsheet(*texts: str) -> bytes:
    """Return a spreadsheet with one text in every row."""
    file, rows = io.BytesIO(), [(text, 7) for text in texts]
    write_xlsx(file, ("=Text", "Zahl"), rows, title="Liste", note=lambda _count: None)
    return file.getvalue()


def test_cells_of_a_spreadsheet_are_texts() -> None:
    content = spreadsheet(*FORMULAS, *OTHERS)

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        xml = book.read("xl/worksheets/sheet1.xml").decode()
        links = [name for name in book.namelist() if "_rels/sheet" in name or "external" in name]
    assert re.search(r"<f[ >]", xml) is None
    assert links == []
    sheet: Any = openpyxl.load_workbook(io.BytesIO(content)).active
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert cells[FORMULAS.index("=1+1")].value == "=1+1"
    assert cells[len(FORMULAS) + OTHERS.index("007")].value == "007"


def test_zero_and_endless_texts_do_not_break_a_spreadsheet() -> None:
    content = spreadsheet("a\0b\x01\ufffe", "x" * 100_000, "danach")

    sheet: Any = openpyxl.load_workbook(io.BytesIO(content)).active
    values = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert values[1] == "x" * LONGEST_CELL
    assert values[2] == "danach"
    assert values[0].startswith("a")
