"""What the amount for the minijob position pays: a full minijob, or how much of one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from applications.rules.minijob_cost import maximum_hours, month_cost
from applications.rules.money import ZERO
from applications.rules.parameters import ParameterKind, Parameters
from applications.rules.periods import Month

_CENT: Final = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class FullMonth:
    """A month at the earnings limit with the law of that month, in EUR."""

    month: Month
    limit_eur: Decimal
    minimum_wage_eur: Decimal
    rate_percent: Decimal
    cost_eur: Decimal


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far an amount goes in some months; wages and hours are those of one month."""

    maximum_eur: Decimal
    months: tuple[FullMonth, ...]
    wage_eur: Decimal
    hours: Decimal

    @property
    def full_eur(self) -> Decimal:
        """Return what a minijob at the limit costs in all months together."""
        return sum((month.cost_eur for month in self.months), ZERO)

    @property
    def missing_eur(self) -> Decimal:
        """Return what an association pays itself for a full minijob, zero when it is covered."""
        return max(self.full_eur - self.maximum_eur, ZERO)

    @property
    def is_full(self) -> bool:
        """Say whether the amount pays a minijob at the limit in every month."""
        return not self.missing_eur


def reach(
    maximum_eur: Decimal,
    months: Iterable[Month],
    parameters: Parameters,
    *,
    known_by: date | None = None,
) -> Reach:
    """Return what an amount pays in the months, which are one at least.

    The wage is the highest one, the same in every month and nowhere above the limit, whose cost
    the amount covers; the hours are those that it pays at the minimum wage.
    Raises `NoParameter`.
    """
    full = tuple(_full_month(month, parameters, known_by) for month in months)
    wage_eur = _highest_wage(maximum_eur, full, parameters, known_by)
    return Reach(
        maximum_eur=maximum_eur,
        months=full,
        wage_eur=wage_eur,
        hours=maximum_hours(wage_eur, max(month.minimum_wage_eur for month in full)),
    )


def _full_month(month: Month, parameters: Parameters, known_by: date | None) -> FullMonth:
    def value(kind: ParameterKind) -> Decimal:
        return parameters.planning(kind, month, known_by).value

    limit_eur = value(ParameterKind.MINIJOB_EARNINGS_LIMIT)
    cost = month_cost(limit_eur, month, parameters, known_by=known_by)
    return FullMonth(
        month=month,
        limit_eur=limit_eur,
        minimum_wage_eur=value(ParameterKind.MINIMUM_WAGE),
        rate_percent=sum((row.value for row in cost.parameters), ZERO),
        cost_eur=cost.total_eur,
    )


def _highest_wage(
    maximum_eur: Decimal,
    full: tuple[FullMonth, ...],
    parameters: Parameters,
    known_by: date | None,
) -> Decimal:
    """Search by halves: more wage never costs less."""

    def is_covered(wage_eur: Decimal) -> bool:
        costs = (
            month_cost(wage_eur, each.month, parameters, known_by=known_by).total_eur
            for each in full
        )
        return sum(costs, ZERO) <= maximum_eur

    low, high = 0, int(min(month.limit_eur for month in full) / _CENT)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if is_covered(middle * _CENT) else (low, middle - 1)
    return low * _CENT
