"""How far wage and hours can go: against the cost that the rules know, for any plan."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from applications.rules.facts import Facts
from applications.rules.minijob_cost import cost_plan
from applications.rules.money import CENT
from applications.rules.wage_limits import WageLimits, highest_wage_eur, wage_limits
from tests.rules.support import PARAMETERS, document, facts

QUICK = settings(max_examples=60, deadline=None, database=None)


def in_year(year: int, **changes: Any) -> dict[str, Any]:
    """Return a document of another year, planned with all that was known at its end."""
    return document(
        round__period_from=f"{year}-01-01",
        round__period_until=f"{year}-12-31",
        round__closes_at=f"{year}-12-31T23:00:00Z",
        minijob_position__starts_on=f"{year}-01-01",
        **changes,
    )


def limits(whole: dict[str, Any]) -> WageLimits:
    found = wage_limits(Facts.from_document(whole), PARAMETERS)
    assert found is not None
    return found


def cost_eur(whole: dict[str, Any], wage_eur: Decimal) -> Decimal:
    whole["answers"]["wage"]["wage_month_eur"] = f"{wage_eur:.2f}"
    plan = cost_plan(Facts.from_document(whole), PARAMETERS)
    assert plan is not None
    return plan.total_eur


@pytest.mark.parametrize(
    ("year", "insurance", "highest"),
    [
        (2020, "0.00", "450.00"),
        # The whole year costs 7,086.21 EUR with the rates of October.
        (2020, "113.79", "450.00"),
        (2020, "113.80", "449.99"),
        (2023, "0.00", "456.63"),
        (2024, "0.00", "456.63"),
        (2025, "0.00", "456.38"),
        (2026, "0.00", "457.42"),
    ],
)
def test_highest_wage_is_paid_by_the_grant(year: int, insurance: str, highest: str) -> None:
    whole = in_year(year, wage__months=12, wage__accident_insurance_eur=insurance)

    assert limits(whole).highest_wage_eur == Decimal(highest)


def test_highest_wage_for_600_euros_a_month_is_the_one_counted_by_hand() -> None:
    percents = ("13", "15", "2", "0.90", "0.19", "0.06")
    rates = tuple(Decimal(percent) / 100 for percent in percents)

    found = highest_wage_eur(Decimal(600), [(rates, 1)], limit_eur=Decimal(1000))

    assert found == Decimal("457.49")


@pytest.mark.parametrize(
    ("year", "months", "is_law"), [(2020, 12, True), (2025, 12, False), (2025, 9, True)]
)
def test_short_positions_are_limited_by_the_law_alone(
    year: int, months: int, is_law: bool
) -> None:
    assert limits(in_year(year, wage__months=months)).is_law is is_law


@pytest.mark.parametrize(
    ("year", "wage", "hours"),
    [
        (2019, "450.00", "48.96"),
        (2020, "450.00", "48.12"),
        (2020, "374.00", "40.00"),
        # The minimum wage rises in July 2021: 9.60 counts.
        (2021, "450.00", "46.87"),
        (2025, "556.00", "43.36"),
    ],
)
def test_most_hours_at_the_wage(year: int, wage: str, hours: str) -> None:
    assert limits(in_year(year, wage__wage_month_eur=wage)).most_hours == Decimal(hours)


@pytest.mark.parametrize("wage", [None, "0.00", "450.01", "9000.00"])
def test_highest_wage_stands_in_for_one_that_cannot_be(wage: str | None) -> None:
    found = limits(document(wage__wage_month_eur=wage))

    assert (found.wage_month_eur, found.most_hours) == (Decimal(450), Decimal("48.12"))


@pytest.mark.parametrize("months", [None, 0])
def test_nothing_is_said_without_months(months: int | None) -> None:
    assert wage_limits(facts(wage__months=months), PARAMETERS) is None


def test_no_wage_fits_when_the_insurance_alone_is_too_much() -> None:
    found = limits(document(round__minijob_maximum_eur="10.00"))

    assert found.highest_wage_eur == 0


budgets = st.decimals(min_value=0, max_value=9000, places=2).map(lambda amount: f"{amount:.2f}")
insurances = st.decimals(min_value=0, max_value=300, places=2).map(lambda amount: f"{amount:.2f}")


@QUICK
@given(
    year=st.integers(2019, 2026),
    months=st.integers(1, 12),
    budget=budgets,
    insurance=insurances,
)
def test_highest_wage_fits_and_one_cent_more_does_not(
    year: int, months: int, budget: str, insurance: str
) -> None:
    whole = in_year(
        year,
        round__minijob_maximum_eur=budget,
        wage__months=months,
        wage__accident_insurance_eur=insurance,
    )
    found, ceiling = limits(whole), Decimal(budget)

    highest = found.highest_wage_eur
    assert Decimal(0) <= highest <= found.earnings_limit_eur
    assert cost_eur(whole, highest) <= max(ceiling, Decimal(insurance))
    fits = cost_eur(whole, highest + CENT) <= ceiling
    assert not (fits and highest + CENT <= found.earnings_limit_eur)


@QUICK
@given(
    year=st.integers(2019, 2026),
    months=st.integers(1, 12),
    cents=st.integers(1, 60_000),
)
def test_most_hours_reach_the_minimum_wage_and_a_minute_more_does_not(
    year: int, months: int, cents: int
) -> None:
    wage = f"{cents * CENT:.2f}"
    found = limits(in_year(year, wage__months=months, wage__wage_month_eur=wage))

    assert found.wage_month_eur >= found.minimum_wage_eur * found.most_hours
    assert found.wage_month_eur < found.minimum_wage_eur * (found.most_hours + CENT)
