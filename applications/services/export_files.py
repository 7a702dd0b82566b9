"""Writes tables as CSV, piece by piece, and as a spreadsheet, row by row."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from typing import IO, Any, Final

from applications import clock
from applications.rules.exports import harmless
from applications.rules.money import round_eur
from applications.services.export_tables import Row, Text

BYTE_ORDER_MARK: Final = "\ufeff"
_DATE: Final = "%d.%m.%Y"
_YES, _NO = "ja", "nein"
_WIDTH: Final = 18


def csv_pieces(head: Sequence[Text], rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield a CSV as spreadsheets in Germany open it: UTF-8 with mark, semicolon, comma."""
    buffer = StringIO(newline="")
    buffer.write(BYTE_ORDER_MARK)
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([str(one) for one in head])
    yield _emptied(buffer)
    for row in rows:
        writer.writerow([_WRITTEN.get(type(value), _text)(value) for value in row])
        if buffer.tell() > 32_768:
            yield _emptied(buffer)
    yield _emptied(buffer)


def write_xlsx(
    file: IO[bytes],
    head: Sequence[Text],
    rows: Iterable[Row],
    *,
    title: str,
    note: Callable[[int], None],
) -> None:
    """Write a spreadsheet with a fixed head; ``note`` hears after each row how many there are.

    Texts are written as texts, so that nothing in them is calculated or followed as a link.
    """
    import xlsxwriter  # noqa: PLC0415 - slow import

    options = {"constant_memory": True, "default_date_format": "dd.mm.yyyy hh:mm:ss"}
    book = xlsxwriter.Workbook(file, options)
    euros = book.add_format({"num_format": '#,##0.00\\ "€"'})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(title)
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(head) - 1, _WIDTH)
    for column, one in enumerate(head):
        sheet.write_string(0, column, str(one), bold)
    count = 0
    for count, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            _write_cell(sheet, count, column, value, euros)
        note(count)
    sheet.autofilter(0, 0, max(count, 1), len(head) - 1)
    book.close()


def _emptied(buffer: StringIO) -> bytes:
    content = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return content


def _text(value: Any) -> str:
    return harmless(str(value))


def _amount(value: Decimal) -> str:
    return str(round_eur(value)).replace(".", ",")


def _instant(value: datetime) -> str:
    at = value.astimezone(clock.BERLIN)
    # Four times as fast as strftime, and two of them stand in every row.
    return f"{at.day:02}.{at.month:02}.{at.year:04} {at.hour:02}:{at.minute:02}:{at.second:02}"


# How a value is written, by its very type; everything else is a text.
_WRITTEN: Final[Mapping[type, Callable[[Any], str]]] = {
    str: harmless,
    type(None): lambda _value: "",
    bool: lambda value: _YES if value else _NO,
    int: str,
    Decimal: _amount,
    datetime: _instant,
    date: lambda value: value.strftime(_DATE),
}


def _write_cell(sheet: Any, row: int, column: int, value: Any, euros: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, _YES if value else _NO)
    elif isinstance(value, Decimal):
        sheet.write_number(row, column, value, euros)
    elif isinstance(value, datetime):
        # Spreadsheets know no zones: the hour as it was in Berlin.
        sheet.write_datetime(row, column, value.astimezone(clock.BERLIN).replace(tzinfo=None))
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value))
