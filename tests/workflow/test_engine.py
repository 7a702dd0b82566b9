"""The engine: every action in every state for every role, and nothing half done."""

from datetime import timedelta

import pytest

from applications.models import Application, AuditEvent, Transition
from applications.rules.decisions import DecisionKind, Reasons
from applications.rules.lifecycle import MOVES, Action, MoveNotAllowed, Role, State, find_move
from applications.services import award
from applications.workflow import engine, guards
from tests import factories

pytestmark = pytest.mark.django_db


def allowed(action: Action, state: State, role: Role) -> bool:
    return any(m.action == action and m.source == state and role in m.roles for m in MOVES)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("action", Action)
def test_move_exists_only_where_the_table_says(action: Action, state: State) -> None:
    for role in Role:
        targets = {m.target for m in MOVES if m.action == action and m.source == state}
        for target in targets or {None}:
            if allowed(action, state, role):
                move = find_move(action=action, source=state, roles=[role], target=target)
                assert move.source == state
            else:
                with pytest.raises(MoveNotAllowed):
                    find_move(action=action, source=state, roles=[role], target=target)


def test_move_writes_state_transition_and_audit_event_together() -> None:
    application = factories.make_submitted()
    worker = factories.make_staff("Sachbearbeitung")

    engine.perform(
        Action.START_REVIEW,
        application=application,
        actor=worker,
        at=factories.REVIEWED_AT,
    )

    stored = Application.objects.get()
    step = Transition.objects.latest("pk")
    event = AuditEvent.objects.latest("number")
    assert (stored.state, stored.state_changed_at) == (State.UNDER_REVIEW, factories.REVIEWED_AT)
    assert (step.source, step.target, step.actor) == ("submitted", "under_review", worker)
    assert (event.event, event.application) == ("application.start_review", stored)


def test_move_refused_leaves_nothing_behind() -> None:
    application = factories.make_submitted()
    steps, events = Transition.objects.count(), AuditEvent.objects.count()

    with pytest.raises(MoveNotAllowed):
        engine.perform(
            Action.START_REVIEW,
            application=application,
            actor=factories.make_staff("Revision"),
            at=factories.REVIEWED_AT,
        )

    assert Application.objects.get().state == State.SUBMITTED
    assert (Transition.objects.count(), AuditEvent.objects.count()) == (steps, events)


def test_move_on_a_stale_row_is_refused() -> None:
    application = factories.make_submitted()
    worker = factories.make_staff("Sachbearbeitung")
    stale = Application.objects.get()
    engine.perform(
        Action.START_REVIEW, application=application, actor=worker, at=factories.REVIEWED_AT
    )

    with pytest.raises(engine.MovedMeanwhile):
        engine.perform(
            Action.START_REVIEW, application=stale, actor=worker, at=factories.REVIEWED_AT
        )


def test_signature_does_not_go_to_a_later_proposal() -> None:
    worker, signer = factories.make_staff("Sachbearbeitung"), factories.make_staff("Leitung")
    application = factories.make_proposed(actor=worker)
    seen = Application.objects.get()
    later = factories.REVIEWED_AT + timedelta(minutes=1)
    award.return_decision(application=application, reason="Bitte kürzen.", actor=signer, at=later)
    award.propose_decision(
        application=application,
        kind=DecisionKind.REJECTION,
        amounts=application.requested,
        reasons=Reasons(assessment="Zu teuer."),
        actor=worker,
        at=later,
    )

    with pytest.raises(engine.MovedMeanwhile):
        factories.sign(seen, actor=signer, at=later)


def test_returning_needs_a_reason() -> None:
    application = factories.make_proposed()

    with pytest.raises(guards.ReasonNeeded):
        engine.perform(
            Action.RETURN,
            application=application,
            actor=factories.make_staff("Mitzeichnung"),
            at=factories.REVIEWED_AT,
            reason="  ",
        )


def test_second_person_is_compared_by_person_not_by_role() -> None:
    both = factories.make_staff("Sachbearbeitung", "Mitzeichnung", "Leitung")
    application = factories.make_proposed(actor=both)

    with pytest.raises(guards.SecondPersonNeeded):
        engine.perform(
            Action.COSIGN,
            application=application,
            actor=both,
            at=factories.REVIEWED_AT,
            target=State.AWARDED,
        )
    assert Application.objects.get().state == State.PROPOSED
