"""What waits for a second person comes and goes, and is never shown to who began it."""

from datetime import date
from decimal import Decimal

import pytest

from applications.models import RoundChange
from applications.rules.parameters import ParameterKind
from applications.rules.review import Relation
from applications.services import (
    award_lists,
    legal_parameters,
    paper_entries,
    round_changes,
    second_factor_resets,
)
from applications.services.confirmations import (
    LINES,
    Confirmation,
    confirmation_groups,
    may_confirm,
)
from applications.workflow.conflicts import closed_cases
from tests import factories
from tests.support import award_changes, bank_details, paper
from tests.support.award_lists import freeze, make_scenario

AT = factories.REVIEWED_AT
SECRETARY = {"reason": "Persönlich im Büro.", "at": AT}


@pytest.fixture
def head(db):
    return factories.make_staff("Leitung")


@pytest.fixture
def administrator(db):
    return factories.make_staff("Verwaltung")


def _waiting(user):
    groups = confirmation_groups(user=user, closed=closed_cases(user))
    return {group.kind: group.total for group in groups}


def change_round(administrator):
    return round_changes.propose_change(
        funding_round=factories.make_round(),
        values={"contact_phone": "0611 1"},
        reason="Neuer Anschluss.",
        actor=administrator,
        at=AT,
    )


def enter_wage(administrator, day=1):
    return legal_parameters.enter_parameter(
        kind=ParameterKind.MINIMUM_WAGE,
        valid_from=date(2031, 1, day),
        known_from=date(2030, 12, 1),
        value=Decimal("14.00"),
        source="BGBl.",
        actor=administrator,
        at=AT,
    )


def test_change_of_a_round_waits_for_the_head_only(head, administrator):
    change = change_round(administrator)

    assert _waiting(head) == {Confirmation.ROUND_CHANGE: 1}
    assert _waiting(administrator) == {}

    round_changes.confirm_change(change=change, actor=head, at=AT)
    assert _waiting(head) == {}


def test_refused_change_waits_for_nobody(head, administrator):
    round_changes.refuse_change(
        change=change_round(administrator), note="Nein.", actor=head, at=AT
    )

    assert _waiting(head) == {}


def test_legal_value_waits_for_everybody_who_may_but_its_author(head, administrator):
    value, colleague = enter_wage(administrator), factories.make_staff("Verwaltung")

    assert _waiting(head) == _waiting(colleague) == {Confirmation.LEGAL_PARAMETER: 1}
    assert _waiting(administrator) == {}

    legal_parameters.confirm_parameter(parameter=value, actor=colleague, at=AT)
    assert _waiting(head) == {}


def test_reset_waits_for_nobody_who_asked_or_whom_it_is_about(head, administrator):
    colleague = factories.make_staff("Verwaltung")
    reset = second_factor_resets.ask_reset(account=colleague, actor=administrator, **SECRETARY)

    assert _waiting(head) == {Confirmation.SECOND_FACTOR: 1}
    assert _waiting(administrator) == _waiting(colleague) == {}

    second_factor_resets.confirm_reset(reset=reset, actor=head, at=AT)
    assert _waiting(head) == {}


def test_frozen_list_waits_for_another_person(head):
    factories.make_ready()
    approver = factories.make_staff("Mitzeichnung")
    frozen = freeze(make_scenario(actor=head, at=AT), actor=head, at=AT)

    assert _waiting(approver) == {Confirmation.AWARD_LIST: 1}
    assert _waiting(head) == {}

    award_lists.confirm_list(award_list=frozen, actor=approver, at=AT)
    assert _waiting(approver) == {}


def test_paper_entry_waits_for_another_person_without_a_relation(head):
    writer, checker = (factories.make_staff("Sachbearbeitung") for _number in range(2))
    entry = paper.hand_over(paper.make_paper_entry(actor=writer))

    assert _waiting(checker) == _waiting(head) == {Confirmation.PAPER_ENTRY: 1}
    assert _waiting(writer) == {}

    factories.declare(checker, entry.application, Relation.UNSURE)
    assert _waiting(checker) == {}

    paper_entries.record_entry(entry=entry, actor=head, at=AT)
    assert _waiting(head) == {}


def test_change_of_an_award_waits_for_another_person_without_a_relation(head):
    approver, worker = (
        factories.make_staff("Mitzeichnung"),
        factories.make_staff("Sachbearbeitung"),
    )
    change = award_changes.propose(factories.make_awarded(), actor=head)

    assert _waiting(approver) == {Confirmation.AWARD_CHANGE: 1}
    assert _waiting(head) == _waiting(worker) == {}

    colleague = factories.make_staff("Leitung")
    factories.declare(approver, change.application, Relation.RELATED)
    assert _waiting(approver) == {}
    assert _waiting(colleague) == {Confirmation.AWARD_CHANGE: 1}
    award_changes.sign(change, actor=colleague)
    assert Confirmation.AWARD_CHANGE not in _waiting(colleague)


def test_account_waits_for_the_call_of_a_case_worker_who_does_not_pay(head):
    worker = factories.make_staff("Sachbearbeitung")
    case = factories.make_awarded()
    bank_details.enter(case)
    assert Confirmation.BANK_CALL not in _waiting(worker)
    bank_details.confirm(case)

    assert _waiting(worker)[Confirmation.BANK_CALL] == 1
    for other in (head, factories.make_staff("Sachbearbeitung", "Leitung")):
        assert Confirmation.BANK_CALL not in _waiting(other)
    bank_details.enter(case, iban=bank_details.OTHER_IBAN)
    assert Confirmation.BANK_CALL not in _waiting(worker)
    bank_details.confirm(case)
    bank_details.call(case)
    assert Confirmation.BANK_CALL not in _waiting(worker)


def test_group_counts_all_and_shows_the_first(head, administrator):
    rows = [enter_wage(administrator, day=day + 1) for day in range(LINES + 2)]

    (group,) = confirmation_groups(user=head, closed=[])

    assert group.total == LINES + 2
    assert [row.key for row in group.rows] == [row.pk for row in rows[:LINES]]


def test_kinds_stand_in_the_order_of_the_page(head, administrator):
    enter_wage(administrator)
    second_factor_resets.ask_reset(
        account=factories.make_staff("Revision"), actor=administrator, **SECRETARY
    )
    change_round(administrator)

    assert list(_waiting(head)) == [
        Confirmation.ROUND_CHANGE,
        Confirmation.LEGAL_PARAMETER,
        Confirmation.SECOND_FACTOR,
    ]


def test_rounds_of_a_rehearsal_wait_for_nobody(head, administrator):
    change = change_round(administrator)
    type(change.round).objects.filter(pk=change.round_id).update(is_rehearsal=True)

    assert RoundChange.objects.filter(closed_at=None).exists()
    assert _waiting(head) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_all_kinds_are_one_query(head, administrator, count, django_assert_num_queries):
    for number in range(count):
        enter_wage(administrator, day=number + 1)
    change_round(administrator)
    assert may_confirm(head)  # the groups are read once for each request

    with django_assert_num_queries(1):
        assert _waiting(head)[Confirmation.LEGAL_PARAMETER] == count


@pytest.mark.parametrize("group", ["Haushalt", "Revision"])
def test_who_confirms_nothing_asks_nothing(db, group, django_assert_num_queries):
    person = factories.make_staff(group)
    assert not may_confirm(person)

    with django_assert_num_queries(0):
        assert _waiting(person) == {}
