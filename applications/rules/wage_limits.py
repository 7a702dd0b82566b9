"""What fits: the highest wage that the grant pays in full, and the most hours for a wage."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from applications.rules.facts import Facts
from applications.rules.minijob_cost import (
    CONTRIBUTIONS,
    known_by,
    maximum_hours,
    planned_months,
)
from applications.rules.minijob_position import earnings_limit_eur
from applications.rules.money import CENT, ZERO, round_eur
from applications.rules.parameters import ParameterKind, Parameters

# The rates of a month as factors of the wage, and how many months have them.
Rates = tuple[tuple[Decimal, ...], int]


@dataclass(frozen=True, kw_only=True)
class WageLimits:
    """How far wage and hours can go in the planned months."""

    earnings_limit_eur: Decimal
    highest_wage_eur: Decimal
    minimum_wage_eur: Decimal
    wage_month_eur: Decimal
    most_hours: Decimal

    @property
    def is_law(self) -> bool:
        """Say whether the law sets the limit, and not the money there is."""
        return self.highest_wage_eur == self.earnings_limit_eur


def wage_limits(facts: Facts, parameters: Parameters) -> WageLimits | None:
    """Return what fits, `None` while the number of months is missing.

    The hours are those that the wage pays at the minimum wage of every month. While there is no
    wage, or more than the law allows, the highest one stands in for it.
    """
    months, deadline = tuple(planned_months(facts)), known_by(facts)
    if not months:
        return None
    limit = earnings_limit_eur(facts, parameters)
    counted = Counter(
        tuple(parameters.planning(kind, month, deadline).value / 100 for kind in CONTRIBUTIONS)
        for month in months
    )
    insurance = facts.answers.wage.accident_insurance_eur or ZERO
    highest = highest_wage_eur(
        facts.round.minijob_maximum_eur - insurance, tuple(counted.items()), limit_eur=limit
    )
    rates = (parameters.planning(ParameterKind.MINIMUM_WAGE, one, deadline) for one in months)
    minimum = max(row.value for row in rates)
    typed = facts.answers.wage.wage_month_eur
    wage = typed if typed and typed <= limit else highest
    return WageLimits(
        earnings_limit_eur=limit,
        highest_wage_eur=highest,
        minimum_wage_eur=minimum,
        wage_month_eur=wage,
        most_hours=maximum_hours(wage, minimum),
    )


def highest_wage_eur(
    budget_eur: Decimal, months: Sequence[Rates], *, limit_eur: Decimal
) -> Decimal:
    """Return the highest wage, to the cent, whose cost in all months stays within a budget.

    It is never above the limit and never below zero. Cost grows with the wage, so halving the
    range finds it.
    """
    low, high = 0, int(limit_eur / CENT)
    while low < high:
        middle = (low + high + 1) // 2
        if _cost_eur(middle * CENT, months) <= budget_eur:
            low = middle
        else:
            high = middle - 1
    return low * CENT


def _cost_eur(wage_eur: Decimal, months: Sequence[Rates]) -> Decimal:
    """Return what the employer pays in all months, each contribution rounded by itself."""
    return sum(
        (
            (wage_eur + sum((round_eur(wage_eur * factor) for factor in factors), ZERO)) * count
            for factors, count in months
        ),
        ZERO,
    )
