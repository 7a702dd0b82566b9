"""The building blocks of documents: every kind of table is drawn in one way.

Each block knows its template; ``{% include block.template %}`` prints it.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar


class Width(StrEnum):
    """How wide the columns of a table of amounts are."""

    AMOUNT = "amount"
    PERIOD = "period"


@dataclass(frozen=True)
class Row:
    """A line of words and numbers; a strong one is a sum, a note stands small below the head."""

    head: str
    cells: tuple[str, ...]
    is_strong: bool = False
    note: str = ""


@dataclass(frozen=True)
class Table:
    """A table of amounts with one head for every column; all columns but the first are numbers.

    ``width`` makes the columns of numbers wide enough for what stands in them.
    """

    template: ClassVar[str] = "pdf/blocks/money.html"

    head: tuple[str, ...]
    rows: tuple[Row, ...]
    width: Width = Width.AMOUNT


@dataclass(frozen=True)
class Facts:
    """Names with their values, each value in lines."""

    template: ClassVar[str] = "pdf/blocks/facts.html"

    rows: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())


@dataclass(frozen=True)
class Listing:
    """A table of words; ``name`` sets its widths, ``numbers`` are columns set to the right.

    The first cell of a row is its head. Lines of a cell are parted by line breaks.
    """

    template: ClassVar[str] = "pdf/blocks/listing.html"

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
