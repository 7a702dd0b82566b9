"""What the authority may decide, and which amounts such a decision may carry."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from applications.rules.lifecycle import State


class DecisionKind(StrEnum):
    """The three ways a proposal can end; a partial award is an award below the request."""

    AWARD = "award"
    WAITING = "waiting"
    REJECTION = "rejection"


TARGETS: Final = {
    DecisionKind.AWARD: State.AWARDED,
    DecisionKind.WAITING: State.WAITING,
    DecisionKind.REJECTION: State.REJECTED,
}


class AmountsNotAllowed(ValueError):
    """The proposed amounts break a rule; the first argument is the code of the sentence."""


@dataclass(frozen=True, kw_only=True)
class GrantAmounts:
    """Both parts of a grant in EUR; they only come together (Förderaufruf 2020)."""

    micro_project_eur: Decimal
    minijob_eur: Decimal

    @property
    def total_eur(self) -> Decimal:
        """Return both parts together, in EUR."""
        return self.micro_project_eur + self.minijob_eur


NOTHING: Final = GrantAmounts(micro_project_eur=Decimal("0.00"), minijob_eur=Decimal("0.00"))


def check_amounts(
    kind: DecisionKind, *, proposed: GrantAmounts, requested: GrantAmounts
) -> GrantAmounts:
    """Return the amounts a decision of this kind carries.

    An award needs more than 0 EUR in each part and at most what was requested; the request
    itself never lies above the ceilings of the round. Other decisions carry nothing.
    Raises ``AmountsNotAllowed`` with the code ``missing`` or ``above_request``.
    """
    if kind != DecisionKind.AWARD:
        return NOTHING
    pairs = (
        (proposed.micro_project_eur, requested.micro_project_eur),
        (proposed.minijob_eur, requested.minijob_eur),
    )
    if any(part <= 0 for part, _ in pairs):
        raise AmountsNotAllowed("missing")
    if any(part > wanted for part, wanted in pairs):
        raise AmountsNotAllowed("above_request")
    return proposed


def is_partial(*, awarded: GrantAmounts, requested: GrantAmounts) -> bool:
    """Say whether an award lies below the request."""
    return awarded.total_eur < requested.total_eur
