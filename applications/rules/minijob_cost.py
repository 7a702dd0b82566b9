"""What a minijob costs the employer, month by month with the rates of that month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Final

from applications.rules.amounts import AmountLine, total_eur
from applications.rules.facts import Facts
from applications.rules.money import ZERO, round_down
from applications.rules.parameters import ParameterKind, Parameters, UsedParameter
from applications.rules.periods import Month, last_day_before, months_from

CONTRIBUTIONS: Final = (
    ParameterKind.HEALTH,
    ParameterKind.PENSION,
    ParameterKind.FLAT_TAX,
    ParameterKind.U1,
    ParameterKind.U2,
    ParameterKind.INSOLVENCY,
)


@dataclass(frozen=True, kw_only=True)
class MonthCost:
    """One month: the wage, each contribution rounded by itself, and the law behind them."""

    month: Month
    wage_eur: Decimal
    contributions: tuple[AmountLine, ...]
    parameters: tuple[UsedParameter, ...]

    @property
    def contributions_eur(self) -> Decimal:
        return total_eur(self.contributions)

    @property
    def total_eur(self) -> Decimal:
        return self.wage_eur + self.contributions_eur


@dataclass(frozen=True, kw_only=True)
class EqualMonths:
    """Some months in a row with the same rates."""

    first: Month
    count: int
    month: MonthCost

    @property
    def total_eur(self) -> Decimal:
        return self.month.total_eur * self.count


@dataclass(frozen=True, kw_only=True)
class CostPlan:
    """The cost of the whole position, explained."""

    months: tuple[MonthCost, ...]
    accident_insurance_eur: Decimal
    hourly_wage_eur: Decimal | None
    maximum_hours: Decimal

    @property
    def equal_months(self) -> tuple[EqualMonths, ...]:
        """The months grouped by their rates: one group unless the law changes on the way."""
        groups = (list(group) for _, group in groupby(self.months, lambda cost: cost.parameters))
        return tuple(
            EqualMonths(first=group[0].month, count=len(group), month=group[0]) for group in groups
        )

    @property
    def lines(self) -> tuple[AmountLine, ...]:
        """The lines that add up to the total: months, then accident insurance."""
        months = (
            AmountLine.times("months", equal.month.total_eur, Decimal(equal.count))
            for equal in self.equal_months
        )
        return *months, AmountLine.plain("accident_insurance", self.accident_insurance_eur)

    @property
    def total_eur(self) -> Decimal:
        return total_eur(self.lines)

    @property
    def parameters(self) -> tuple[UsedParameter, ...]:
        """The rows of the law that were used, each once."""
        return tuple(dict.fromkeys(row for cost in self.months for row in cost.parameters))


def month_cost(
    wage_eur: Decimal,
    month: Month,
    parameters: Parameters,
    *,
    known_by: date | None = None,
    statutory_health: bool = True,
) -> MonthCost:
    """Return the employer's cost of one month; each contribution is rounded half up.

    The flat health contribution falls away for people with private insurance (§ 249b SGB V).
    Planning with `known_by` takes the rates that were public on that day. Raises `NoParameter`.
    """
    kinds = CONTRIBUTIONS if statutory_health else CONTRIBUTIONS[1:]
    rows = tuple(parameters.planning(kind, month, known_by) for kind in kinds)
    lines = tuple(
        AmountLine.times(row.kind, wage_eur, row.value / 100, row.source) for row in rows
    )
    return MonthCost(month=month, wage_eur=wage_eur, contributions=lines, parameters=rows)


def hourly_wage_eur(wage_eur: Decimal, hours: Decimal) -> Decimal:
    """Return the wage of one hour, cut to cents. Hours are above zero."""
    return round_down(wage_eur / hours)


def maximum_hours(wage_eur: Decimal, minimum_wage_eur: Decimal) -> Decimal:
    """Return how many hours a month the wage pays at the minimum wage, cut to two places."""
    return round_down(wage_eur / minimum_wage_eur)


def planned_months(facts: Facts) -> Iterator[Month]:
    """Yield the calendar months that the position is paid for, none while unknown.

    They count from the start of the position. As long as that is missing or lies outside the
    funding year, the project's start or the first day of the year stands in for it.
    """
    round_, answers = facts.round, facts.answers
    starts = (answers.minijob_position.starts_on, answers.micro_project.starts_on)
    inside = (day for day in starts if day is not None and day in round_.period)
    return months_from(Month.of(next(inside, round_.period_from)), answers.wage.months or 0)


def known_by(facts: Facts) -> date:
    """Return the day whose knowledge of the law counts: usually the last day of the deadline."""
    return facts.round.rates_known_on or last_day_before(facts.round.closes_at)


def cost_plan(facts: Facts, parameters: Parameters) -> CostPlan | None:
    """Return the explained cost of the position, `None` while wage or months are missing."""
    wage, months = facts.answers.wage, tuple(planned_months(facts))
    if wage.wage_month_eur is None or not months:
        return None
    deadline = known_by(facts)
    minimum_wages = (
        parameters.planning(ParameterKind.MINIMUM_WAGE, month, deadline).value for month in months
    )
    return CostPlan(
        months=tuple(
            month_cost(wage.wage_month_eur, month, parameters, known_by=deadline)
            for month in months
        ),
        accident_insurance_eur=wage.accident_insurance_eur or ZERO,
        hourly_wage_eur=(
            hourly_wage_eur(wage.wage_month_eur, wage.hours_month) if wage.hours_month else None
        ),
        maximum_hours=maximum_hours(wage.wage_month_eur, max(minimum_wages)),
    )
