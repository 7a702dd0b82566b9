"""Dated values of the law."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from applications.rules.parameters import (
    SEED,
    NoParameter,
    ParameterKind,
    ParameterRow,
    Parameters,
    Unit,
    default_known_from,
    derived_earnings_limit,
    is_countable,
    unit_of,
)
from applications.rules.periods import Month
from tests.rules.support import PARAMETERS


@pytest.mark.parametrize(
    ("minimum_wage", "limit"),
    [("12.00", 520), ("12.41", 538), ("12.82", 556), ("13.90", 603), ("14.60", 633)],
)
def test_limit_follows_from_the_minimum_wage(minimum_wage: str, limit: int) -> None:
    assert derived_earnings_limit(Decimal(minimum_wage)) == limit


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025, 2026])
def test_seeded_limits_agree_with_the_formula(year: int) -> None:
    day = date(year, 12, 1)
    wage = PARAMETERS.valid(ParameterKind.MINIMUM_WAGE, day).value

    limit = PARAMETERS.valid(ParameterKind.MINIJOB_EARNINGS_LIMIT, day).value

    assert limit == derived_earnings_limit(wage)


@pytest.mark.parametrize(
    ("day", "rates"),
    [
        (date(2019, 1, 1), "31.20"),
        (date(2019, 6, 1), "31.15"),
        (date(2020, 1, 1), "31.15"),
        (date(2020, 10, 1), "31.45"),
        (date(2021, 1, 1), "31.51"),
        (date(2022, 1, 1), "31.28"),
        (date(2023, 1, 1), "31.40"),
        (date(2024, 1, 1), "31.40"),
        (date(2025, 1, 1), "31.47"),
        (date(2026, 1, 1), "31.17"),
    ],
)
def test_contributions_add_up(day: date, rates: str) -> None:
    kinds = [kind for kind in ParameterKind if unit_of(kind) == Unit.PERCENT]

    assert sum(PARAMETERS.valid(kind, day).value for kind in kinds) == Decimal(rates)


def test_planning_knows_only_what_was_public() -> None:
    october = Month(2020, 10)

    planned = PARAMETERS.planning(ParameterKind.U1, october, date(2020, 1, 31))
    later = PARAMETERS.planning(ParameterKind.U1, october, date(2020, 9, 1))
    real = PARAMETERS.planning(ParameterKind.U1, october, None)

    assert planned.value == Decimal("0.90")
    assert later.value == real.value == Decimal("1.00")


def test_corrected_row_replaces_the_older_one_from_its_day_on() -> None:
    old = PARAMETERS.valid(ParameterKind.HEALTH, date(2020, 1, 1))
    new = replace(old, known_from=date(2020, 3, 1), value=Decimal("12.5"))
    parameters = Parameters([new, *SEED])
    month = Month(2020, 5)

    assert parameters.planning(ParameterKind.HEALTH, month, date(2020, 2, 1)) == old
    assert parameters.planning(ParameterKind.HEALTH, month, date(2020, 3, 1)) == new


def test_before_the_first_row_there_is_an_error() -> None:
    with pytest.raises(NoParameter):
        PARAMETERS.valid(ParameterKind.MINIMUM_WAGE, date(2018, 12, 31))


@pytest.mark.parametrize(
    ("valid_from", "known_from"),
    [
        (date(2020, 1, 1), date(2019, 12, 1)),
        (date(2020, 10, 1), date(2020, 9, 1)),
        (date(2020, 3, 31), date(2020, 2, 28)),
    ],
)
def test_known_one_month_before(valid_from: date, known_from: date) -> None:
    assert default_known_from(valid_from) == known_from


@pytest.mark.parametrize(
    ("value", "written"), [("450.0000", "450.00"), ("0.4545", "0.4545"), ("13", "13.00")]
)
def test_value_reads_the_same_from_everywhere(value: str, written: str) -> None:
    row = replace(SEED[0], value=Decimal(value))

    assert str(row.value) == written


@pytest.mark.parametrize(
    ("value", "fits"), [("3", True), ("4.0000", True), ("0", False), ("3.5", False), ("32", False)]
)
def test_days_are_whole_and_few(value: str, fits: bool) -> None:
    assert is_countable(ParameterKind.POST_DELIVERY_DAYS, Decimal(value)) == fits
    assert is_countable(ParameterKind.U1, Decimal(value))


def test_every_row_names_its_source() -> None:
    assert [row for row in SEED if not row.source] == []
    assert len({(row.kind, row.valid_from) for row in SEED}) == len(SEED)
    assert isinstance(SEED[0], ParameterRow)
