"""The decision: one person proposes it, another signs it or gives it back."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from applications.models import Application, Decision, DecisionLine, User
from applications.models.decision import DecisionStatus
from applications.rules.decisions import (
    TARGETS,
    CostJudgement,
    DecisionKind,
    GrantAmounts,
    Reasons,
    check_amounts,
)
from applications.rules.lifecycle import Action
from applications.services import outbox
from applications.services.accepted_costs import accepted_costs
from applications.services.identity_proof import IdentityProof
from applications.services.letter_drafts import discard_drafts
from applications.services.obstacles import NotReady, ObstacleKind, obstacles
from applications.services.team_mail import people_who_answer
from applications.workflow import engine
from applications.workflow.conflicts import require_unbiased
from applications.workflow.engine import MovedMeanwhile


@transaction.atomic
def propose_decision(
    *,
    application: Application,
    kind: DecisionKind,
    amounts: GrantAmounts,
    reasons: Reasons,
    actor: User,
    at: datetime,
) -> Decision:
    """Propose a decision; its money is reserved until somebody else signs or returns it.

    What is accepted of each line of costs is frozen with it and limits the micro-project.
    Raises ``ConflictOfInterest``, ``AmountsNotAllowed``, ``NotReady``, ``BudgetExceeded``,
    ``MoveNotAllowed`` and ``MovedMeanwhile``.
    """
    require_unbiased(actor, application)
    _hold(application)
    requested, costs = application.requested, accepted_costs(application)
    amounts = check_amounts(
        kind,
        proposed=amounts,
        requested=requested,
        highest_micro_project_eur=costs.highest_micro_project_eur,
    )
    missing = obstacles(
        application, kind=kind, amounts=amounts, requested=requested, reasons=reasons
    )
    # Money alone is for the engine, which books under a lock.
    if any(one.kind != ObstacleKind.BUDGET for one in missing):
        raise NotReady(missing)
    engine.perform(
        Action.PROPOSE,
        application=application,
        actor=actor,
        at=at,
        reason=reasons.as_text,
        amount_eur=amounts.total_eur,
    )
    return _write(application, kind, amounts, reasons, costs.lines, actor=actor, at=at)


@transaction.atomic
def cosign_decision(
    *, application: Application, proof: IdentityProof, actor: User, at: datetime
) -> Decision:
    """Sign the open proposal of somebody else; from now on it is the decision.

    ``proof`` shows that the person at the desk is the one who signs: there is no way to a
    signature without it.
    Raises ``IdentityNotProved``, ``SecondPersonNeeded``, ``MoveNotAllowed`` and
    ``MovedMeanwhile``.
    """
    proof.check(actor)
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
    outbox.carry_out(move, application=application, at=at, decision=decision)
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

    What the authority still asked for or wanted to hear needs no answer any more, and the
    whole team is told.
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
    application.hearings.filter(closed_at=None).update(closed_at=at, closed_by=actor)
    discard_drafts(application, at=at)
    recipients = people_who_answer(application)
    outbox.carry_out(move, application=application, at=at, recipients=recipients)


def open_proposal(application: Application) -> Decision:
    """Return the proposal that waits for a signature; ``MovedMeanwhile`` when there is none."""
    decision = application.decisions.filter(status=DecisionStatus.PROPOSED).first()
    if decision is None:
        raise MovedMeanwhile(application.pk)
    return decision


def _hold(application: Application) -> None:
    """Let nobody judge a finding between the look at all of them and the move."""
    Application.objects.select_for_update().get(pk=application.pk)


def _write(
    application: Application,
    kind: DecisionKind,
    amounts: GrantAmounts,
    reasons: Reasons,
    lines: Iterable[CostJudgement],
    *,
    actor: User,
    at: datetime,
) -> Decision:
    decision = Decision.objects.create(
        application=application,
        kind=kind,
        micro_project_eur=amounts.micro_project_eur,
        minijob_eur=amounts.minijob_eur,
        micro_project_maximum_eur=application.micro_project_maximum_eur,
        minijob_maximum_eur=application.minijob_maximum_eur,
        facts=reasons.facts.strip(),
        assessment=reasons.assessment.strip(),
        discretion=reasons.discretion.strip(),
        proposed_by=actor,
        proposed_at=at,
    )
    DecisionLine.objects.bulk_create(_line(decision, line) for line in lines)
    return decision


def _line(decision: Decision, line: CostJudgement) -> DecisionLine:
    return DecisionLine(
        decision=decision,
        position=line.position,
        kind=line.kind,
        purpose=line.purpose,
        requested_eur=line.requested_eur,
        accepted_eur=line.accepted_eur,
        reason=line.reason,
    )


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
