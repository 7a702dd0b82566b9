"""What 7,200 euros pay in each year since 2019 (domain figures of the programme)."""

from datetime import date
from decimal import Decimal

import pytest

from applications.rules.minijob_reach import reach
from applications.rules.parameters import SEED, Parameters
from applications.rules.periods import Month, months_from

PARAMETERS = Parameters(SEED)
MAXIMUM = Decimal("7200.00")


def _year(year: int) -> list[Month]:
    return list(months_from(Month.of(date(year, 1, 1)), 12))


@pytest.mark.parametrize(
    ("month", "limit", "wage", "rate", "cost"),
    [
        ("2019-01", "450", "9.19", "31.20", "590.40"),
        ("2019-06", "450", "9.19", "31.15", "590.18"),
        ("2020-01", "450", "9.35", "31.15", "590.18"),
        ("2020-10", "450", "9.35", "31.45", "591.53"),
        ("2021-01", "450", "9.50", "31.51", "591.80"),
        ("2021-07", "450", "9.60", "31.51", "591.80"),
        ("2022-01", "450", "9.82", "31.28", "590.77"),
        ("2022-07", "450", "10.45", "31.28", "590.77"),
        ("2022-10", "520", "12.00", "31.28", "682.66"),
        ("2023-01", "520", "12.00", "31.40", "683.28"),
        ("2024-01", "538", "12.41", "31.40", "706.93"),
        ("2025-01", "556", "12.82", "31.47", "730.97"),
        ("2026-01", "603", "13.90", "31.17", "790.95"),
    ],
)
def test_law_of_each_month_since_2019(
    month: str, limit: str, wage: str, rate: str, cost: str
) -> None:
    full = reach(MAXIMUM, [Month.parse(month)], PARAMETERS).months[0]

    assert full.limit_eur == Decimal(limit)
    assert full.minimum_wage_eur == Decimal(wage)
    assert full.rate_percent == Decimal(rate)
    assert full.cost_eur == Decimal(cost)


@pytest.mark.parametrize(
    ("year", "full", "missing"),
    [
        (2020, "7086.21", "0"),
        (2021, "7101.60", "0"),
        (2022, "7364.91", "164.91"),
        (2023, "8199.36", "999.36"),
        (2024, "8483.16", "1283.16"),
        (2025, "8771.64", "1571.64"),
        (2026, "9491.40", "2291.40"),
    ],
)
def test_full_year_and_what_is_missing(year: int, full: str, missing: str) -> None:
    found = reach(MAXIMUM, _year(year), PARAMETERS)

    assert found.full_eur == Decimal(full)
    assert found.missing_eur == Decimal(missing)
    assert found.is_full is (missing == "0")


@pytest.mark.parametrize(
    ("year", "wage", "hours"),
    [(2020, "450.00", "48.12"), (2023, "456.63", "38.05"), (2026, "457.42", "32.90")],
)
def test_wage_that_the_amount_pays(year: int, wage: str, hours: str) -> None:
    found = reach(MAXIMUM, _year(year), PARAMETERS)

    assert (found.wage_eur, found.hours) == (Decimal(wage), Decimal(hours))


def test_one_cent_more_would_not_be_covered() -> None:
    found = reach(Decimal("600.00"), [Month.parse("2026-01")], PARAMETERS)
    more = found.wage_eur + Decimal("0.01")

    assert reach(Decimal("600.00"), [Month.parse("2026-01")], PARAMETERS).wage_eur < more
    assert found.wage_eur == Decimal("457.42")


def test_plan_takes_what_was_known_at_the_deadline() -> None:
    found = reach(MAXIMUM, _year(2020), PARAMETERS, known_by=date(2020, 1, 31))

    assert found.full_eur == Decimal("7082.16")
