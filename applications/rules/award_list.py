"""The award list: who gets how much while the money lasts, and where it ends (R-8.6).

Strictly by rank: the first case that the money does not pay whole is the line, and nobody
below it gets anything. So every place can be explained, and more budget never takes a place
away. A smaller grant for the case at the line is a decision, not a result.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from applications.rules.decisions import GrantAmounts
from applications.rules.money import CENT, ZERO, round_eur

SMALLEST_EUR: Final = Decimal("1.00")


class Place(StrEnum):
    """Where a case stands to the line at which the money ends, or that it was taken out."""

    INSIDE = "inside"
    PARTLY = "partly"
    OUTSIDE = "outside"
    LEFT_OUT = "left_out"


class Ground(StrEnum):
    """Why a case stands apart from the ranking."""

    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    REJECTION_PROPOSED = "rejection_proposed"
    REVOKED = "revoked"
    EXCLUDED = "excluded"
    NOT_MET = "not_met"


class Gap(StrEnum):
    """What the review of a case still lacks."""

    STATE = "state"
    FINDINGS = "findings"
    CHECKLIST = "checklist"
    POINTS = "points"


class AmountOutOfRange(ValueError):
    """An amount lies below 1 EUR or above the most that the case can get."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """What the ranking must know of a case.

    ``highest_eur`` is the most it can get: what was requested, without what staff do not accept.
    ``fixed_eur`` is what was awarded or is proposed: it counts first and nobody moves it. A
    case that is proposed for the waiting list is fixed with 0 EUR: it keeps its rank and takes
    nothing. ``None`` means that nothing is proposed yet.
    """

    key: int
    number: int
    points: int | None
    arrived_at: datetime
    highest_eur: Decimal
    fixed_eur: Decimal | None = None

    @property
    def counts_first(self) -> bool:
        """Say whether its money is spoken for already."""
        return bool(self.fixed_eur)


@dataclass(frozen=True, kw_only=True)
class Overrides:
    """What somebody tries out: other amounts in EUR, another order, cases left out, by key."""

    amounts_eur: Mapping[int, Decimal] = field(default_factory=dict)
    order: tuple[int, ...] = ()
    left_out: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class RankedRow:
    """One line: the rank, what is wanted here, the sum down to here, and what the money gives.

    ``given_eur`` is the whole amount inside, 0 outside, and at the line what is left for it.
    """

    candidate: Candidate
    rank: int
    wanted_eur: Decimal
    running_eur: Decimal
    given_eur: Decimal
    place: Place


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """The list from the first rank to the last, and the cases left out of it."""

    rows: tuple[RankedRow, ...]
    left_out: tuple[Candidate, ...]
    budget_eur: Decimal
    reserve_eur: Decimal

    @property
    def available_eur(self) -> Decimal:
        """Return what may be given: the budget without the reserve, in EUR."""
        return self.budget_eur - self.reserve_eur

    @property
    def inside(self) -> tuple[RankedRow, ...]:
        """Return the cases that get the whole amount."""
        return tuple(row for row in self.rows if row.place == Place.INSIDE)

    @property
    def outside(self) -> tuple[RankedRow, ...]:
        """Return the cases that do not get the whole amount: at the line and below it."""
        return tuple(row for row in self.rows if row.place != Place.INSIDE)

    @property
    def given_eur(self) -> Decimal:
        """Return what the cases inside get together, in EUR."""
        return sum((row.given_eur for row in self.inside), ZERO)

    @property
    def fixed_eur(self) -> Decimal:
        """Return what was awarded or is proposed already, in EUR."""
        return sum((row.given_eur for row in self.inside if row.candidate.counts_first), ZERO)

    @property
    def wanted_eur(self) -> Decimal:
        """Return what all cases of the list want together, in EUR."""
        return sum((row.wanted_eur for row in self.rows), ZERO)

    @property
    def rest_eur(self) -> Decimal:
        """Return what nobody inside gets, in EUR; below zero when what is fixed is too much."""
        return self.available_eur - self.given_eur

    @property
    def is_overdrawn(self) -> bool:
        """Say whether awards and proposals alone are more than budget without reserve."""
        return self.rest_eur < 0

    @property
    def at_the_line(self) -> RankedRow | None:
        """Return the first case that the money does not pay whole; None if it pays all."""
        return next((row for row in self.outside if row.candidate.fixed_eur is None), None)


def rank(
    candidates: Iterable[Candidate],
    *,
    budget_eur: Decimal,
    reserve_eur: Decimal = ZERO,
    overrides: Overrides | None = None,
) -> Ranking:
    """Rank the cases and give out the money: what is fixed first, the others by rank.

    By points, those without points last, then by arrival, then by number; ``overrides`` may
    set another order, other amounts, and leave cases out, but never one that counts first.
    """
    chosen = overrides or Overrides()
    known = sorted(candidates, key=_merit)
    first = [one for one in known if one.counts_first]
    rest = [one for one in known if not one.counts_first]
    taking_part = [one for one in rest if one.key not in chosen.left_out]
    return Ranking(
        rows=_give_out(
            [*first, *_in_order(taking_part, chosen.order)],
            available_eur=budget_eur - reserve_eur,
            amounts_eur=chosen.amounts_eur,
        ),
        left_out=tuple(one for one in rest if one.key in chosen.left_out),
        budget_eur=budget_eur,
        reserve_eur=reserve_eur,
    )


def moved(ranking: Ranking, key: int, *, by: int) -> tuple[int, ...]:
    """Return the order after a case went up (``by`` below 0) or down; past the end it stays."""
    order = [row.candidate.key for row in ranking.rows if not row.candidate.counts_first]
    if key in order:
        place = order.index(key)
        order.insert(min(max(place + by, 0), len(order) - 1), order.pop(place))
    return tuple(order)


def check_amount(amount_eur: Decimal, *, highest_eur: Decimal) -> Decimal:
    """Return an amount that a case may get; ``AmountOutOfRange`` for any other.

    A request never lies above the ceilings of the round.
    """
    if not min(SMALLEST_EUR, highest_eur) <= amount_eur <= highest_eur:
        raise AmountOutOfRange(amount_eur, highest_eur)
    return amount_eur


def split_amount(amount_eur: Decimal, *, requested: GrantAmounts) -> GrantAmounts:
    """Spread an amount over both parts as they were requested, to the cent.

    Both parts only come together, so each keeps at least a cent, and none gets more than was
    requested for it.
    """
    if amount_eur >= requested.total_eur:
        return requested
    share_eur = round_eur(amount_eur * requested.micro_project_eur / requested.total_eur)
    least_eur = max(min(CENT, requested.micro_project_eur), amount_eur - requested.minijob_eur)
    most_eur = min(requested.micro_project_eur, amount_eur - min(CENT, requested.minijob_eur))
    micro_project_eur = max(min(share_eur, most_eur), least_eur)
    return GrantAmounts(
        micro_project_eur=micro_project_eur, minijob_eur=amount_eur - micro_project_eur
    )


def _merit(one: Candidate) -> tuple[Any, ...]:
    """Sort by points, those without last, then by arrival, then by number."""
    return (one.points is None, -(one.points or 0), one.arrived_at, one.number)


def _in_order(known: Sequence[Candidate], order: Sequence[int]) -> list[Candidate]:
    """Put cases, sorted by merit, into the order that somebody set.

    A case that the order does not name, because it came later, stands before the first one
    that it would beat. That one never stands above the place of a better case, so each search
    goes on where the last one ended.
    """
    by_key = {one.key: one for one in known}
    placed = [by_key.pop(key) for key in dict.fromkeys(order) if key in by_key]
    place = 0
    for one in known:
        if one.key in by_key:
            beaten = (n for n in range(place, len(placed)) if _merit(one) < _merit(placed[n]))
            place = next(beaten, len(placed))
            placed.insert(place, one)
            place += 1
    return placed


def _give_out(
    known: Sequence[Candidate], *, available_eur: Decimal, amounts_eur: Mapping[int, Decimal]
) -> tuple[RankedRow, ...]:
    rows, left_eur, running_eur, has_ended = [], available_eur, ZERO, False
    for number, one in enumerate(known, start=1):
        wanted_eur = one.fixed_eur
        if wanted_eur is None:
            wanted_eur = amounts_eur.get(one.key, one.highest_eur)
        running_eur += wanted_eur
        place, given_eur = Place.INSIDE, wanted_eur
        if one.fixed_eur == 0 or (has_ended and not one.counts_first):
            place, given_eur = Place.OUTSIDE, ZERO
        elif wanted_eur > left_eur and not one.counts_first:
            has_ended, given_eur = True, max(left_eur, ZERO)
            place = Place.PARTLY if given_eur else Place.OUTSIDE
        if place == Place.INSIDE:
            left_eur -= given_eur
        rows.append(
            RankedRow(
                candidate=one,
                rank=number,
                wanted_eur=wanted_eur,
                running_eur=running_eur,
                given_eur=given_eur,
                place=place,
            )
        )
    return tuple(rows)
