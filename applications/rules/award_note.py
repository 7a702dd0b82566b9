"""The Vergabevermerk: the frozen award list as two persons signed it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from applications.rules.award_list import Place
from applications.rules.documents import DocumentKind
from applications.rules.lifecycle import State
from applications.rules.record_parts import FrozenRecord, Signature


@dataclass(frozen=True, kw_only=True)
class RankedCase:
    """One case of the list with its amounts in EUR; without rank it was left out.

    ``highest_eur`` is the most it can get, ``wanted_eur`` what the list has for it,
    ``running_eur`` the sum down to here. ``is_fixed`` was awarded or proposed before.
    """

    rank: int | None = None
    reference_number: str
    organisation: str
    received_at: datetime
    points: int | None = None
    state: State
    place: Place
    highest_eur: Decimal
    wanted_eur: Decimal
    micro_project_eur: Decimal
    minijob_eur: Decimal
    given_eur: Decimal
    running_eur: Decimal
    is_fixed: bool = False


@dataclass(frozen=True, kw_only=True)
class AwardNote(FrozenRecord):
    """The list that two persons froze and confirmed, with its hash and that of the one before.

    ``only_reviewed`` says that cases whose review is not complete were left out. ``reason`` is
    the reason of the person who froze it, for everything in it.
    """

    kind: DocumentKind = DocumentKind.AWARD_NOTE
    scenario: str
    only_reviewed: bool
    budget_eur: Decimal
    reserve_eur: Decimal
    given_eur: Decimal
    reason: str
    frozen: Signature
    confirmed: Signature
    sha256: str
    replaces: str = ""
    rows: tuple[RankedCase, ...]

    def __post_init__(self) -> None:
        self.require(DocumentKind.AWARD_NOTE)

    @property
    def ranked(self) -> tuple[RankedCase, ...]:
        """Return the cases with a rank, the first first."""
        return tuple(row for row in self.rows if row.rank is not None)

    @property
    def first_below(self) -> int | None:
        """Return where the line runs: the first case that the money does not pay whole.

        Cases proposed for the waiting list keep their rank and get nothing: no line is there.
        """
        short = (
            place
            for place, row in enumerate(self.ranked)
            if row.place != Place.INSIDE and not row.is_fixed
        )
        return next(short, None)

    @property
    def left_out(self) -> tuple[RankedCase, ...]:
        """Return the cases that the list leaves out."""
        return tuple(row for row in self.rows if row.rank is None)

    @property
    def lowered(self) -> tuple[RankedCase, ...]:
        """Return the cases for which somebody set less than they could get."""
        return tuple(row for row in self._free if row.wanted_eur < row.highest_eur)

    @property
    def moved(self) -> tuple[RankedCase, ...]:
        """Return the cases that somebody put above a case with more points or an earlier one."""
        free = self._free
        return tuple(
            row
            for place, row in enumerate(free)
            if any(_merit(below) < _merit(row) for below in free[place + 1 :])
        )

    @property
    def _free(self) -> tuple[RankedCase, ...]:
        """Return the ranked cases for which nothing was awarded or proposed before."""
        return tuple(row for row in self.ranked if not row.is_fixed)


def _merit(row: RankedCase) -> tuple[bool, int, datetime, str]:
    """Sort as the ranking does: by points, those without last, then by arrival."""
    return (row.points is None, -(row.points or 0), row.received_at, row.reference_number)
