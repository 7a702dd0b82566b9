"""The cases that wait for a person, in the order of their arrival, with the way to the next."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet

from applications.models import Application, Decision, User
from applications.models.decision import DecisionStatus
from applications.rules.lifecycle import Role, State
from applications.workflow.conflicts import open_to
from applications.workflow.permissions import staff_roles

_WORKED_ON: Final = (
    State.SUBMITTED,
    State.UNDER_REVIEW,
    State.INFORMATION_REQUESTED,
    State.ANSWERED,
    State.HEARING,
)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a case stands in the stack of a person; codes are empty at both ends.

    ``number`` is 0 when the case is in no stack of theirs any more: then the neighbours are
    those that arrived before and after it.
    """

    number: int
    count: int
    previous: str
    next: str
    is_for_signing: bool


def place_of(application: Application, user: User) -> Place:
    """Return the place of a case: among the own cases, for others among those to sign."""
    is_worker = Role.CASE_WORKER in staff_roles(user)
    rows = _own(user) if is_worker else _to_sign(user)
    here = (application.submitted_at, application.pk)
    order = list(
        open_to(user, rows)
        .order_by("submitted_at", "pk")
        .values_list("submitted_at", "pk", "code")
    )
    before = [code for at, pk, code in order if (at, pk) < here]
    after = [code for at, pk, code in order if (at, pk) > here]
    is_in_it = len(before) + len(after) < len(order)
    return Place(
        number=len(before) + 1 if is_in_it else 0,
        count=len(order),
        previous=before[-1] if before else "",
        next=after[0] if after else "",
        is_for_signing=not is_worker,
    )


def _own(user: User) -> QuerySet[Application]:
    return Application.objects.filter(assigned_to=user, state__in=_WORKED_ON)


def _to_sign(user: User) -> QuerySet[Application]:
    proposals = Decision.objects.filter(status=DecisionStatus.PROPOSED)
    by_others = proposals.filter(~Q(proposed_by=user)).values("application")
    return Application.objects.filter(state=State.PROPOSED, pk__in=by_others)
