"""Frozen lists: two persons, evidence, and one list of a round stands."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from applications.models import (
    Application,
    AuditEvent,
    AwardList,
    AwardListRow,
    AwardScenario,
    FundingRound,
)
from applications.models.append_only import ChangeRefused
from applications.rules.award_list import Overrides, Place
from applications.rules.review import Relation
from applications.services import award_lists
from applications.services.award_board import Plan
from applications.services.award_lists import ListChanged, PlaceOnList
from applications.services.award_scenarios import ScenarioChanged
from applications.workflow.budget import BudgetExceeded
from applications.workflow.guards import ReasonNeeded, SecondPersonNeeded
from applications.workflow.permissions import NotPermitted
from tests import factories
from tests.support.award_cases import FULL, make_listed
from tests.support.award_lists import AT, calculate, freeze, make_scenario, make_standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    return factories.make_staff("Leitung")


def test_freezing_keeps_every_rank_and_a_hash(head):
    cases = make_listed(41)
    scenario = calculate(
        make_scenario(actor=head),
        head,
        Plan(
            overrides=Overrides(
                amounts_eur={cases[0].pk: Decimal("5100.00")}, left_out=frozenset({cases[1].pk})
            )
        ),
    )

    frozen = freeze(scenario, actor=head)

    rows = list(AwardListRow.objects.order_by("pk"))
    first, last = rows[0], rows[-1]
    assert (first.position, first.points, first.place) == (1, cases[0].points, Place.INSIDE)
    assert (first.micro_project_eur, first.minijob_eur) == (Decimal(1500), Decimal(3600))
    assert (last.position, last.place, last.given_eur) == (None, Place.LEFT_OUT, 0)
    assert sum(row.given_eur for row in rows if row.place == Place.INSIDE) == frozen.given_eur
    assert award_lists.is_intact(AwardList.objects.get())
    event = AuditEvent.objects.get(event="award_list.frozen")
    assert event.data["sha256"] == frozen.sha256


def test_freezing_needs_a_reason(head):
    make_listed(1)

    with pytest.raises(ReasonNeeded):
        freeze(make_scenario(actor=head), actor=head, reason="  ")


def test_freezing_a_scenario_that_somebody_else_computed_is_refused(head):
    make_listed(1)
    scenario = make_scenario(actor=head)
    calculate(scenario, factories.make_staff("Leitung"))

    with pytest.raises(ScenarioChanged):
        freeze(scenario, actor=head)


def test_what_changed_since_computing_is_named(head):
    cases = make_listed(3)
    scenario = make_scenario(actor=head)
    Application.objects.filter(pk=cases[1].pk).update(points=2)

    with pytest.raises(ListChanged) as refusal:
        freeze(scenario, actor=head)

    assert refusal.value.numbers == (cases[1].reference_number,)


def test_another_budget_makes_the_list_old(head):
    make_listed(1)
    frozen = freeze(make_scenario(actor=head), actor=head)
    FundingRound.objects.update(budget_eur=Decimal("300000.00"))

    with pytest.raises(ListChanged) as refusal:
        award_lists.confirm_list(
            award_list=frozen, actor=factories.make_staff("Mitzeichnung"), at=AT
        )
    assert refusal.value.budget_changed


def test_what_is_fixed_above_budget_without_reserve_is_refused(head):
    factories.make_awarded()
    scenario = make_scenario(actor=head)
    scenario = calculate(scenario, head, Plan(reserve_eur=Decimal("399999.00")))

    with pytest.raises(BudgetExceeded) as refusal:
        freeze(scenario, actor=head)
    assert (refusal.value.free_eur, refusal.value.wanted_eur) == (
        Decimal("1.00"),
        Decimal("8361.62"),
    )


def test_a_list_that_gives_nothing_is_refused(head):
    factories.make_round()

    with pytest.raises(award_lists.NothingInside):
        freeze(make_scenario(actor=head), actor=head)


def test_one_list_waits_at_a_time(head):
    make_listed(1)
    scenario = make_scenario(actor=head)
    freeze(scenario, actor=head)

    with pytest.raises(award_lists.FreezeWaiting):
        freeze(scenario, actor=head)
    assert AwardList.objects.count() == 1


def test_another_person_confirms(head):
    make_listed(1)
    frozen = freeze(make_scenario(actor=head), actor=head)

    with pytest.raises(SecondPersonNeeded):
        award_lists.confirm_list(award_list=frozen, actor=head, at=AT)
    with pytest.raises(NotPermitted):
        award_lists.confirm_list(
            award_list=frozen, actor=factories.make_staff("Sachbearbeitung"), at=AT
        )
    assert AwardList.objects.standing(frozen.round_id) is None
    award_lists.confirm_list(award_list=frozen, actor=factories.make_staff("Leitung"), at=AT)

    assert AwardList.objects.standing(frozen.round_id) == frozen
    late = {"award_list": frozen, "actor": factories.make_staff("Leitung"), "at": AT}
    with pytest.raises(award_lists.AlreadyClosed):
        award_lists.confirm_list(**late)
    with pytest.raises(award_lists.AlreadyClosed):
        award_lists.return_list(reason="Zu spät.", **late)


def test_the_database_wants_two_persons(head):
    make_listed(1)
    frozen = freeze(make_scenario(actor=head), actor=head)

    with pytest.raises(IntegrityError), transaction.atomic():
        AwardList.objects.filter(pk=frozen.pk).update(
            status="confirmed", closed_by=head, closed_at=AT
        )


def test_returning_needs_a_reason_and_leaves_the_old_list(head):
    make_listed(1)
    standing = make_standing(actor=head)
    frozen = freeze(AwardScenario.objects.get(), actor=head)
    other = factories.make_staff("Mitzeichnung")

    with pytest.raises(ReasonNeeded):
        award_lists.return_list(award_list=frozen, reason=" ", actor=other, at=AT)
    award_lists.return_list(award_list=frozen, reason="Bitte Rang 3 prüfen.", actor=other, at=AT)

    assert AwardList.objects.standing(standing.round_id) == standing
    assert AwardList.objects.get(pk=frozen.pk).return_reason == "Bitte Rang 3 prüfen."


def test_a_new_list_takes_the_place_of_the_old_one(head):
    cases = make_listed(1)
    old = make_standing(actor=head)
    Application.objects.filter(pk=cases[0].pk).update(points=3)
    scenario = calculate(AwardScenario.objects.get(), head)

    new = freeze(scenario, actor=head)
    award_lists.confirm_list(
        award_list=new, actor=factories.make_staff("Mitzeichnung"), at=AT + timedelta(days=1)
    )

    assert AwardList.objects.standing(old.round_id) == new
    assert new.replaces == old
    assert award_lists.is_intact(AwardList.objects.get(pk=new.pk))


def test_confirming_names_what_changed_since_the_freezing(head):
    cases = make_listed(2)
    frozen = freeze(make_scenario(actor=head), actor=head)
    Application.objects.filter(pk=cases[0].pk).update(points=None)
    later = make_listed(1)

    with pytest.raises(ListChanged) as refusal:
        award_lists.confirm_list(
            award_list=frozen, actor=factories.make_staff("Mitzeichnung"), at=AT
        )

    assert refusal.value.numbers == (cases[0].reference_number, later[0].reference_number)


def test_the_standing_list_says_where_a_case_is(head, django_assert_num_queries):
    cases = make_listed(41)
    assert award_lists.place_of(cases[0]) is None
    standing = make_standing(actor=head)
    newcomer = make_listed(1)[0]

    with django_assert_num_queries(1):
        found = award_lists.place_of(cases[39])

    assert found == PlaceOnList(
        award_list=standing, rank=40, place=Place.PARTLY, amount_eur=Decimal("2200.00")
    )
    assert award_lists.place_of(cases[0]).amount_eur == FULL
    assert award_lists.place_of(newcomer) is None


def test_frozen_lists_are_evidence(head):
    make_listed(1)
    frozen = make_standing(actor=head)
    row = frozen.rows.get()

    with pytest.raises(ChangeRefused):
        frozen.rows.all().delete()
    with pytest.raises(ChangeRefused):
        AwardList.objects.all().delete()
    with pytest.raises(ChangeRefused):
        row.save()
    for statement in (
        "UPDATE applications_awardlistrow SET given_eur = 1",
        "DELETE FROM applications_awardlistrow",
        "UPDATE applications_awardlist SET reason = 'x'",
        "DELETE FROM applications_awardlist",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_while_it_waits_only_the_second_person_is_added(head):
    make_listed(1)
    frozen = freeze(make_scenario(actor=head), actor=head)

    with pytest.raises(DatabaseError), transaction.atomic():
        AwardList.objects.filter(pk=frozen.pk).update(reason="Anders.")
    assert AwardList.objects.get().reason == "Nach Punkten."


def test_who_must_keep_away_from_a_case_decides_on_no_list_with_it(head):
    cases = make_listed(2)
    scenario, other = make_scenario(actor=head), factories.make_staff("Mitzeichnung")
    frozen = freeze(scenario, actor=head)
    factories.declare(other, cases[1], Relation.UNSURE)

    with pytest.raises(award_lists.ConflictOnList) as refusal:
        award_lists.confirm_list(award_list=frozen, actor=other, at=AT)
    assert refusal.value.numbers == (cases[1].reference_number,)
    with pytest.raises(award_lists.ConflictOnList):
        award_lists.return_list(award_list=frozen, reason="Nein.", actor=other, at=AT)
    third = factories.make_staff("Leitung")
    award_lists.return_list(award_list=frozen, reason="Noch einmal.", actor=third, at=AT)
    factories.declare(head, cases[0], Relation.RELATED)
    with pytest.raises(award_lists.ConflictOnList):
        freeze(scenario, actor=head)
