"""Scenarios: no case is touched, and nothing is lost between two heads."""

from dataclasses import replace
from decimal import Decimal

import pytest

from applications.models import (
    Application,
    AuditEvent,
    AwardScenario,
    FundingRound,
)
from applications.rules.award_list import AmountOutOfRange, Overrides
from applications.rules.review import Relation
from applications.services import award_scenarios
from applications.services.award_board import Plan, board_of
from applications.services.award_scenarios import Nudge, ScenarioChanged
from applications.workflow.conflicts import ConflictOfInterest
from applications.workflow.permissions import NotPermitted
from tests import factories
from tests.support.award_cases import make_listed
from tests.support.award_lists import AT, calculate, freeze, make_scenario

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    return factories.make_staff("Leitung")


def test_a_scenario_touches_no_case(head):
    cases = make_listed(3)
    before = list(Application.objects.values())
    plan = Plan(
        overrides=Overrides(
            amounts_eur={cases[0].pk: Decimal("8000.00")},
            order=(cases[2].pk, cases[0].pk, cases[1].pk),
            left_out=frozenset({cases[1].pk}),
        ),
        reserve_eur=Decimal("5000.00"),
        only_reviewed=True,
    )

    stored = calculate(make_scenario(actor=head), head, plan)

    assert award_scenarios.plan_of(AwardScenario.objects.get()) == plan
    assert stored.version == 2
    assert list(Application.objects.values()) == before
    assert FundingRound.objects.get().reserved_eur == 0
    assert AuditEvent.objects.filter(event="award_scenario.calculated").count() == 1


def test_only_the_head_tries_out(head):
    make_listed(1)
    scenario = make_scenario(actor=head)

    for group in ("Sachbearbeitung", "Mitzeichnung", "Haushalt", "Revision", "Verwaltung"):
        person = factories.make_staff(group)
        with pytest.raises(NotPermitted):
            make_scenario(actor=person, name="Anders")
        with pytest.raises(NotPermitted):
            calculate(scenario, person)
        with pytest.raises(NotPermitted):
            award_scenarios.discard(scenario=scenario, version=1, actor=person, at=AT)
        with pytest.raises(NotPermitted):
            freeze(scenario, actor=person)


def test_a_copy_starts_where_the_other_one_is(head):
    cases = make_listed(2)
    plan = Plan(
        overrides=Overrides(left_out=frozenset({cases[0].pk})), reserve_eur=Decimal("100.00")
    )
    base = calculate(make_scenario(actor=head), head, plan)

    copied = make_scenario(actor=head, name="Kopie", base=base)

    assert award_scenarios.plan_of(copied) == plan


def test_a_name_is_used_once_in_a_round(head):
    factories.make_round()
    make_scenario(actor=head)

    with pytest.raises(award_scenarios.NameTaken):
        make_scenario(actor=head)


@pytest.mark.parametrize("amount", ["0.00", "10200.01"])
def test_amounts_outside_the_request_are_not_kept(head, amount):
    cases = make_listed(1)
    plan = Plan(overrides=Overrides(amounts_eur={cases[0].pk: Decimal(amount)}))

    with pytest.raises(AmountOutOfRange):
        calculate(make_scenario(actor=head), head, plan)


def test_a_reserve_above_the_budget_is_not_kept(head):
    make_listed(1)

    with pytest.raises(AmountOutOfRange):
        calculate(make_scenario(actor=head), head, Plan(reserve_eur=Decimal("400000.01")))


def test_two_heads_never_overwrite_each_other(head):
    make_listed(1)
    scenario, other = make_scenario(actor=head), factories.make_staff("Leitung", name="B. Muster")
    calculate(scenario, other, Plan(reserve_eur=Decimal("1.00")))

    with pytest.raises(ScenarioChanged) as refusal:
        calculate(scenario, head, Plan(reserve_eur=Decimal("2.00")))

    assert refusal.value.scenario.changed_by == other
    assert AwardScenario.objects.get().reserve_eur == Decimal("1.00")


def test_a_discarded_scenario_is_not_computed(head):
    make_listed(1)
    scenario = make_scenario(actor=head)
    award_scenarios.discard(scenario=scenario, version=1, actor=head, at=AT)

    with pytest.raises(ScenarioChanged):
        calculate(scenario, head)
    assert not AwardScenario.objects.exists()


def test_buttons_move_a_case_and_fill_the_line(head):
    cases = make_listed(41)
    board = board_of(factories.make_round())
    line = cases[39].pk

    filled = award_scenarios.nudged(board, Plan(), Nudge.FILL, line, actor=head)
    up = award_scenarios.nudged(board, filled, Nudge.UP, line, actor=head)

    assert filled.overrides.amounts_eur == {line: Decimal("2200.00")}
    assert board.listing(filled).ranking.rest_eur == 0
    assert [row.rank for row in board.listing(up).ranking.rows if row.candidate.key == line] == [
        39
    ]
    assert award_scenarios.nudged(board, Plan(), Nudge.FILL, cases[0].pk, actor=head) == Plan()
    assert award_scenarios.nudged(board, up, Nudge.DOWN, line, actor=head) == replace(
        filled, overrides=replace(filled.overrides, order=tuple(case.pk for case in cases))
    )


def test_who_must_keep_away_from_a_case_does_not_change_it(head):
    cases = make_listed(2)
    scenario = make_scenario(actor=head)
    factories.declare(head, cases[0], Relation.RELATED)
    board = board_of(factories.make_round())

    for plan in (
        Plan(overrides=Overrides(amounts_eur={cases[0].pk: Decimal("500.00")})),
        Plan(overrides=Overrides(left_out=frozenset({cases[0].pk}))),
    ):
        with pytest.raises(ConflictOfInterest):
            calculate(scenario, head, plan)
    with pytest.raises(ConflictOfInterest):
        award_scenarios.nudged(board, Plan(), Nudge.DOWN, cases[0].pk, actor=head)

    kept = Plan(overrides=Overrides(amounts_eur={cases[1].pk: Decimal("500.00")}))
    assert calculate(scenario, head, kept).version == 2
