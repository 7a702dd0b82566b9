"""Legal parameters with dates: minimum wage, earnings limit, flat-rate contributions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_UP, Decimal
from enum import StrEnum

from applications.rules.periods import Month


class ParameterKind(StrEnum):
    """What a row says. Limit and wage are euros, all others percent of the wage."""

    MINIJOB_EARNINGS_LIMIT = "minijob_earnings_limit"
    MINIMUM_WAGE = "minimum_wage"
    HEALTH = "health"
    PENSION = "pension"
    FLAT_TAX = "flat_tax"
    U1 = "u1"
    U2 = "u2"
    INSOLVENCY = "insolvency"


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
    """All rows on record. Rows are only ever added, so old questions keep their answers."""

    def __init__(self, rows: Iterable[ParameterRow]) -> None:
        self.rows = tuple(sorted(rows, key=_order))

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
