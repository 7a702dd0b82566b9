"""Two award lists side by side: who is in one of them only, and what else differs."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from applications.rules.award_list import Candidate, Place, RankedRow, Ranking
from applications.rules.money import ZERO


class Change(StrEnum):
    """What the second list does to a case, seen from the first."""

    NONE = "none"
    CAME_IN = "came_in"
    FELL_OUT = "fell_out"
    MORE = "more"
    LESS = "less"
    MOVED = "moved"


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One case in both lists; None where a list leaves it out."""

    candidate: Candidate
    first: RankedRow | None
    second: RankedRow | None

    @property
    def change(self) -> Change:
        """Return the difference that matters most."""
        was_in, is_in = _is_inside(self.first), _is_inside(self.second)
        if was_in != is_in:
            return Change.CAME_IN if is_in else Change.FELL_OUT
        if self.difference_eur:
            return Change.MORE if self.difference_eur > 0 else Change.LESS
        ranks = {row.rank if row else 0 for row in (self.first, self.second)}
        return Change.NONE if len(ranks) == 1 else Change.MOVED

    @property
    def difference_eur(self) -> Decimal:
        """Return what the second list gives more than the first, in EUR; less is below zero."""
        return _given_eur(self.second) - _given_eur(self.first)


@dataclass(frozen=True, kw_only=True)
class GroupSum:
    """How many cases of a group are inside in each list, and what they get in EUR."""

    group: str
    first_count: int
    first_eur: Decimal
    second_count: int
    second_eur: Decimal

    @property
    def difference_eur(self) -> Decimal:
        """Return what the second list gives the group more than the first, in EUR."""
        return self.second_eur - self.first_eur


def compare(first: Ranking, second: Ranking) -> tuple[Pair, ...]:
    """Return every case of both lists, in the order of the second, then of the first."""
    rows, others = _by_key(first), _by_key(second)
    known = [*second.rows, *(row for row in first.rows if row.candidate.key not in others)]
    return tuple(
        Pair(
            candidate=row.candidate,
            first=rows.get(row.candidate.key),
            second=others.get(row.candidate.key),
        )
        for row in known
    )


def group_sums(first: Ranking, second: Ranking, groups: Mapping[int, str]) -> tuple[GroupSum, ...]:
    """Return the sums by group, such as districts; ``groups`` names the group of every key."""
    counted = [_sums(ranking, groups) for ranking in (first, second)]
    nothing = (0, ZERO)
    return tuple(
        GroupSum(
            group=group,
            first_count=counted[0].get(group, nothing)[0],
            first_eur=counted[0].get(group, nothing)[1],
            second_count=counted[1].get(group, nothing)[0],
            second_eur=counted[1].get(group, nothing)[1],
        )
        for group in sorted(counted[0].keys() | counted[1].keys())
    )


def _sums(ranking: Ranking, groups: Mapping[int, str]) -> dict[str, tuple[int, Decimal]]:
    found: dict[str, tuple[int, Decimal]] = {}
    for row in ranking.rows:
        group = groups[row.candidate.key]
        count, sum_eur = found.get(group, (0, ZERO))
        if row.place == Place.INSIDE:
            count, sum_eur = count + 1, sum_eur + row.given_eur
        found[group] = (count, sum_eur)
    return found


def _by_key(ranking: Ranking) -> dict[int, RankedRow]:
    return {row.candidate.key: row for row in ranking.rows}


def _is_inside(row: RankedRow | None) -> bool:
    return row is not None and row.place == Place.INSIDE


def _given_eur(row: RankedRow | None) -> Decimal:
    return row.given_eur if row is not None and row.place == Place.INSIDE else ZERO
