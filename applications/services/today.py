"""What the start page of the staff shows: what waits for whom, the money, what is stuck."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from django.db.models import Count, QuerySet, Sum

from applications import clock
from applications.models import Application, Decision, Document, FundingRound, Message, User
from applications.models.decision import DecisionStatus
from applications.rules.lifecycle import Role, State
from applications.rules.money import ZERO
from applications.rules.periods import last_day_before
from applications.services.messages import cases_with_news
from applications.texts import label
from applications.workflow.permissions import CASE_READERS, staff_roles

TILES: Final = (State.SUBMITTED, State.UNDER_REVIEW, State.PROPOSED, State.AWARDED)
LINES_OF_A_LIST: Final = 5
_COSIGNERS: Final = frozenset({Role.APPROVER, Role.HEAD})
_ANSWERING: Final = frozenset({Role.CASE_WORKER, Role.HEAD})
# So long a withdrawal is news for the person who worked on the case.
_NEWS: Final = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Tile:
    """How many applications are in a state."""

    state: State
    count: int

    @property
    def label(self) -> str:
        """Return the staff's name of the state."""
        return str(label(self.state))


@dataclass(frozen=True, kw_only=True)
class Budget:
    """The money of a round in EUR; what is free is neither awarded nor proposed."""

    total_eur: Decimal
    awarded_eur: Decimal
    proposed_eur: Decimal
    requested_eur: Decimal
    maximum_eur: Decimal

    @property
    def free_eur(self) -> Decimal:
        """Return what can still be proposed, in EUR."""
        return self.total_eur - self.awarded_eur - self.proposed_eur

    @property
    def full_grants(self) -> int:
        """Return how many grants of the highest amount the free money pays."""
        return int(self.free_eur // self.maximum_eur)

    @property
    def awarded_share(self) -> int:
        """Return the part of the budget that was awarded, in thousandths."""
        return int(self.awarded_eur * 1000 / self.total_eur) if self.total_eur else 0

    @property
    def proposed_share(self) -> int:
        """Return the part of the budget that proposals reserve, in thousandths."""
        return int(self.proposed_eur * 1000 / self.total_eur) if self.total_eur else 0


@dataclass(frozen=True, kw_only=True)
class Today:
    """Everything on the start page; lists are empty where the role has no such task."""

    funding_round: FundingRound | None
    tiles: tuple[Tile, ...]
    budget: Budget | None
    days_left: int | None
    to_sign: list[Application]
    returned: list[Application]
    mine: list[Application]
    unassigned: list[Application]
    with_news: list[Application]
    withdrawn: list[Application]
    reads_cases: bool
    reads_list: bool
    failed_documents: int
    failed_messages: int

    @property
    def has_tasks(self) -> bool:
        """Say whether anything waits for this person."""
        waiting = (self.to_sign, self.returned, self.mine, self.unassigned, self.with_news)
        return any(waiting) or bool(self.withdrawn)


def today(*, funding_round: FundingRound | None, user: User, at: datetime) -> Today:
    """Return what a member of staff should see first at an instant."""
    roles = staff_roles(user)
    sent = Application.objects.sent().filter(round=funding_round)
    is_worker = Role.CASE_WORKER in roles
    return Today(
        funding_round=funding_round,
        tiles=_tiles(sent),
        budget=_budget(funding_round, sent) if funding_round else None,
        days_left=_days_left(funding_round, at),
        to_sign=_to_sign(sent, user) if roles & _COSIGNERS else [],
        returned=_returned(sent, user) if is_worker else [],
        mine=_first(sent.filter(assigned_to=user, state=State.UNDER_REVIEW)) if is_worker else [],
        unassigned=(
            _first(sent.filter(assigned_to=None, state=State.SUBMITTED)) if is_worker else []
        ),
        with_news=_first(cases_with_news(sent)) if roles & _ANSWERING else [],
        withdrawn=_withdrawn(sent, user, at) if is_worker else [],
        reads_cases=bool(roles & CASE_READERS),
        reads_list=bool(roles & (CASE_READERS | {Role.BUDGET_OFFICER})),
        failed_documents=_failed(Document.objects.filter(rendered_at=None)),
        failed_messages=_failed(Message.objects.filter(sent_at=None)),
    )


def _tiles(sent: QuerySet[Application]) -> tuple[Tile, ...]:
    found = dict(sent.values_list("state").annotate(Count("pk")).order_by("state"))
    return tuple(Tile(state=state, count=found.get(state, 0)) for state in TILES)


def _budget(funding_round: FundingRound, sent: QuerySet[Application]) -> Budget:
    asked = sent.exclude(state=State.WITHDRAWN).aggregate(total=Sum("requested_eur"))
    return Budget(
        total_eur=funding_round.budget_eur,
        awarded_eur=funding_round.awarded_eur,
        proposed_eur=funding_round.reserved_eur,
        requested_eur=asked["total"] or ZERO,
        maximum_eur=funding_round.maximum_eur,
    )


def _days_left(funding_round: FundingRound | None, at: datetime) -> int | None:
    if funding_round is None or at >= funding_round.closes_at:
        return None
    return (last_day_before(funding_round.closes_at) - clock.berlin_date(at)).days


def _to_sign(sent: QuerySet[Application], user: User) -> list[Application]:
    proposals = Decision.objects.filter(status=DecisionStatus.PROPOSED)
    by_others = proposals.exclude(proposed_by=user).values("application")
    return _first(sent.filter(pk__in=by_others))


def _returned(sent: QuerySet[Application], user: User) -> list[Application]:
    back = sent.filter(
        state=State.UNDER_REVIEW,
        decisions__status=DecisionStatus.RETURNED,
        decisions__proposed_by=user,
    )
    return _first(back.distinct())


def _withdrawn(sent: QuerySet[Application], user: User, at: datetime) -> list[Application]:
    own = sent.filter(assigned_to=user, state=State.WITHDRAWN)
    return _first(own.filter(state_changed_at__gt=at - _NEWS))


def _first(rows: QuerySet[Application]) -> list[Application]:
    return list(rows.order_by("submitted_at", "pk")[:LINES_OF_A_LIST])


def _failed(rows: QuerySet[Document] | QuerySet[Message]) -> int:
    return rows.exclude(last_error="").count()
