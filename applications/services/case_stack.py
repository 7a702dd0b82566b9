"""The cases that wait for a person, in the order of their arrival, with the way to the next."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, Q, QuerySet, Subquery

from applications.models import Application, Decision, User
from applications.models.decision import DecisionStatus
from applications.rules.lifecycle import Role, State
from applications.services.counting import count_of
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


def place_of(application: Application, user: User, *, closed: Iterable[int]) -> Place:
    """Return the place of a case: among the own cases, for others among those to sign.

    ``closed`` are the cases that are closed for the person.
    """
    is_worker = Role.CASE_WORKER in staff_roles(user)
    stack = (_own(user) if is_worker else _to_sign(user)).exclude(pk__in=closed)
    at, pk = application.submitted_at, application.pk
    # The bound comes first, so that the index of arrivals is read from the case on.
    before = stack.filter(Q(submitted_at__lt=at) | Q(pk__lt=pk), submitted_at__lte=at)
    after = stack.filter(Q(submitted_at__gt=at) | Q(pk__gt=pk), submitted_at__gte=at)
    count, count_before, is_in_it, previous, following = (
        Application.objects.filter(pk=pk)
        .values_list(
            count_of(stack),
            count_of(before),
            Exists(stack.filter(pk=pk)),
            Subquery(before.order_by("-submitted_at", "-pk").values("code")[:1]),
            Subquery(after.order_by("submitted_at", "pk").values("code")[:1]),
        )
        .get()
    )
    return Place(
        number=count_before + 1 if is_in_it else 0,
        count=count,
        previous=previous or "",
        next=following or "",
        is_for_signing=not is_worker,
    )


def _own(user: User) -> QuerySet[Application]:
    return Application.objects.filter(assigned_to=user, state__in=_WORKED_ON)


def _to_sign(user: User) -> QuerySet[Application]:
    proposals = Decision.objects.filter(status=DecisionStatus.PROPOSED)
    by_others = proposals.filter(~Q(proposed_by=user)).values("application")
    return Application.objects.filter(state=State.PROPOSED, pk__in=by_others)
