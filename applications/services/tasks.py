"""What waits for one person: groups that close by themselves, because they are only looked up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from django.db.models import Count, Q, QuerySet, Value

from applications import clock
from applications.models import Application, Decision, User
from applications.models.decision import DecisionStatus
from applications.rules.lifecycle import Role, State
from applications.rules.waiting import WaitsFor
from applications.services.counting import count_of
from applications.workflow.permissions import staff_roles

LINES: Final = 5
# So near is a day that it deserves a look.
SOON: Final = timedelta(days=3)
# So long a withdrawal is news for the person who worked on the case.
_NEWS: Final = timedelta(days=14)


class Task(StrEnum):
    """Why a case waits for a person; in the order of the page."""

    ANSWERED = "answered"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    TO_SIGN = "to_sign"
    RETURNED = "returned"
    NEWS = "news"
    WITHDRAWN = "withdrawn"
    LONGEST = "longest"


# Whose work a group is. News of a case that nobody has is everybody's.
DOERS: Final = {
    Task.ANSWERED: frozenset({Role.CASE_WORKER}),
    Task.DUE_SOON: frozenset({Role.CASE_WORKER}),
    Task.OVERDUE: frozenset({Role.CASE_WORKER}),
    Task.TO_SIGN: frozenset({Role.APPROVER, Role.HEAD}),
    Task.RETURNED: frozenset({Role.CASE_WORKER}),
    Task.NEWS: frozenset({Role.CASE_WORKER, Role.HEAD}),
    Task.WITHDRAWN: frozenset({Role.CASE_WORKER}),
    Task.LONGEST: frozenset({Role.CASE_WORKER}),
}
_DOING: Final = frozenset[Role]().union(*DOERS.values())
# Groups of the cases that a person has.
_OWN: Final = frozenset({Task.ANSWERED, Task.DUE_SOON, Task.OVERDUE, Task.WITHDRAWN, Task.LONGEST})


@dataclass(frozen=True, kw_only=True)
class TaskGroup:
    """The cases of one kind: how many, and the first of them."""

    task: Task
    total: int
    cases: Sequence[Application]


def has_work(user: User) -> bool:
    """Say whether a member of staff can have tasks at all."""
    return bool(staff_roles(user) & _DOING)


def task_groups(*, user: User, at: datetime, closed: Iterable[int]) -> list[TaskGroup]:
    """Return what waits for a person, of all rounds; groups without a case are left out.

    ``closed`` are the cases that are closed for the person. At most one query for each kind that
    the person's roles know and one that counts their own cases, whatever the number of cases.
    """
    roles = staff_roles(user)
    sent = Application.objects.filter(submitted_at__isnull=False, is_rehearsal=False)
    cases = sent.exclude(pk__in=closed)
    tasks = [task for task, doers in DOERS.items() if roles & doers]
    own = _count_own(cases, tasks, user, at)
    groups = (
        _group(task, cases.filter(condition(task, user=user, at=at)), own.get(task))
        for task in tasks
        if own.get(task) != 0
    )
    return [group for group in groups if group.total]


def condition(task: Task, *, user: User, at: datetime) -> Q:
    """Return which cases belong to a group of a person."""
    if task in _OWN:
        return Q(assigned_to=user) & _among_own(task, at)
    return {
        Task.TO_SIGN: Q(pk__in=_proposals_of_others(user)),
        Task.RETURNED: Q(pk__in=_returned(user)),
        Task.NEWS: Q(has_news=True) & _news_of(user),
    }[task]


def _among_own(task: Task, at: datetime) -> Q:
    """Return which of the cases that a person has belong to a group."""
    today = clock.berlin_date(at)
    return {
        Task.ANSWERED: Q(state=State.ANSWERED),
        Task.DUE_SOON: Q(due_on__gte=today, due_on__lte=today + SOON),
        Task.OVERDUE: Q(due_on__lt=today),
        Task.WITHDRAWN: Q(state=State.WITHDRAWN, state_changed_at__gt=at - _NEWS),
        Task.LONGEST: Q(waits_for=WaitsFor.US),
    }[task]


def _count_own(
    cases: QuerySet[Application], tasks: Iterable[Task], user: User, at: datetime
) -> dict[str, int]:
    """Count all groups of the cases that a person has in one pass over them."""
    counts = {
        task.value: Count("pk", filter=_among_own(task, at)) for task in tasks if task in _OWN
    }
    return cases.filter(assigned_to=user).aggregate(**counts) if counts else {}


def _group(task: Task, cases: QuerySet[Application], counted: int | None) -> TaskGroup:
    """Return a group with its first cases; all of them are counted beside, unless they were."""
    order = ("due_on",) if task in (Task.DUE_SOON, Task.OVERDUE) else ()
    rows = cases.only(
        "code", "reference_number", "organisation_name", "submitted_at", "due_on"
    ).annotate(total=count_of(cases) if counted is None else Value(counted))
    found = list(rows.order_by(*order, "submitted_at", "pk")[:LINES])
    return TaskGroup(task=task, total=found[0].total if found else 0, cases=found)


def _news_of(user: User) -> Q:
    """The head sees all news; others those of their cases, and of cases that nobody has.

    Said as „not of somebody else“, so that the database begins with the few cases with news
    and not with the many cases of a person.
    """
    is_head = Role.HEAD in staff_roles(user)
    return Q() if is_head else ~(Q(assigned_to__isnull=False) & ~Q(assigned_to=user))


def _proposals_of_others(user: User) -> "QuerySet[Decision, int]":
    open_proposals = Decision.objects.filter(status=DecisionStatus.PROPOSED)
    return open_proposals.exclude(proposed_by=user).values_list("application", flat=True)


def _returned(user: User) -> "QuerySet[Decision, int]":
    """The state is asked of the few decisions, so that the database does not begin with all cases
    under review.
    """
    returned = Decision.objects.filter(
        status=DecisionStatus.RETURNED,
        proposed_by=user,
        application__state=State.UNDER_REVIEW,
    )
    return returned.values_list("application", flat=True)
