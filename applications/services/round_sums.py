"""The money of each round as it is booked, beside what the decisions add up to."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from applications.models import AwardChange, Decision, FundingRound
from applications.models.decision import DecisionStatus
from applications.rules.decisions import DecisionKind
from applications.rules.money import ZERO


@dataclass(frozen=True, kw_only=True)
class RoundSums:
    """What is booked and what is decided in a round, in EUR, by ``reserved`` and ``awarded``."""

    funding_round: FundingRound
    booked: dict[str, Decimal]
    decided: dict[str, Decimal]

    @property
    def is_right(self) -> bool:
        """Say whether the books equal the decisions and keep to the budget."""
        return (
            self.booked == self.decided
            and sum(self.decided.values()) <= self.funding_round.budget_eur
        )


def round_sums() -> list[RoundSums]:
    """Add up proposals, awards and their changes of all rounds; four statements in all."""
    decisions = Decision.objects.all()
    proposed = _by_round(decisions.filter(status=DecisionStatus.PROPOSED))
    awarded = _by_round(decisions.filter(status=DecisionStatus.SIGNED, kind=DecisionKind.AWARD))
    # What an award became, less what it was.
    changed = _by_round(
        AwardChange.objects.filter(status=DecisionStatus.SIGNED), "after_", "before_"
    )
    return [
        RoundSums(
            funding_round=one,
            booked={"reserved": one.reserved_eur, "awarded": one.awarded_eur},
            decided={
                "reserved": proposed[one.pk],
                "awarded": awarded[one.pk] + changed[one.pk],
            },
        )
        for one in FundingRound.objects.order_by("pk")
    ]


def _by_round(rows: Any, *moments: str) -> dict[int, Decimal]:
    """Add up both parts by round; a second moment is taken off, no rows are nothing."""
    columns = [
        f"{moment}{part}_eur"
        for moment in moments or ("",)
        for part in ("micro_project", "minijob")
    ]
    sums: defaultdict[int, Decimal] = defaultdict(lambda: ZERO)
    grouped = rows.order_by().values_list("application__round").annotate(*map(Sum, columns))
    for funding_round, *amounts in grouped:
        sums[funding_round] = sum(amounts[:2], ZERO) - sum(amounts[2:], ZERO)
    return sums
