"""What waits for one person: groups that close by themselves, because they are only looked up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from django.db.models import Q, QuerySet

from applications import clock
from applications.models import Application, Decision, User
from applications.models.decision import DecisionStatus
from applications.rules.lifecycle import Role, State
from applications.rules.waiting import WaitsFor
from applications.services.counting import count_of
from applications.workflow.conflicts import open_to
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


@dataclass(frozen=True, kw_only=True)
class TaskGroup:
    """The cases of one kind: how many, and the first of them."""

    task: Task
    total: int
    cases: Sequence[Application]


def has_work(user: User) -> bool:
    """Say whether a member of staff can have tasks at all."""
    return bool(staff_roles(user) & _DOING)


def task_groups(*, user: User, at: datetime) -> list[TaskGroup]:
    """Return what waits for a person, of all rounds; groups without a case are left out.

    One query for each kind that the person's roles know, whatever the number of cases.
    """
    roles = staff_roles(user)
    groups = (_group(task, user, at) for task, doers in DOERS.items() if roles & doers)
    return [group for group in groups if group.total]


def condition(task: Task, *, user: User, at: datetime) -> Q:
    """Return which cases belong to a group of a person."""
    today = clock.berlin_date(at)
    mine = Q(assigned_to=user)
    return {
        Task.ANSWERED: mine & Q(state=State.ANSWERED),
        Task.DUE_SOON: mine & _due(today, today + SOON),
        Task.OVERDUE: mine & Q(due_on__lt=today),
        Task.TO_SIGN: Q(pk__in=_proposals_of_others(user)),
        Task.RETURNED: Q(state=State.UNDER_REVIEW, pk__in=_returned(user)),
        Task.NEWS: Q(has_news=True) & _news_of(user),
        Task.WITHDRAWN: mine & Q(state=State.WITHDRAWN, state_changed_at__gt=at - _NEWS),
        Task.LONGEST: mine & Q(waits_for=WaitsFor.US),
    }[task]


def _group(task: Task, user: User, at: datetime) -> TaskGroup:
    sent = Application.objects.filter(submitted_at__isnull=False, is_rehearsal=False)
    cases = open_to(user, sent).filter(condition(task, user=user, at=at))
    order = ("due_on",) if task in (Task.DUE_SOON, Task.OVERDUE) else ()
    rows = cases.only(
        "code", "reference_number", "organisation_name", "submitted_at", "due_on"
    ).annotate(total=count_of(cases))
    found = list(rows.order_by(*order, "submitted_at", "pk")[:LINES])
    return TaskGroup(task=task, total=found[0].total if found else 0, cases=found)


def _due(first: date, last: date) -> Q:
    return Q(due_on__gte=first, due_on__lte=last)


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
    returned = Decision.objects.filter(status=DecisionStatus.RETURNED, proposed_by=user)
    return returned.values_list("application", flat=True)
