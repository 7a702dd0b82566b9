"""A declared relation closes a case for the person, in every service."""

from decimal import Decimal

import pytest

from applications.models import Application, AuditEvent, ConflictDeclaration
from applications.rules.decisions import DecisionKind, Reasons
from applications.rules.review import Relation
from applications.services import (
    accepted_costs,
    award,
    checklist,
    conflicts,
    messages,
    notes,
    review,
    scores,
)
from applications.services.conflicts import ConflictOfInterest, RelationNotDeclared, Standing
from applications.workflow.guards import ReasonNeeded
from applications.workflow.permissions import NotPermitted
from tests import factories
from tests.factories import REVIEWED_AT as AT

pytestmark = [pytest.mark.django_db, pytest.mark.asks_relation]


@pytest.mark.parametrize("group", ["Sachbearbeitung", "Mitzeichnung", "Leitung"])
def test_those_who_decide_are_asked(group):
    person, case = factories.make_staff(group), factories.make_submitted()

    assert conflicts.standing(person, case) == Standing.UNDECLARED
    with pytest.raises(RelationNotDeclared):
        conflicts.require_open(conflicts.standing(person, case), person, case)
    factories.declare(person, case)
    assert conflicts.standing(person, case) == Standing.OPEN
    conflicts.require_open(conflicts.standing(person, case), person, case)


@pytest.mark.parametrize("group", ["Haushalt", "Revision", "Verwaltung"])
def test_the_others_are_not_asked(group):
    person, case = factories.make_staff(group), factories.make_submitted()

    assert conflicts.standing(person, case) == Standing.OPEN
    with pytest.raises(NotPermitted):
        factories.declare(person, case)


@pytest.mark.parametrize("relation", [Relation.RELATED, Relation.UNSURE])
def test_anything_but_none_closes_the_case_and_hands_it_back(relation):
    person = factories.make_staff("Sachbearbeitung")
    case = factories.make_reviewed(actor=person)
    other = factories.make_submitted()

    factories.declare(person, case, relation)

    assert conflicts.is_closed_for(person, case)
    case.refresh_from_db()
    assert case.assigned_to is None
    assert list(conflicts.open_to(person, Application.objects.all())) == [other]
    assert [row.person for row in conflicts.declared_conflicts()] == [person]
    events = AuditEvent.objects.order_by("-number").values_list("event", flat=True)[:2]
    assert list(events) == ["application.assigned", "conflict.declared"]


def test_a_relation_needs_a_reason():
    person, case = factories.make_staff("Leitung"), factories.make_submitted()

    with pytest.raises(ReasonNeeded):
        conflicts.declare_relation(
            application=case, relation=Relation.UNSURE, reason="  ", actor=person, at=AT
        )
    assert not ConflictDeclaration.objects.exists()


def test_nobody_opens_a_closed_case_again_but_the_head():
    person, head = factories.make_staff("Sachbearbeitung"), factories.make_staff("Leitung")
    case = factories.make_submitted()
    factories.declare(person, case, Relation.UNSURE)

    with pytest.raises(ConflictOfInterest):
        factories.declare(person, case)
    conflicts.clear_conflict(
        application=case, person=person, reason="Nur entfernt bekannt.", actor=head, at=AT
    )

    assert conflicts.standing(person, case) == Standing.OPEN
    assert not conflicts.declared_conflicts().exists()


def test_a_head_does_not_decide_about_themselves():
    head, case = factories.make_staff("Leitung"), factories.make_submitted()
    factories.declare(head, case, Relation.RELATED)

    with pytest.raises(ConflictOfInterest):
        conflicts.clear_conflict(
            application=case, person=head, reason="Geht schon.", actor=head, at=AT
        )


def test_later_relation_closes_a_case_that_was_open():
    person, case = factories.make_staff("Sachbearbeitung"), factories.make_submitted()
    factories.declare(person, case)

    factories.declare(person, case, Relation.RELATED)

    assert conflicts.is_closed_for(person, case)


def deeds(person, case):
    """Everything that a case worker does on a case, by name."""
    known = {"application": case, "actor": person, "at": AT}
    finding = review.current_findings(case)[0]
    return {
        "start": lambda: review.start_review(**known),
        "take": lambda: review.assign_application(assignee=person, **known),
        "settle": lambda: review.settle_finding(
            finding=finding, is_met=True, reason="Ja.", actor=person, at=AT
        ),
        "check": lambda: checklist.save_answers(given=[], **known),
        "score": lambda: scores.save_scores(given=[], **known),
        "costs": lambda: accepted_costs.save_accepted_costs(given=[], **known),
        "note": lambda: notes.write_note(text="Notiz", last_own=0, **known),
        "message": lambda: messages.write_message(
            text="Guten Tag", uploads=[], last_own=0, from_authority=True, **known
        ),
        "propose": lambda: award.propose_decision(
            kind=DecisionKind.AWARD,
            amounts=case.requested,
            reasons=Reasons(),
            **known,
        ),
    }


@pytest.mark.parametrize(
    "deed",
    ["start", "take", "settle", "check", "score", "costs", "note", "message", "propose"],
)
def test_every_service_refuses_whom_the_case_is_closed_for(deed):
    person = factories.make_staff("Sachbearbeitung")
    make = factories.make_submitted if deed == "start" else factories.make_reviewed
    case = make()
    factories.declare(person, case, Relation.RELATED)

    with pytest.raises(ConflictOfInterest):
        deeds(person, case)[deed]()


def test_signing_and_giving_back_are_refused_too():
    case = factories.make_proposed()
    approver = factories.make_staff("Mitzeichnung")
    factories.declare(approver, case, Relation.RELATED)

    with pytest.raises(ConflictOfInterest):
        factories.sign(case, actor=approver)
    with pytest.raises(ConflictOfInterest):
        award.return_decision(application=case, reason="Nein.", actor=approver, at=AT)
    case.refresh_from_db()
    assert case.awarded_eur is None
    assert case.round.reserved_eur == Decimal("8361.62")


def test_nobody_gets_a_case_that_is_closed_for_them():
    case = factories.make_submitted()
    person, head = factories.make_staff("Sachbearbeitung"), factories.make_staff("Leitung")
    factories.declare(person, case, Relation.UNSURE)

    with pytest.raises(ConflictOfInterest):
        review.assign_application(application=case, assignee=person, actor=head, at=AT)
