"""„Nächsten Antrag prüfen“: whoever has time takes the case that has waited longest."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from applications.models import Application, FundingRound, User
from applications.rules.lifecycle import Role, State
from applications.workflow import audit
from applications.workflow.conflicts import open_to
from applications.workflow.permissions import require

TAKERS: Final = frozenset({Role.CASE_WORKER})


def waiting_cases(*, funding_round: FundingRound, user: User) -> QuerySet[Application]:
    """Return what arrived in a round, what nobody has and the person may take."""
    cases = Application.objects.filter(
        round=funding_round, state=State.SUBMITTED, assigned_to=None
    )
    return open_to(user, cases)


@transaction.atomic
def take_next_case(
    *, funding_round: FundingRound, actor: User, at: datetime
) -> Application | None:
    """Give the person the case that arrived first of those that nobody has; None without any.

    When two take at the same instant, one update decides, and the other gets the case after it.
    Raises ``NotPermitted``.
    """
    require(actor, *TAKERS)
    waiting = waiting_cases(funding_round=funding_round, user=actor)
    while found := _oldest(waiting):
        still_free = Application.objects.filter(
            pk=found.pk, state=State.SUBMITTED, assigned_to=None
        )
        if still_free.update(assigned_to=actor):
            found.assigned_to = actor
            audit.record(
                "application.assigned",
                actor=actor,
                at=at,
                application=found,
                assignee=actor.pk,
            )
            return found
    return None


def _oldest(waiting: QuerySet[Application]) -> Application | None:
    return waiting.order_by("submitted_at", "pk").first()
