"""How much money the drafts of an open round may still ask for: a range that can be explained."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from applications.rules.money import ZERO, round_eur

# A draft of a few days says little about whether it will be sent.
SETTLED_AFTER_DAYS: Final = 7


class Stage(StrEnum):
    """How far a draft is, by the sections somebody has saved."""

    BEGUN = "begun"
    UNDERWAY = "underway"
    NEARLY_DONE = "nearly_done"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A draft without its owner: its age in days and how many of its sections are saved."""

    age_days: int
    saved: int
    sections: int

    @property
    def stage(self) -> Stage:
        """Return the stage: below a third, below four fifths, or more."""
        if self.saved * 3 < self.sections:
            return Stage.BEGUN
        return Stage.UNDERWAY if self.saved * 5 < self.sections * 4 else Stage.NEARLY_DONE


@dataclass(frozen=True, kw_only=True)
class Sent:
    """An application that arrived: the age of its first line in days, and its sum in EUR."""

    age_days: int
    requested_eur: Decimal


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """What is known and what follows; both bounds in EUR hold what was already sent.

    ``old_sent`` of ``old_count`` applications begun at least seven days ago have been sent.
    The lower bound expects this share of the drafts with the average sum, the upper bound all
    drafts with the highest sum of the round.
    """

    stages: tuple[tuple[Stage, int], ...]
    draft_count: int
    sent_count: int
    sent_eur: Decimal
    old_sent: int
    old_count: int
    low_count: int
    average_eur: Decimal
    maximum_eur: Decimal

    @property
    def high_count(self) -> int:
        """Return how many applications come if every draft is sent."""
        return self.draft_count

    @property
    def low_eur(self) -> Decimal:
        """Return the lower bound of what will be requested, in EUR."""
        return self.sent_eur + self.low_count * self.average_eur

    @property
    def high_eur(self) -> Decimal:
        """Return the upper bound of what will be requested, in EUR."""
        return self.sent_eur + self.high_count * self.maximum_eur

    @property
    def share_percent(self) -> int:
        """Return the share that was sent, in whole percent, rounded down."""
        return self.old_sent * 100 // self.old_count if self.old_count else 0


def forecast(drafts: Sequence[Draft], sent: Sequence[Sent], *, maximum_eur: Decimal) -> Forecast:
    """Return the range; while nothing was sent, the average is the highest sum of the round."""
    old_sent = sum(one.age_days >= SETTLED_AFTER_DAYS for one in sent)
    old_drafts = sum(one.age_days >= SETTLED_AFTER_DAYS for one in drafts)
    old_count = old_sent + old_drafts
    sent_eur = sum((one.requested_eur for one in sent), ZERO)
    return Forecast(
        stages=tuple((stage, sum(one.stage == stage for one in drafts)) for stage in Stage),
        draft_count=len(drafts),
        sent_count=len(sent),
        sent_eur=sent_eur,
        old_sent=old_sent,
        old_count=old_count,
        low_count=len(drafts) * old_sent // old_count if old_count else 0,
        average_eur=round_eur(sent_eur / len(sent)) if sent else maximum_eur,
        maximum_eur=maximum_eur,
    )
