"""Conditions of a move that need the database: no conflict of interest, a reason, two persons."""

from applications.models import Application, AwardChange, Transition, User
from applications.models.decision import DecisionStatus
from applications.rules.lifecycle import Move, State
from applications.workflow.conflicts import require_unbiased


class ReasonNeeded(Exception):
    """The move must be explained in writing."""


class SecondPersonNeeded(Exception):
    """The person who made the step before must not make this one (Vier-Augen-Prinzip)."""


def check(move: Move, *, application: Application, actor: User, reason: str) -> None:
    """Raise the fact that stands against the move.

    ``ConflictOfInterest``, ``ReasonNeeded`` or ``SecondPersonNeeded``.
    """
    require_unbiased(actor, application)
    if move.needs_reason and not reason.strip():
        raise ReasonNeeded(move.action)
    if move.needs_second_person and _prepared(move, application, actor):
        raise SecondPersonNeeded(actor.pk)


def _prepared(move: Move, application: Application, actor: User) -> bool:
    """Say whether the person proposed what they are about to sign."""
    if move.source == State.AWARDED:
        # A change of an award is proposed beside the moves: the award stands meanwhile.
        changes = AwardChange.objects.filter(application=application, proposed_by=actor)
        return changes.filter(status=DecisionStatus.PROPOSED).exists()
    steps = Transition.objects.filter(application=application).order_by("-pk")
    last = steps.values_list("actor_id", flat=True).first()
    return last == actor.pk
