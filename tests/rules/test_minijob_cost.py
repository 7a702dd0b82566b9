"""What a minijob costs, against published figures and figures counted by hand."""

from decimal import Decimal

import pytest

from applications.rules.minijob_cost import cost_plan, maximum_hours, month_cost
from applications.rules.minijob_position import earnings_limit_eur
from applications.rules.periods import Month, months_from
from tests.rules.support import PARAMETERS, facts


@pytest.mark.parametrize(
    ("wage", "month", "cost"),
    [
        ("450", "2019-01", "590.40"),
        ("450", "2019-06", "590.18"),
        ("450", "2020-03", "590.18"),
        ("450", "2020-10", "591.53"),
        ("450", "2021-01", "591.80"),
        ("450", "2021-07", "591.80"),
        ("450", "2022-01", "590.77"),
        ("520", "2022-10", "682.66"),
        ("520", "2023-05", "683.28"),
        ("538", "2024-02", "706.93"),
        ("556", "2025-01", "730.97"),
        ("603", "2026-01", "790.95"),
    ],
)
def test_cost_of_a_month(wage: str, month: str, cost: str) -> None:
    assert month_cost(Decimal(wage), Month.parse(month), PARAMETERS).total_eur == Decimal(cost)


@pytest.mark.parametrize(
    ("year", "months", "limit_eur"),
    [(2020, 9, 450), (2020, None, 450), (2022, 4, 450), (2025, None, 556)],
)
def test_limit_is_the_lowest_of_the_planned_months(
    year: int, months: int | None, limit_eur: int
) -> None:
    later = facts(
        round__period_from=f"{year}-01-01",
        round__period_until=f"{year}-12-31",
        round__closes_at=f"{year}-08-31T22:00:00Z",
        minijob_position__starts_on=f"{year}-09-01",
        wage__months=months,
    )

    assert earnings_limit_eur(later, PARAMETERS) == limit_eur


def test_cost_of_a_year_changes_with_the_rates() -> None:
    months = months_from(Month(2020, 1), 12)

    year = sum(month_cost(Decimal(450), month, PARAMETERS).total_eur for month in months)

    assert year == Decimal("7086.21")


def test_private_insurance_saves_the_health_contribution() -> None:
    cost = month_cost(Decimal(450), Month(2020, 3), PARAMETERS, statutory_health=False)

    assert cost.total_eur == Decimal("531.68")


def test_each_contribution_is_rounded_by_itself() -> None:
    cost = month_cost(Decimal(450), Month(2020, 3), PARAMETERS)

    assert [str(line.amount_eur) for line in cost.contributions] == [
        "58.50",
        "67.50",
        "9.00",
        "4.05",
        "0.86",
        "0.27",
    ]
    assert cost.contributions_eur == Decimal("140.18")


def test_plan_uses_the_rates_known_at_the_deadline() -> None:
    plan = cost_plan(facts("a2"), PARAMETERS)

    assert plan is not None
    assert plan.total_eur == Decimal("7142.16")
    assert [(str(part.first), part.count) for part in plan.equal_months] == [("2020-01", 12)]
    assert [line.code for line in plan.lines] == ["months", "accident_insurance"]
    assert plan.hourly_wage_eur == Decimal("11.25")
    assert plan.maximum_hours == Decimal("48.12")


def test_plan_with_later_knowledge_has_two_groups() -> None:
    changed = facts("a2", round__closes_at="2020-12-31T23:00:00Z")

    plan = cost_plan(changed, PARAMETERS)

    assert plan is not None
    assert [(str(part.first), part.count) for part in plan.equal_months] == [
        ("2020-01", 9),
        ("2020-10", 3),
    ]
    assert plan.total_eur == Decimal("7146.21")
    assert [part.total_eur for part in plan.equal_months] == [
        Decimal("5311.62"),
        Decimal("1774.59"),
    ]


def test_months_count_from_the_first_begun_month() -> None:
    changed = facts(minijob_position__starts_on="2020-04-30", wage__months=2)

    plan = cost_plan(changed, PARAMETERS)

    assert plan is not None
    assert [str(cost.month) for cost in plan.months] == ["2020-04", "2020-05"]


@pytest.mark.parametrize(
    ("position", "project", "first"),
    [
        ("2020-05-10", "2020-04-01", "2020-05"),
        (None, "2020-04-01", "2020-04"),
        ("2018-05-10", "2020-04-01", "2020-04"),
        (None, None, "2020-01"),
    ],
)
def test_missing_start_is_replaced(position: str, project: str, first: str) -> None:
    changed = facts(minijob_position__starts_on=position, micro_project__starts_on=project)

    plan = cost_plan(changed, PARAMETERS)

    assert plan is not None
    assert str(plan.months[0].month) == first


@pytest.mark.parametrize("missing", ["wage_month_eur", "months"])
def test_no_plan_without_wage_or_months(missing: str) -> None:
    assert cost_plan(facts(**{f"wage__{missing}": None}), PARAMETERS) is None


def test_plan_without_hours_and_insurance() -> None:
    changed = facts(wage__hours_month=None, wage__accident_insurance_eur=None)

    plan = cost_plan(changed, PARAMETERS)

    assert plan is not None
    assert plan.hourly_wage_eur is None
    assert plan.total_eur == Decimal("5311.62")
    assert plan.parameters == plan.months[0].parameters


def test_hours_are_cut_not_rounded() -> None:
    assert maximum_hours(Decimal(450), Decimal("9.19")) == Decimal("48.96")
    assert maximum_hours(Decimal(450), Decimal("9.35")) == Decimal("48.12")
