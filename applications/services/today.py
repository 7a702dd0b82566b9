"""What the start page of the staff shows: what waits for whom, the round, what is stuck."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from applications import clock
from applications.models import AuditEvent, Document, FundingRound, Message, User
from applications.rules.lifecycle import Role
from applications.rules.periods import last_day_before
from applications.services import operation
from applications.services.confirmations import (
    ConfirmationGroup,
    confirmation_groups,
    may_confirm,
)
from applications.services.next_case import TAKERS
from applications.services.recent_events import recent_events
from applications.services.round_figures import (
    RoundFigures,
    RoundMoney,
    round_figures,
    round_money,
)
from applications.services.tasks import TaskGroup, has_work, task_groups
from applications.workflow.conflicts import closed_cases
from applications.workflow.permissions import CASE_READERS, staff_roles


@dataclass(frozen=True, kw_only=True)
class Today:
    """Everything on the start page; what a role has nothing to do with is empty."""

    funding_round: FundingRound | None
    figures: RoundFigures | None
    money: RoundMoney | None
    # The last day of the round, and how far it is; None once it is over.
    deadline: date | None
    days_left: int | None
    has_work: bool
    groups: list[TaskGroup]
    # What waits for a second person beside the cases.
    confirmations: list[ConfirmationGroup]
    # How many cases „Nächsten Antrag prüfen“ can give; None where the role takes none.
    unassigned: int | None
    events: list[AuditEvent]
    reads_cases: bool
    failed_documents: int
    failed_messages: int
    # How many values of „Betrieb“ call somebody; only for those who run the installation.
    alarms: int


def today(*, funding_round: FundingRound | None, user: User, at: datetime) -> Today:
    """Return what a member of staff should see first at an instant."""
    roles = staff_roles(user)
    reads_cases = bool(roles & CASE_READERS)
    # Mostly none: asked for once, instead of inside of each of the queries below.
    closed = list(closed_cases(user))
    figures, money = _of_round(funding_round, closed)
    return Today(
        funding_round=funding_round,
        figures=figures,
        money=money,
        deadline=last_day_before(funding_round.closes_at) if funding_round else None,
        days_left=_days_left(funding_round, at),
        has_work=has_work(user) or may_confirm(user),
        groups=task_groups(user=user, at=at, closed=closed),
        confirmations=confirmation_groups(user=user, closed=closed),
        unassigned=figures.unassigned if figures and roles & TAKERS else None,
        events=recent_events(closed=closed) if reads_cases else [],
        reads_cases=reads_cases,
        failed_documents=_failed(Document.objects.filter(rendered_at=None)),
        failed_messages=_failed(Message.objects.filter(sent_at=None)),
        alarms=operation.alarms() if Role.ADMINISTRATOR in roles else 0,
    )


def _of_round(
    funding_round: FundingRound | None, closed: list[int]
) -> tuple[RoundFigures, RoundMoney] | tuple[None, None]:
    if funding_round is None:
        return None, None
    figures = round_figures(funding_round=funding_round, closed=closed)
    return figures, round_money(funding_round, figures, closed=closed)


def _days_left(funding_round: FundingRound | None, at: datetime) -> int | None:
    if funding_round is None or at >= funding_round.closes_at:
        return None
    return (last_day_before(funding_round.closes_at) - clock.berlin_date(at)).days


def _failed(rows: QuerySet[Document] | QuerySet[Message]) -> int:
    return rows.exclude(last_error="").count()
