"""Dated values of the law: minimum wage, earnings limit, contributions, days of the post."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_UP, Decimal
from enum import StrEnum
from functools import cached_property
from typing import Final

from applications.rules.periods import Month


class ParameterKind(StrEnum):
    """What a row says; `unit_of` says in what."""

    MINIJOB_EARNINGS_LIMIT = "minijob_earnings_limit"
    MINIMUM_WAGE = "minimum_wage"
    HEALTH = "health"
    PENSION = "pension"
    FLAT_TAX = "flat_tax"
    U1 = "u1"
    U2 = "u2"
    INSOLVENCY = "insolvency"
    POST_DELIVERY_DAYS = "post_delivery_days"


class Unit(StrEnum):
    """What a value counts; percent are those of the wage."""

    EUR = "eur"
    PERCENT = "percent"
    DAYS = "days"


_UNITS: Final = {
    ParameterKind.MINIJOB_EARNINGS_LIMIT: Unit.EUR,
    ParameterKind.MINIMUM_WAGE: Unit.EUR,
    ParameterKind.POST_DELIVERY_DAYS: Unit.DAYS,
}
# No act presumes that a letter takes longer.
MAXIMUM_DAYS: Final = 31


class NoParameter(LookupError):
    """No row answers the question: the date lies before everything that is on record."""


@dataclass(frozen=True, kw_only=True)
class ParameterRow:
    """One value of the law: valid from a day, known to the public from a day before."""

    kind: ParameterKind
    valid_from: date
    known_from: date
    value: Decimal
    source: str

    def __post_init__(self) -> None:
        # The same value reads the same from the seed, from the database and from a snapshot.
        object.__setattr__(self, "value", _with_cents(self.value))


# What a finding keeps of the law it used is the whole row.
UsedParameter = ParameterRow


class Parameters:
    """All rows on record. Rows are only ever added, so old questions keep their answers.

    They may be handed in as something that reads them when the first question is asked.
    """

    def __init__(self, rows: Iterable[ParameterRow]) -> None:
        self._given = rows

    @cached_property
    def rows(self) -> tuple[ParameterRow, ...]:
        """The rows in the order of their days."""
        return tuple(sorted(self._given, key=_order))

    def valid(self, kind: ParameterKind, on: date) -> ParameterRow:
        """Return the row in force on a day. Raises `NoParameter` before the first one."""
        return self._latest(kind, on, known_by=None)

    def planning(self, kind: ParameterKind, month: Month, known_by: date | None) -> ParameterRow:
        """Return the row to plan a month with: the latest that was known on a day.

        Without `known_by` it is the row in force in the month. Raises `NoParameter` when there
        is none.
        """
        return self._latest(kind, month.first_day, known_by)

    def _latest(self, kind: ParameterKind, on: date, known_by: date | None) -> ParameterRow:
        for row in reversed(self.rows):
            known = known_by is None or row.known_from <= known_by
            if row.kind == kind and row.valid_from <= on and known:
                return row
        raise NoParameter(kind, on, known_by)


def unit_of(kind: ParameterKind) -> Unit:
    """Return in what the values of a kind are counted."""
    return _UNITS.get(kind, Unit.PERCENT)


def is_countable(kind: ParameterKind, value: Decimal) -> bool:
    """Say whether a kind can have a value: days are whole, 1 to 31."""
    return unit_of(kind) != Unit.DAYS or value in range(1, MAXIMUM_DAYS + 1)


def default_known_from(valid_from: date) -> date:
    """Return the day one month earlier, on which a value counts as public."""
    month = Month.of(valid_from).plus(-1)
    return min(valid_from.replace(day=28), valid_from).replace(year=month.year, month=month.number)


def derived_earnings_limit(minimum_wage_eur: Decimal) -> Decimal:
    """Return the monthly limit that follows from the minimum wage since 1 October 2022.

    Ten hours a week for three months, by months, rounded up to full euros (§ 8 Abs. 1a SGB IV).
    """
    return (minimum_wage_eur * 130 / 3).quantize(Decimal(1), rounding=ROUND_UP)


def _with_cents(value: Decimal) -> Decimal:
    """Write a value with two places, more only where it needs them."""
    shortest = value.normalize()
    places = max(2, -int(shortest.as_tuple().exponent))
    return shortest.quantize(Decimal(1).scaleb(-places))


def _order(row: ParameterRow) -> tuple[date, date]:
    return row.valid_from, row.known_from


# The values up to 2026. Later ones are added as rows of the database by two persons.
_FIXED_LIMIT = "§ 8 Abs. 1 Nr. 1 SGB IV in der Fassung bis 30. September 2022"
_DERIVED_LIMIT = "§ 8 Abs. 1a SGB IV: Mindestlohn × 130 / 3, aufgerundet"
_SECOND_WAGE = "§ 1 Abs. 2 MiLoG, Zweite Mindestlohnanpassungsverordnung"
_THIRD_WAGE = "§ 1 Abs. 2 MiLoG, Dritte Mindestlohnanpassungsverordnung"
_FOURTH_WAGE = "§ 1 Abs. 2 MiLoG, Vierte Mindestlohnanpassungsverordnung"
_FIFTH_WAGE = "§ 1 Abs. 2 MiLoG, Fünfte Mindestlohnanpassungsverordnung"
_WAGE_ACT = "§ 1 Abs. 2 MiLoG in der Fassung ab 1. Oktober 2022"
_LEVY = "§ 7 Abs. 2 AAG, Umlagesatz der Arbeitgeberversicherung der Knappschaft-Bahn-See"
_POST = "§ 41 Abs. 2 Satz 1 HVwVfG vom 1. Dezember 1976: am dritten Tag nach der Aufgabe zur Post"
_INSOLVENCY = "§ 360 SGB III, Umlagesatz der Insolvenzgeldumlage"

_VALUES: Final[tuple[tuple[ParameterKind, tuple[tuple[date, str, str], ...]], ...]] = (
    (
        ParameterKind.MINIJOB_EARNINGS_LIMIT,
        (
            (date(2019, 1, 1), "450", _FIXED_LIMIT),
            (date(2022, 10, 1), "520", _DERIVED_LIMIT),
            (date(2024, 1, 1), "538", _DERIVED_LIMIT),
            (date(2025, 1, 1), "556", _DERIVED_LIMIT),
            (date(2026, 1, 1), "603", _DERIVED_LIMIT),
        ),
    ),
    (
        ParameterKind.MINIMUM_WAGE,
        (
            (date(2019, 1, 1), "9.19", _SECOND_WAGE),
            (date(2020, 1, 1), "9.35", _SECOND_WAGE),
            (date(2021, 1, 1), "9.50", _THIRD_WAGE),
            (date(2021, 7, 1), "9.60", _THIRD_WAGE),
            (date(2022, 1, 1), "9.82", _THIRD_WAGE),
            (date(2022, 7, 1), "10.45", _THIRD_WAGE),
            (date(2022, 10, 1), "12.00", _WAGE_ACT),
            (date(2024, 1, 1), "12.41", _FOURTH_WAGE),
            (date(2025, 1, 1), "12.82", _FOURTH_WAGE),
            (date(2026, 1, 1), "13.90", _FIFTH_WAGE),
        ),
    ),
    (ParameterKind.HEALTH, ((date(2019, 1, 1), "13", "§ 249b SGB V"),)),
    (ParameterKind.PENSION, ((date(2019, 1, 1), "15", "§ 168 Abs. 1 Nr. 1b SGB VI"),)),
    (ParameterKind.FLAT_TAX, ((date(2019, 1, 1), "2", "§ 40a Abs. 2 EStG"),)),
    (
        ParameterKind.U1,
        (
            (date(2019, 1, 1), "0.90", _LEVY),
            (date(2020, 10, 1), "1.00", _LEVY),
            (date(2022, 1, 1), "0.90", _LEVY),
            (date(2023, 1, 1), "1.10", _LEVY),
            (date(2026, 1, 1), "0.80", _LEVY),
        ),
    ),
    (
        ParameterKind.U2,
        (
            (date(2019, 1, 1), "0.24", _LEVY),
            (date(2019, 6, 1), "0.19", _LEVY),
            (date(2020, 10, 1), "0.39", _LEVY),
            (date(2022, 1, 1), "0.29", _LEVY),
            (date(2023, 1, 1), "0.24", _LEVY),
            (date(2025, 1, 1), "0.22", _LEVY),
        ),
    ),
    (
        ParameterKind.INSOLVENCY,
        (
            (date(2019, 1, 1), "0.06", _INSOLVENCY),
            (date(2021, 1, 1), "0.12", _INSOLVENCY),
            (date(2022, 1, 1), "0.09", _INSOLVENCY),
            (date(2023, 1, 1), "0.06", _INSOLVENCY),
            (date(2025, 1, 1), "0.15", _INSOLVENCY),
        ),
    ),
    # Federal law says four days since 2025. Whether and when Hesse follows, two persons enter.
    (ParameterKind.POST_DELIVERY_DAYS, ((date(1977, 1, 1), "3", _POST),)),
)


def _rows() -> Iterator[ParameterRow]:
    for kind, changes in _VALUES:
        for valid_from, value, source in changes:
            yield ParameterRow(
                kind=kind,
                valid_from=valid_from,
                known_from=default_known_from(valid_from),
                value=Decimal(value),
                source=source,
            )


SEED: Final[tuple[ParameterRow, ...]] = tuple(_rows())
