"""The figures of a round: how many, how much, where, what about and when; two sums in all.

Each is one GROUP BY over an index and reads no row of the table, however many there are. Counts
leave out what is closed for the person (§§ 20, 21 HVwVfG), as their list does; the money of the
round is the same for everybody.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

from django.db.models import CharField, Count, Q, QuerySet, Sum
from django.db.models.functions import Cast, Substr

from applications import clock
from applications.models import Application, FundingRound
from applications.rules.lifecycle import State
from applications.rules.money import ZERO
from applications.rules.waiting import WAITS_FOR, WaitsFor

# Nothing is decided yet, and the money is not reserved either.
UNDECIDED: Final = (
    State.SUBMITTED,
    State.UNDER_REVIEW,
    State.INFORMATION_REQUESTED,
    State.ANSWERED,
    State.HEARING,
    State.WAITING,
)
# What of an instant in ISO notation says its hour.
_HOUR_LENGTH: Final = 13


@dataclass(frozen=True, kw_only=True)
class RoundMoney:
    """The money of a round in EUR; what is free is neither awarded nor proposed."""

    budget_eur: Decimal
    maximum_eur: Decimal
    awarded_eur: Decimal
    proposed_eur: Decimal
    # What is asked for where nothing is decided, and by all that were not withdrawn.
    undecided_eur: Decimal
    requested_eur: Decimal

    @property
    def free_eur(self) -> Decimal:
        """Return what can still be proposed, in EUR."""
        return self.budget_eur - self.awarded_eur - self.proposed_eur

    @property
    def full_grants(self) -> int:
        """Return how many grants of the highest amount the free money pays."""
        return int(self.free_eur // self.maximum_eur)


@dataclass(frozen=True, kw_only=True)
class RoundFigures:
    """How many applications a person can see, by state, district, topic and day of arrival."""

    by_state: Counter[str]
    requested_by_state: dict[str, Decimal]
    by_district: Counter[str]
    by_topic: Counter[str]
    # What arrived and nobody has.
    unassigned: int
    by_day: dict[date, int]

    @property
    def total(self) -> int:
        """Return how many were sent, withdrawn ones among them."""
        return self.by_state.total()

    def waiting_for(self, whom: WaitsFor) -> int:
        """Return how many wait for somebody."""
        return self.count_in(*(state for state, waits in WAITS_FOR.items() if waits == whom))

    def count_in(self, *states: State) -> int:
        """Return how many are in one of the states."""
        return sum(self.by_state[state] for state in states)


def round_money(
    funding_round: FundingRound, figures: RoundFigures, *, closed: Collection[int]
) -> RoundMoney:
    """Return the money of a round: its ledger, and what the figures and the closed cases sum up.

    ``figures`` are what a person can see, ``closed`` the cases that they leave out.
    """
    asked = dict(figures.requested_by_state)
    if closed:
        hidden = _sent(funding_round).filter(pk__in=closed).values_list("state").order_by()
        for state, amount in hidden.annotate(Sum("requested_eur")):
            asked[state] = asked.get(state, ZERO) + amount
    return RoundMoney(
        budget_eur=funding_round.budget_eur,
        maximum_eur=funding_round.maximum_eur,
        awarded_eur=funding_round.awarded_eur,
        proposed_eur=funding_round.reserved_eur,
        undecided_eur=sum((asked.get(state, ZERO) for state in UNDECIDED), ZERO),
        requested_eur=sum(
            (amount for state, amount in asked.items() if state != State.WITHDRAWN), ZERO
        ),
    )


def round_figures(*, funding_round: FundingRound, closed: Iterable[int]) -> RoundFigures:
    """Count the applications of a round that a person can see: all but the closed ones."""
    cases = _sent(funding_round).exclude(pk__in=closed)
    groups = cases.values_list("state", "district", "topic").order_by()
    by_state: Counter[str] = Counter()
    by_district: Counter[str] = Counter()
    by_topic: Counter[str] = Counter()
    requested: dict[str, Decimal] = {}
    free = Count("pk", filter=Q(state=State.SUBMITTED, assigned_to=None))
    unassigned = 0
    for state, district, topic, count, amount, free_count in groups.annotate(
        Count("pk"), Sum("requested_eur"), free=free
    ):
        by_state[state] += count
        by_district[district] += count
        by_topic[topic] += count
        requested[state] = requested.get(state, ZERO) + amount
        unassigned += free_count
    return RoundFigures(
        by_state=by_state,
        requested_by_state=requested,
        by_district=by_district,
        by_topic=by_topic,
        unassigned=unassigned,
        by_day=_arrivals(cases),
    )


def _sent(funding_round: FundingRound) -> QuerySet[Application]:
    # What was sent has an instant; asked like this the index of arrivals answers.
    return Application.objects.filter(round=funding_round, submitted_at__isnull=False)


def _arrivals(cases: QuerySet[Application]) -> dict[date, int]:
    """Count by days in Berlin: the database groups by hours in UTC, which it can do quickly."""
    hour = Substr(Cast("submitted_at", CharField()), 1, _HOUR_LENGTH)
    rows = cases.annotate(hour=hour).values_list("hour").annotate(Count("pk")).order_by()
    days: Counter[date] = Counter()
    for text, count in rows:
        instant = datetime.fromisoformat(text).replace(tzinfo=UTC)
        days[clock.berlin_date(instant)] += count
    return dict(sorted(days.items()))
