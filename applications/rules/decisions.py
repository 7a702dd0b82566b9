"""What the authority may decide, which amounts such a decision may carry, and why."""

import re
from collections.abc import Iterable
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
# What text blocks leave to be filled in, and what people write for „later“.
_PLACEHOLDER: Final = re.compile(r"\{[^{}\n]*\}|\[[^\[\]\n]*\]|_{3,}|…{2,}|\.{4,}|X{3,}")


@dataclass(frozen=True, kw_only=True)
class Reasons:
    """Why a decision is as it is, in the three steps of § 39 HVwVfG."""

    facts: str = ""
    assessment: str = ""
    discretion: str = ""

    @property
    def parts(self) -> tuple[str, str, str]:
        """Return the parts in the order in which they are read."""
        return (self.facts.strip(), self.assessment.strip(), self.discretion.strip())

    @property
    def as_text(self) -> str:
        """Return one text with a paragraph for each part that says something."""
        return "\n\n".join(part for part in self.parts if part)

    @property
    def is_empty(self) -> bool:
        """Say whether there is no reason at all."""
        return not self.as_text


@dataclass(frozen=True, kw_only=True)
class CostJudgement:
    """What is accepted of one line of costs of the version that was sent; amounts in EUR."""

    position: int
    kind: str
    purpose: str
    requested_eur: Decimal
    accepted_eur: Decimal
    reason: str = ""

    @property
    def is_cut(self) -> bool:
        """Say whether less is accepted than was asked for."""
        return self.accepted_eur < self.requested_eur


def highest_micro_project_eur(lines: Iterable[CostJudgement], *, sources_eur: Decimal) -> Decimal:
    """Return the most that the micro-project can get: accepted costs without other money, in EUR.

    A grant pays what is left when all other money is spent (Fehlbedarfsfinanzierung).
    """
    accepted_eur = sum((line.accepted_eur for line in lines), Decimal("0.00"))
    return max(accepted_eur - sources_eur, Decimal("0.00"))


def check_amounts(
    kind: DecisionKind,
    *,
    proposed: GrantAmounts,
    requested: GrantAmounts,
    highest_micro_project_eur: Decimal | None = None,
) -> GrantAmounts:
    """Return the amounts a decision of this kind carries.

    An award needs more than 0 EUR in each part and at most what was requested; the request
    itself never lies above the ceilings of the round. The micro-project gets no more than its
    accepted costs leave to pay. Other decisions carry nothing.
    Raises ``AmountsNotAllowed`` with ``missing``, ``above_request`` or ``above_accepted``.
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
    highest = highest_micro_project_eur
    if highest is not None and proposed.micro_project_eur > highest:
        raise AmountsNotAllowed("above_accepted", highest)
    return proposed


def is_partial(*, awarded: GrantAmounts, requested: GrantAmounts) -> bool:
    """Say whether an award lies below the request."""
    return awarded.total_eur < requested.total_eur


def needs_reasons(kind: DecisionKind, *, awarded: GrantAmounts, requested: GrantAmounts) -> bool:
    """Say whether the decision must be explained: all but a full award (§ 39 (2) HVwVfG)."""
    is_full = kind == DecisionKind.AWARD and not is_partial(awarded=awarded, requested=requested)
    return not is_full


def placeholders(*texts: str) -> tuple[str, ...]:
    """Return what somebody forgot to fill in, each once, in the order of the texts."""
    found = (match.group() for text in texts for match in _PLACEHOLDER.finditer(text))
    return tuple(dict.fromkeys(found))
