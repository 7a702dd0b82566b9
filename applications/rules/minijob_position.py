"""The minijob: inside the legal limits, inside the project, without conflict of interest."""

from collections.abc import Iterator
from decimal import Decimal

from applications.rules.choices import MinijobAnswer, YesNo
from applications.rules.facts import Facts
from applications.rules.findings import Outcome
from applications.rules.minijob_cost import (
    cost_plan,
    hourly_wage_eur,
    known_by,
    maximum_hours,
    planned_months,
)
from applications.rules.parameters import ParameterKind, Parameters, UsedParameter
from applications.rules.periods import Month, Period
from applications.rules.rule import Case, Verdict, Verdicts


def earnings_limit_eur(facts: Facts, parameters: Parameters) -> Decimal:
    """Return the highest wage a month: the lowest limit of the planned months, in EUR.

    While no month is planned, the first one of the funding year stands in for them.
    """
    months = tuple(planned_months(facts)) or (Month.of(facts.round.period_from),)
    kind, deadline = ParameterKind.MINIJOB_EARNINGS_LIMIT, known_by(facts)
    return min(parameters.planning(kind, month, deadline).value for month in months)


def stays_below_limit(case: Case) -> Verdicts:
    """The monthly wage stays within the earnings limit of a minijob."""
    wage_eur = case.answers.wage.wage_month_eur
    limits = list(_planned(case, ParameterKind.MINIJOB_EARNINGS_LIMIT))
    if wage_eur is None or not limits:
        return
    limit = min(limits, key=lambda row: row.value)
    values = {"wage_month_eur": wage_eur, "limit_eur": limit.value}
    outcome = Outcome.BLOCKING if wage_eur > limit.value else Outcome.PASSED
    yield Verdict(outcome, "wage.wage_month_eur", values, (limit,))


def pays_minimum_wage(case: Case) -> Verdicts:
    """The wage of an hour reaches the minimum wage in every month."""
    wage = case.answers.wage
    rates = list(_planned(case, ParameterKind.MINIMUM_WAGE))
    if wage.wage_month_eur is None or not wage.hours_month or not rates:
        return
    rate = max(rates, key=lambda row: row.value)
    values = {
        "wage_month_eur": wage.wage_month_eur,
        "hours_month": wage.hours_month,
        "hourly_eur": hourly_wage_eur(wage.wage_month_eur, wage.hours_month),
        "minimum_wage_eur": rate.value,
        "maximum_hours": maximum_hours(wage.wage_month_eur, rate.value),
    }
    # Compared unrounded: 8.6538… EUR is not 8.65 EUR.
    enough = wage.wage_month_eur >= rate.value * wage.hours_month
    outcome = Outcome.PASSED if enough else Outcome.BLOCKING
    yield Verdict(outcome, "wage.wage_month_eur", values, (rate,))


def lies_in_project(case: Case) -> Verdicts:
    """A minijob is created, for at least one month, inside the time of the project."""
    planned = case.answers.eligibility.minijob_planned
    if planned == MinijobAnswer.NO:
        yield Verdict(
            Outcome.EXCLUDED, "eligibility.minijob_planned", {"minijob_planned": planned}
        )
        return
    position, months = case.answers.minijob_position, case.answers.wage.months
    if position.starts_on is None or position.ends_on is None:
        return
    period = Period.of_days(position.starts_on, position.ends_on)
    values = {
        "starts_on": position.starts_on,
        "ends_on": position.ends_on,
        "months": months,
        "months_touched": period.months_touched(),
        "maximum_months": case.facts.round.maximum_months,
    }
    problems = list(_date_problems(case, period))
    for field, reason in problems:
        yield Verdict(Outcome.BLOCKING, field, {"reason": reason, **values})
    if not problems and months is not None and planned is not None:
        yield Verdict(Outcome.PASSED, "minijob_position.starts_on", values)


def ends_meet_the_ceiling(case: Case) -> Verdicts:
    """The cost of the minijob stays within what the state pays for it."""
    plan = cost_plan(case.facts, case.parameters)
    if plan is None:
        return
    ceiling = case.facts.round.minijob_maximum_eur
    above = max(plan.total_eur - ceiling, Decimal("0.00"))
    values = {"cost_eur": plan.total_eur, "maximum_eur": ceiling, "own_share_eur": above}
    outcome = Outcome.NOTE if above else Outcome.PASSED
    yield Verdict(outcome, "wage.wage_month_eur", values, plan.parameters)


def is_no_conflict(case: Case) -> Verdicts:
    """The job does not go to a person of the board or to a relative."""
    position = case.answers.minijob_position
    values = {"person_known": position.person_known, "person_related": position.person_related}
    related = position.person_known == YesNo.YES and position.person_related == YesNo.YES
    if related:
        yield Verdict(Outcome.TO_CLARIFY, "minijob_position.person_related", values)
    elif position.person_known == YesNo.NO or position.person_related == YesNo.NO:
        yield Verdict(Outcome.PASSED, "minijob_position.person_related", values)


def _date_problems(case: Case, period: Period) -> Iterator[tuple[str, str]]:
    project, months = case.answers.micro_project, case.answers.wage.months
    if period.is_empty:
        yield "minijob_position.ends_on", "order"
        return
    if project.starts_on is not None and project.ends_on is not None:
        whole = Period.of_days(project.starts_on, project.ends_on)
        if not whole.covers(period):
            inside = period.start in whole
            end = "ends_on" if inside else "starts_on"
            yield f"minijob_position.{end}", "outside"
    if months is not None and months > case.facts.round.maximum_months:
        yield "wage.months", "maximum"
    elif months is not None and months > period.months_touched():
        yield "wage.months", "months"


def _planned(case: Case, kind: ParameterKind) -> Iterator[UsedParameter]:
    deadline = known_by(case.facts)
    for month in planned_months(case.facts):
        yield case.parameters.planning(kind, month, deadline)
