"""The award list: the order, the line at which the money ends, and what holds for all lists."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from applications.rules.award_comparison import Change, compare, group_sums
from applications.rules.award_list import (
    AmountOutOfRange,
    Candidate,
    Overrides,
    Place,
    Ranking,
    check_amount,
    moved,
    rank,
    split_amount,
)
from applications.rules.decisions import DecisionKind, GrantAmounts, check_amounts

QUICK = settings(max_examples=150, deadline=None, database=None)
ARRIVED = datetime(2020, 1, 18, 20, 0, tzinfo=UTC)
BUDGET = Decimal("400000.00")
FULL = Decimal("10200.00")

cents = st.integers(min_value=1, max_value=1_020_000).map(lambda n: Decimal(n).scaleb(-2))
money = st.integers(min_value=0, max_value=40_000_000).map(lambda n: Decimal(n).scaleb(-2))


def case(key: int, points: int | None = 9, **values: Any) -> Candidate:
    return Candidate(
        **{
            "key": key,
            "number": key,
            "points": points,
            "arrived_at": ARRIVED + timedelta(minutes=key),
            "highest_eur": FULL,
            **values,
        }
    )


def ranked(*cases: Candidate, **values: Any) -> Ranking:
    return rank(cases, **{"budget_eur": BUDGET, **values})


def keys(ranking: Ranking) -> list[int]:
    return [row.candidate.key for row in ranking.rows]


def places(ranking: Ranking) -> list[Place]:
    return [row.place for row in ranking.rows]


def differences(first: Ranking, second: Ranking) -> dict[int, tuple[Change, Decimal]]:
    pairs = compare(first, second)
    return {pair.candidate.key: (pair.change, pair.difference_eur) for pair in pairs}


@st.composite
def lists(draw: st.DrawFn) -> list[Candidate]:
    """Up to thirty cases, some of them awarded, proposed or proposed for the waiting list."""
    found = []
    for key in range(1, draw(st.integers(0, 30)) + 1):
        requested = draw(cents)
        fixed = draw(st.sampled_from([None, None, None, Decimal("0.00"), requested]))
        points = draw(st.none() | st.integers(0, 15))
        arrived = ARRIVED + timedelta(minutes=draw(st.integers(0, 5)))
        found.append(case(key, points, arrived_at=arrived, highest_eur=requested, fixed_eur=fixed))
    return found


@st.composite
def plans(draw: st.DrawFn, found: list[Candidate]) -> Overrides:
    """Amounts within the request, another order, some left out."""
    amounts = {
        one.key: draw(st.integers(1, int(one.highest_eur * 100)).map(lambda n: Decimal(n) / 100))
        for one in found
        if draw(st.booleans())
    }
    every = [one.key for one in found]
    order = draw(st.permutations(every))[: draw(st.integers(0, len(every)))]
    left_out = {key for key in every if draw(st.integers(0, 4)) == 0}
    return Overrides(amounts_eur=amounts, order=tuple(order), left_out=frozenset(left_out))


def test_points_then_arrival_then_number_and_without_points_last() -> None:
    same = {"arrived_at": ARRIVED}
    found = ranked(
        case(1, None), case(2, 9, **same), case(3, 15), case(4, 0), case(5, 9, **same), case(6, 9)
    )

    assert keys(found) == [3, 2, 5, 6, 4, 1]
    assert [row.rank for row in found.rows] == [1, 2, 3, 4, 5, 6]


def test_thirty_nine_full_grants_leave_2200() -> None:
    found = ranked(*(case(key) for key in range(1, 43)))

    assert len(found.inside) == 39
    assert (found.given_eur, found.rest_eur) == (Decimal("397800.00"), Decimal("2200.00"))
    line = found.at_the_line
    assert line
    assert (line.rank, line.place, line.given_eur) == (40, Place.PARTLY, Decimal(2200))
    assert places(found)[40:] == [Place.OUTSIDE] * 2
    assert found.rows[41].running_eur == 42 * FULL


def test_the_rest_as_amount_puts_the_case_at_the_line_inside() -> None:
    cases = [case(key) for key in range(1, 42)]
    rest = Overrides(amounts_eur={40: Decimal("2200.00")})

    found = ranked(*cases, overrides=rest)

    assert (len(found.inside), found.rest_eur) == (40, 0)
    assert found.at_the_line
    assert (found.at_the_line.rank, found.at_the_line.place) == (41, Place.OUTSIDE)


def test_nobody_below_the_line_overtakes_it() -> None:
    cases = [case(1, 15), case(2, 9), case(3, 3, highest_eur=Decimal("100.00"))]

    found = ranked(*cases, budget_eur=Decimal("11000.00"))

    assert places(found) == [Place.INSIDE, Place.PARTLY, Place.OUTSIDE]


def test_what_is_awarded_or_proposed_counts_first() -> None:
    found = ranked(
        case(1, 15),
        case(2, 3, fixed_eur=Decimal("5000.00")),
        case(3, None, fixed_eur=FULL),
        budget_eur=Decimal("20000.00"),
    )

    assert keys(found) == [2, 3, 1]
    assert places(found) == [Place.INSIDE, Place.INSIDE, Place.PARTLY]
    assert found.rows[2].given_eur == Decimal("4800.00")


def test_a_proposal_for_the_waiting_list_keeps_its_rank_and_takes_nothing() -> None:
    cases = [case(1, 15, fixed_eur=Decimal("0.00")), case(2, 9)]

    found = ranked(*cases)

    assert places(found) == [Place.OUTSIDE, Place.INSIDE]
    assert found.given_eur == FULL
    assert found.at_the_line is None


def test_awards_above_the_budget_are_told_and_nobody_else_gets_anything() -> None:
    found = ranked(case(1, fixed_eur=FULL), case(2), budget_eur=FULL, reserve_eur=Decimal(200))

    assert found.is_overdrawn
    assert (found.rest_eur, places(found)) == (-200, [Place.INSIDE, Place.OUTSIDE])


def test_order_amount_and_leaving_out() -> None:
    plan = Overrides(amounts_eur={2: Decimal("8000.00")}, order=(3, 1, 2), left_out=frozenset({1}))

    found = ranked(case(1, 15), case(2, 9), case(3, 3), overrides=plan)

    assert keys(found) == [3, 2]
    assert [one.key for one in found.left_out] == [1]
    assert found.given_eur == Decimal("18200.00")


def test_what_counts_first_is_never_left_out_or_changed() -> None:
    plan = Overrides(amounts_eur={1: Decimal("1.00")}, order=(2, 1), left_out=frozenset({1}))

    found = ranked(case(1, fixed_eur=FULL), case(2), overrides=plan)

    assert keys(found) == [1, 2]
    assert found.rows[0].given_eur == FULL


def test_a_case_that_came_later_finds_its_place_in_an_order() -> None:
    found = ranked(case(1, 12), case(2, 6), case(3, 9), overrides=Overrides(order=(2, 1)))

    assert keys(found) == [3, 2, 1]


@pytest.mark.parametrize(
    ("key", "by", "order"),
    [
        (3, -1, (1, 3, 2)),
        (1, 1, (2, 1, 3)),
        (1, -1, (1, 2, 3)),
        (3, 1, (1, 2, 3)),
        (9, 1, (1, 2, 3)),
    ],
)
def test_moving_up_and_down_stops_at_the_ends(key: int, by: int, order: tuple[int, ...]) -> None:
    found = ranked(case(1), case(2), case(3), case(4, fixed_eur=FULL))

    assert moved(found, key, by=by) == order


@pytest.mark.parametrize("amount", ["0.00", "0.99", "10200.01"])
def test_amounts_outside_the_request_are_refused(amount: str) -> None:
    with pytest.raises(AmountOutOfRange):
        check_amount(Decimal(amount), highest_eur=FULL)


@QUICK
@given(
    micro=cents.filter(lambda a: a <= 3000),
    minijob=cents.filter(lambda a: a <= 7200),
    draw=st.data(),
)
def test_every_split_is_an_award_that_may_be_proposed(
    micro: Decimal, minijob: Decimal, draw: st.DataObject
) -> None:
    requested = GrantAmounts(micro_project_eur=micro, minijob_eur=minijob)
    lowest = int(min(Decimal(1), requested.total_eur) * 100)
    amount = Decimal(draw.draw(st.integers(lowest, int(requested.total_eur * 100)))) / 100
    check_amount(amount, highest_eur=requested.total_eur)

    parts = split_amount(amount, requested=requested)

    assert parts.total_eur == amount
    assert check_amounts(DecisionKind.AWARD, proposed=parts, requested=requested) == parts


def test_a_cut_falls_on_both_parts_alike() -> None:
    requested = GrantAmounts(micro_project_eur=Decimal(3000), minijob_eur=Decimal(7200))

    parts = split_amount(Decimal("5100.00"), requested=requested)

    assert (parts.micro_project_eur, parts.minijob_eur) == (Decimal(1500), Decimal(3600))


@QUICK
@given(draw=st.data(), found=lists(), budget=money, reserve=money)
def test_money_is_never_given_twice(
    draw: st.DataObject, found: list[Candidate], budget: Decimal, reserve: Decimal
) -> None:
    plan = draw.draw(plans(found))

    ranking = rank(found, budget_eur=budget, reserve_eur=reserve, overrides=plan)

    fixed = sum(one.fixed_eur or 0 for one in found)
    assert ranking.given_eur <= max(budget - reserve, fixed)
    assert ranking.rest_eur + ranking.given_eur == budget - reserve
    assert {*keys(ranking), *(one.key for one in ranking.left_out)} == {one.key for one in found}
    assert [row.rank for row in ranking.rows] == list(range(1, len(ranking.rows) + 1))
    line = ranking.at_the_line
    if line and line.place == Place.PARTLY:
        assert line.given_eur == ranking.rest_eur < line.wanted_eur
    # Above the line everybody open gets everything, below it nobody anything.
    opened = [row.place for row in ranking.rows if row.candidate.fixed_eur is None]
    assert opened == sorted(opened, key=list(Place).index)
    assert opened.count(Place.PARTLY) <= 1


@QUICK
@given(draw=st.data(), found=lists(), budget=money, more=money)
def test_more_budget_never_removes_a_row(
    draw: st.DataObject, found: list[Candidate], budget: Decimal, more: Decimal
) -> None:
    plan = draw.draw(plans(found))

    before = rank(found, budget_eur=budget, overrides=plan)
    after = rank(found, budget_eur=budget + more, overrides=plan)

    assert {row.candidate.key for row in before.inside} <= {
        row.candidate.key for row in after.inside
    }
    assert keys(before) == keys(after)


@QUICK
@given(draw=st.data(), found=lists(), budget=money)
def test_the_list_does_not_depend_on_how_the_rows_came(
    draw: st.DataObject, found: list[Candidate], budget: Decimal
) -> None:
    plan = draw.draw(plans(found))
    shuffled = draw.draw(st.permutations(found))

    assert rank(shuffled, budget_eur=budget, overrides=plan) == rank(
        found, budget_eur=budget, overrides=plan
    )


@QUICK
@given(found=lists(), budget=money)
def test_repeating_the_order_changes_nothing(found: list[Candidate], budget: Decimal) -> None:
    ranking = rank(found, budget_eur=budget)

    again = rank(found, budget_eur=budget, overrides=Overrides(order=tuple(keys(ranking))))

    assert again == ranking


def test_comparing_names_what_changed() -> None:
    cases = [case(key) for key in range(1, 6)]
    money = {"budget_eur": Decimal("30600.00")}
    first = ranked(*cases, **money)
    plan = Overrides(
        amounts_eur={2: Decimal("9000.00"), 4: Decimal("1200.00")},
        order=(4, 1, 2, 3, 5),
        left_out=frozenset({3}),
    )

    second = ranked(*cases, **money, overrides=plan)

    assert differences(first, second) == {
        4: (Change.CAME_IN, Decimal("1200.00")),
        1: (Change.MOVED, 0),
        2: (Change.LESS, Decimal("-1200.00")),
        5: (Change.CAME_IN, FULL),
        3: (Change.FELL_OUT, -FULL),
    }


def test_comparing_names_more_money_from_the_other_side() -> None:
    plan = Overrides(amounts_eur={1: Decimal("9000.00")})

    found = differences(ranked(case(1), overrides=plan), ranked(case(1)))

    assert found == {1: (Change.MORE, Decimal("1200.00"))}


def test_a_list_compared_with_itself_has_no_difference() -> None:
    found = ranked(case(1), case(2, fixed_eur=FULL))

    assert {pair.change for pair in compare(found, found)} == {Change.NONE}


def test_sums_by_group_count_who_is_inside() -> None:
    cases = [case(1), case(2), case(3)]
    first = ranked(*cases, budget_eur=2 * FULL)
    second = ranked(*(replace(one, points=one.key) for one in cases), budget_eur=2 * FULL)

    sums = group_sums(first, second, {1: "KS", 2: "F", 3: "F"})

    assert [(s.group, s.first_count, s.second_count, s.difference_eur) for s in sums] == [
        ("F", 1, 2, FULL),
        ("KS", 1, 0, -FULL),
    ]
