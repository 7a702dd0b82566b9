"""From the frozen list to proposals: each case by itself, and signing stays with others."""

from collections import Counter
from decimal import Decimal

import pytest

from applications.models import Application, AuditEvent, AwardList, Decision, FundingRound
from applications.rules.award_list import Gap, Overrides
from applications.rules.lifecycle import MoveNotAllowed, State
from applications.services import award, award_lists, award_release, award_scenarios
from applications.services.award_board import Plan
from applications.services.award_lists import ListChanged
from applications.services.award_release import Release
from applications.workflow.permissions import NotPermitted
from tests import factories
from tests.support.award_cases import ready
from tests.support.award_lists import AT, freeze, make_scenario, make_standing

pytestmark = pytest.mark.django_db

GRANT = Decimal("8361.62")


@pytest.fixture
def worker():
    return factories.make_staff("Sachbearbeitung")


@pytest.fixture
def cases(worker):
    """Three cases that are ready; the money is enough for two and a bit."""
    factories.make_round()
    found = [ready(factories.make_reviewed(actor=worker), points) for points in (12, 9, 6)]
    FundingRound.objects.update(budget_eur=Decimal("20000.00"))
    return found


def released(award_list, actor):
    rows = award_release.release(award_list=award_list, actor=actor, at=AT)
    return {row.row.application_id: row.release for row in rows}


def state_of(case) -> str:
    return Application.objects.get(pk=case.pk).state


def test_inside_gets_an_award_and_below_the_line_the_waiting_list(worker, cases):
    standing = make_standing()

    found = released(standing, worker)

    first, second, third = cases
    assert found == {
        first.pk: Release.AWARD,
        second.pk: Release.AWARD,
        third.pk: Release.WAITING,
    }
    decisions = {row.application_id: row for row in Decision.objects.all()}
    assert [decisions[case.pk].amount_eur for case in cases] == [GRANT, GRANT, 0]
    assert [decisions[case.pk].kind for case in cases] == ["award", "award", "waiting"]
    assert FundingRound.objects.get().reserved_eur == 2 * GRANT
    assert "auf Rang 3" in decisions[third.pk].facts
    assert "Rang 2." in decisions[third.pk].discretion
    event = AuditEvent.objects.get(event="award_list.released")
    assert (event.data["awards"], event.data["waiting"]) == (2, 1)


def test_signing_stays_with_another_person(worker, cases):
    released(make_standing(), worker)
    case = Application.objects.get(pk=cases[0].pk)

    with pytest.raises(MoveNotAllowed):
        factories.sign(case, actor=worker, at=AT)
    factories.sign(case, actor=factories.make_staff("Mitzeichnung"), at=AT)

    assert state_of(case) == State.AWARDED


def test_a_smaller_amount_is_cut_from_both_parts(worker, cases):
    head = factories.make_staff("Leitung")
    scenario = make_scenario(actor=head)
    plan = Plan(overrides=Overrides(amounts_eur={cases[0].pk: Decimal("4180.81")}))
    scenario = award_scenarios.calculate(
        scenario=scenario, version=1, plan=plan, actor=head, at=AT
    )
    frozen = freeze(scenario, actor=head)
    award_lists.confirm_list(award_list=frozen, actor=factories.make_staff("Mitzeichnung"), at=AT)

    released(frozen, worker)

    decision = Decision.objects.get(application=cases[0])
    assert (decision.micro_project_eur, decision.minijob_eur) == (
        Decimal("1500.00"),
        Decimal("2680.81"),
    )
    assert "Vergeben werden 4.180,81" in decision.discretion


def test_releasing_again_proposes_nothing_twice(worker, cases):
    standing = make_standing()
    released(standing, worker)

    assert set(released(standing, worker).values()) == {Release.DONE}
    assert Decision.objects.count() == 3


def test_one_case_that_is_not_ready_keeps_no_other_back(worker, cases):
    standing = make_standing()
    Application.objects.filter(pk=cases[0].pk).update(points=None)
    award.withdraw_application(application=cases[1], reason="", actor=cases[1].created_by, at=AT)

    found = released(standing, worker)

    assert found == {
        cases[0].pk: Release.CHANGED,
        cases[1].pk: Release.CHANGED,
        cases[2].pk: Release.WAITING,
    }


def test_a_case_whose_review_is_not_complete_says_what_is_missing(worker, cases):
    Application.objects.filter(pk=cases[2].pk).update(points=None)
    standing = make_standing()

    rows = award_release.outlook(standing, actor=worker)

    last = rows[-1]
    assert (last.release, last.gaps) == (Release.NOT_REVIEWED, (Gap.POINTS,))


def test_a_refusal_is_told_for_its_case_only(worker, cases):
    standing = make_standing()
    # Somebody takes money past the list.
    FundingRound.objects.update(awarded_eur=Decimal("5000.00"))

    rows = award_release.release(award_list=standing, actor=worker, at=AT)

    assert Counter(row.release for row in rows) == {
        Release.AWARD: 1,
        Release.REFUSED: 1,
        Release.WAITING: 1,
    }
    assert state_of(cases[1]) == State.UNDER_REVIEW


def test_the_head_moves_up_who_waits_and_the_case_worker_does_not(worker, cases):
    head = factories.make_staff("Leitung")
    released(make_standing(actor=head), worker)
    for case in cases:
        factories.sign(
            Application.objects.get(pk=case.pk), actor=factories.make_staff("Mitzeichnung"), at=AT
        )
    FundingRound.objects.update(budget_eur=Decimal("30000.00"))
    scenario = make_scenario(actor=head, name="Mehr Geld")
    frozen = freeze(scenario, actor=head)
    award_lists.confirm_list(award_list=frozen, actor=factories.make_staff("Mitzeichnung"), at=AT)

    assert released(frozen, worker)[cases[2].pk] == Release.NOT_YOURS
    assert released(frozen, head)[cases[2].pk] == Release.AWARD
    assert state_of(cases[2]) == State.PROPOSED


def test_who_stays_on_the_waiting_list_stays(worker, cases):
    head = factories.make_staff("Leitung")
    released(make_standing(actor=head), worker)
    for case in cases:
        factories.sign(
            Application.objects.get(pk=case.pk), actor=factories.make_staff("Mitzeichnung"), at=AT
        )
    frozen = freeze(make_scenario(actor=head, name="Noch einmal"), actor=head)
    award_lists.confirm_list(award_list=frozen, actor=factories.make_staff("Mitzeichnung"), at=AT)

    assert released(frozen, head)[cases[2].pk] == Release.STAYS


def test_only_the_standing_list_is_released(worker, cases):
    head = factories.make_staff("Leitung")
    waiting = freeze(make_scenario(actor=head), actor=head)

    with pytest.raises(ListChanged):
        released(waiting, worker)
    assert Decision.objects.count() == 0
    assert AwardList.objects.standing(waiting.round_id) is None


@pytest.mark.parametrize("group", ["Mitzeichnung", "Haushalt", "Revision", "Verwaltung"])
def test_others_release_nothing(cases, group):
    standing = make_standing()

    with pytest.raises(NotPermitted):
        released(standing, factories.make_staff(group))


def test_a_press_makes_a_hundred_proposals_and_the_next_goes_on(monkeypatch, worker, cases):
    monkeypatch.setattr(award_release, "CASES_AT_ONCE", 2)
    standing = make_standing()

    released(standing, worker)
    assert Decision.objects.count() == 2
    released(standing, worker)

    assert Decision.objects.count() == 3


def test_what_was_left_out_stays_as_it_is(worker, cases):
    head = factories.make_staff("Leitung")
    plan = Plan(overrides=Overrides(left_out=frozenset({cases[0].pk})))
    scenario = award_scenarios.calculate(
        scenario=make_scenario(actor=head), version=1, plan=plan, actor=head, at=AT
    )
    frozen = freeze(scenario, actor=head)
    award_lists.confirm_list(award_list=frozen, actor=factories.make_staff("Mitzeichnung"), at=AT)

    assert released(frozen, worker)[cases[0].pk] == Release.LEFT_OUT
    assert state_of(cases[0]) == State.UNDER_REVIEW
