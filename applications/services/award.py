"""The decision: one person proposes it, another signs it or gives it back."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from applications.models import Application, Decision, Finding, User
from applications.models.decision import DecisionStatus
from applications.rules.decisions import (
    TARGETS,
    DecisionKind,
    GrantAmounts,
    check_amounts,
    is_partial,
)
from applications.rules.lifecycle import Action
from applications.services import outbox
from applications.services.review import unsettled_findings
from applications.services.team_mail import people_who_answer
from applications.workflow import engine
from applications.workflow.engine import MovedMeanwhile
from applications.workflow.guards import ReasonNeeded


@dataclass
class NotSettled(Exception):
    """Open clarifications or exclusions keep an award from being proposed."""

    findings: list[Finding]


@transaction.atomic
def propose_decision(
    *,
    application: Application,
    kind: DecisionKind,
    amounts: GrantAmounts,
    reason: str,
    actor: User,
    at: datetime,
) -> Decision:
    """Propose a decision; its money is reserved until somebody else signs or returns it.

    An award needs every exclusion and clarification settled as met; everything but a full
    award needs a reason. Raises ``AmountsNotAllowed``, ``NotSettled``, ``ReasonNeeded``,
    ``BudgetExceeded``, ``MoveNotAllowed`` and ``MovedMeanwhile``.
    """
    _hold(application)
    requested = requested_amounts(application)
    amounts = check_amounts(kind, proposed=amounts, requested=requested)
    if kind == DecisionKind.AWARD and (findings := unsettled_findings(application)):
        raise NotSettled(findings)
    _check_reason(kind, amounts=amounts, requested=requested, reason=reason)
    engine.perform(
        Action.PROPOSE,
        application=application,
        actor=actor,
        at=at,
        reason=reason.strip(),
        amount_eur=amounts.total_eur,
    )
    return Decision.objects.create(
        application=application,
        kind=kind,
        micro_project_eur=amounts.micro_project_eur,
        minijob_eur=amounts.minijob_eur,
        micro_project_maximum_eur=application.micro_project_maximum_eur,
        minijob_maximum_eur=application.minijob_maximum_eur,
        reason=reason.strip(),
        proposed_by=actor,
        proposed_at=at,
    )


@transaction.atomic
def cosign_decision(*, application: Application, actor: User, at: datetime) -> Decision:
    """Sign the open proposal of somebody else; from now on it is the decision.

    Raises ``SecondPersonNeeded``, ``MoveNotAllowed`` and ``MovedMeanwhile``.
    """
    decision = open_proposal(application)
    is_award = decision.kind == DecisionKind.AWARD
    move = engine.perform(
        Action.COSIGN,
        application=application,
        actor=actor,
        at=at,
        target=TARGETS[DecisionKind(decision.kind)],
        amount_eur=decision.amount_eur,
        changes={"awarded_eur": decision.amount_eur} if is_award else {},
    )
    _close(decision, status=DecisionStatus.SIGNED, actor=actor, at=at)
    outbox.carry_out(move, application=application, at=at)
    return decision


@transaction.atomic
def return_decision(
    *, application: Application, reason: str, actor: User, at: datetime
) -> Decision:
    """Give the open proposal back for more review; its money is free again.

    Raises ``ReasonNeeded``, ``SecondPersonNeeded``, ``MoveNotAllowed``, ``MovedMeanwhile``.
    """
    decision = open_proposal(application)
    engine.perform(
        Action.RETURN,
        application=application,
        actor=actor,
        at=at,
        reason=reason,
        amount_eur=decision.amount_eur,
    )
    _close(
        decision,
        status=DecisionStatus.RETURNED,
        actor=actor,
        at=at,
        return_reason=reason.strip(),
    )
    return decision


@transaction.atomic
def withdraw_application(
    *, application: Application, reason: str, actor: User, at: datetime
) -> None:
    """Take an application back on the association's wish; reserved money is free again.

    What the authority still asked for needs no answer any more, and the whole team is told.
    Raises ``MoveNotAllowed`` and ``MovedMeanwhile``.
    """
    decision = application.decisions.filter(status=DecisionStatus.PROPOSED).first()
    move = engine.perform(
        Action.WITHDRAW,
        application=application,
        actor=actor,
        at=at,
        reason=reason,
        amount_eur=decision.amount_eur if decision else Decimal("0.00"),
    )
    if decision:
        _close(decision, status=DecisionStatus.WITHDRAWN, actor=actor, at=at)
    application.information_requests.filter(closed_at=None).update(closed_at=at)
    recipients = people_who_answer(application)
    outbox.carry_out(move, application=application, at=at, recipients=recipients)


def requested_amounts(application: Application) -> GrantAmounts:
    """Return what was requested, in both parts."""
    return GrantAmounts(
        micro_project_eur=application.requested_micro_project_eur,
        minijob_eur=application.requested_minijob_eur,
    )


def open_proposal(application: Application) -> Decision:
    """Return the proposal that waits for a signature; ``MovedMeanwhile`` when there is none."""
    decision = application.decisions.filter(status=DecisionStatus.PROPOSED).first()
    if decision is None:
        raise MovedMeanwhile(application.pk)
    return decision


def _hold(application: Application) -> None:
    """Let nobody judge a finding between the look at all of them and the move."""
    Application.objects.select_for_update().get(pk=application.pk)


def _check_reason(
    kind: DecisionKind, *, amounts: GrantAmounts, requested: GrantAmounts, reason: str
) -> None:
    is_full = kind == DecisionKind.AWARD and not is_partial(awarded=amounts, requested=requested)
    if not is_full and not reason.strip():
        raise ReasonNeeded(kind)


def _close(
    decision: Decision,
    *,
    status: DecisionStatus,
    actor: User,
    at: datetime,
    return_reason: str = "",
) -> None:
    decision.status = status
    decision.closed_by = actor
    decision.closed_at = at
    decision.return_reason = return_reason
    decision.save(update_fields=["status", "closed_by", "closed_at", "return_reason"])
