"""The geometry of the charts on „Heute“: numbers in, places in a drawing out; pure functions.

Shares are texts such as ``37.50%``, ready for an SVG attribute: a drawing without a view box
stretches with the page while its letters keep their size.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from applications.rules.choices import District

# Where the districts lie, roughly: row by row from north to south, „.“ is nothing.
_MAP: Final = (
    ". WA KSL KS ESW .",
    ". MR HR HEF . .",
    "LDK GI VB FD . .",
    "LM HG FB MKK . .",
    "RUD WI MTK F OF OFL",
    ". GG DA DAD . .",
    ". HP ERB . . .",
)
SHADES: Final = 4
# The drawing of the arrivals, in its own units.
ARRIVALS_WIDTH: Final = 1000
ARRIVALS_HEIGHT: Final = 200
TILE: Final = 100
_GAP: Final = 6
_WHOLE: Final = Decimal(100)
_MIDDLE: Final = Decimal(50)


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A part of a bar: its name, where it begins and how wide it is."""

    name: str
    start: str
    width: str


@dataclass(frozen=True, kw_only=True)
class BudgetBar:
    """Parts of the money beside each other, and where the budget ends."""

    segments: tuple[Segment, ...]
    limit: str
    # On which side of the line its name has room: „end“ is before the line.
    anchor: str


@dataclass(frozen=True, kw_only=True)
class Column:
    """What arrived on one day: an upright bar, in units of the drawing."""

    day: date
    count: int
    total: int
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, kw_only=True)
class ArrivalChart:
    """Bars for days with arrivals, the line of the running total, where the deadline stands."""

    columns: tuple[Column, ...]
    line: str
    deadline: str
    anchor: str
    first_day: date
    last_day: date
    highest: int
    total: int


@dataclass(frozen=True, kw_only=True)
class MapTile:
    """One district: the corner of its square, and its shade from 0 (none) to 4 (most)."""

    district: District
    count: int
    x: int
    y: int
    shade: int

    @property
    def middle(self) -> int:
        """Return the middle of the tile from the left."""
        return self.x + (TILE - _GAP) // 2

    @property
    def sign_line(self) -> int:
        """Return the line on which the sign stands."""
        return self.y + 38

    @property
    def count_line(self) -> int:
        """Return the line on which the count stands."""
        return self.y + 74


@dataclass(frozen=True, kw_only=True)
class Shade:
    """What a shade means: from so many to so many."""

    shade: int
    lowest: int
    highest: int


@dataclass(frozen=True, kw_only=True)
class TileMap:
    """The districts as squares, and what their shades mean."""

    tiles: tuple[MapTile, ...]
    legend: tuple[Shade, ...]
    width: int
    height: int
    side: int = TILE - _GAP


def share_of(part: Decimal | int, whole: Decimal | int) -> str:
    """Return a part of a whole as text, such as ``37.50%``; nothing of nothing is nothing."""
    return f"{_percent(part, whole):.2f}%"


def budget_bar(*, budget_eur: Decimal, parts_eur: Mapping[str, Decimal]) -> BudgetBar:
    """Lay the parts beside each other; the whole is the budget, or all of them if more."""
    whole = max(budget_eur, sum(parts_eur.values(), Decimal(0)))
    segments, start = [], Decimal(0)
    for name, amount in parts_eur.items():
        segments.append(
            Segment(name=name, start=share_of(start, whole), width=share_of(amount, whole))
        )
        start += amount
    limit = _percent(budget_eur, whole)
    return BudgetBar(
        segments=tuple(segments),
        limit=f"{limit:.2f}%",
        anchor="end" if limit > _MIDDLE else "start",
    )


def times(amount: Decimal, whole: Decimal) -> Decimal:
    """Return how many times the whole an amount is, to one place; the whole is not nothing."""
    return (amount / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def arrival_chart(*, counts: Mapping[date, int], opens_on: date, closes_on: date) -> ArrivalChart:
    """Draw what arrived from the opening to the deadline; later and earlier days stretch it."""
    days = sorted(counts)
    first, last = min([opens_on, *days]), max([closes_on, *days])
    slots = (last - first).days + 1
    highest, whole = max(counts.values(), default=0), sum(counts.values())
    columns, points, total = [], [], 0
    for day in days:
        left = Decimal(ARRIVALS_WIDTH) * (day - first).days / slots
        width = Decimal(ARRIVALS_WIDTH) / slots
        height = Decimal(ARRIVALS_HEIGHT) * counts[day] / highest
        points.append((left + width / 2, _height(total, whole)))
        total += counts[day]
        points.append((left + width / 2, _height(total, whole)))
        columns.append(
            Column(
                day=day,
                count=counts[day],
                total=total,
                x=f"{left + width / 10:.1f}",
                y=f"{ARRIVALS_HEIGHT - height:.1f}",
                width=f"{width * 8 / 10:.1f}",
                height=f"{height:.1f}",
            )
        )
    # The deadline stands at the end of its day.
    deadline = _percent((closes_on - first).days + 1, slots)
    return ArrivalChart(
        columns=tuple(columns),
        line=" ".join(f"{x:.1f},{y:.1f}" for x, y in points),
        deadline=f"{deadline:.2f}%",
        anchor="end" if deadline > _MIDDLE else "start",
        first_day=first,
        last_day=last,
        highest=highest,
        total=whole,
    )


def tile_map(counts: Mapping[str, int]) -> TileMap:
    """Place the districts and shade them by their share of the highest count."""
    places = [
        (District(sign), column, row)
        for row, signs in enumerate(_MAP)
        for column, sign in enumerate(signs.split())
        if sign != "."
    ]
    highest = max((counts.get(district, 0) for district, _column, _row in places), default=0)
    return TileMap(
        tiles=tuple(
            MapTile(
                district=district,
                count=counts.get(district, 0),
                x=column * TILE + _GAP // 2,
                y=row * TILE + _GAP // 2,
                shade=shade_of(counts.get(district, 0), highest),
            )
            for district, column, row in places
        ),
        legend=legend_of(highest),
        width=len(_MAP[0].split()) * TILE,
        height=len(_MAP) * TILE,
    )


def shade_of(count: int, highest: int) -> int:
    """Return 0 for nothing, else which quarter of the highest count it reaches."""
    return -(-SHADES * count // highest) if count else 0


def legend_of(highest: int) -> tuple[Shade, ...]:
    """Return the shades that occur up to a highest count, with what they mean."""
    bounds = [highest * step // SHADES for step in range(SHADES + 1)]
    return tuple(
        Shade(shade=step, lowest=bounds[step - 1] + 1, highest=bounds[step])
        for step in range(1, SHADES + 1)
        if bounds[step] > bounds[step - 1]
    )


def _percent(part: Decimal | int, whole: Decimal | int) -> Decimal:
    return Decimal(part) * _WHOLE / Decimal(whole) if whole else Decimal(0)


def _height(total: int, whole: int) -> Decimal:
    return ARRIVALS_HEIGHT - Decimal(ARRIVALS_HEIGHT) * total / whole
