"""Everything that keeps a decision from being proposed, found in one place."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from applications.models import Application, Finding, FundingRound
from applications.rules.decisions import (
    DecisionKind,
    GrantAmounts,
    Reasons,
    needs_reasons,
    placeholders,
)
from applications.rules.findings import Outcome
from applications.rules.money import ZERO
from applications.services.checklist import open_items
from applications.services.review import unsettled_findings
from applications.services.scores import unscored_criteria


class ObstacleKind(StrEnum):
    """What is missing."""

    FINDING = "finding"
    CHECKLIST = "checklist"
    SCORE = "score"
    HEARING = "hearing"
    REASON = "reason"
    PLACEHOLDER = "placeholder"
    BUDGET = "budget"


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """One thing that is missing; which fields are set follows from the kind.

    ``number`` is the place of a point in the checklist or of a criterion, ``name`` its text or
    the placeholder; ``free_eur`` and ``wanted_eur`` belong to the budget.
    """

    kind: ObstacleKind
    finding: Finding | None = None
    number: int = 0
    name: str = ""
    free_eur: Decimal = ZERO
    wanted_eur: Decimal = ZERO


@dataclass
class NotReady(Exception):
    """The case is not ready for this decision; nothing happened."""

    obstacles: list[Obstacle]


def obstacles(
    application: Application,
    *,
    kind: DecisionKind,
    amounts: GrantAmounts,
    requested: GrantAmounts,
    reasons: Reasons,
) -> list[Obstacle]:
    """Return all that keeps this decision from being proposed, in the order of the work."""
    found = [*obstacles_of_case(application, kind)]
    needed = needs_reasons(kind, awarded=amounts, requested=requested)
    if needed and reasons.is_empty:
        found.append(Obstacle(kind=ObstacleKind.REASON))
    for name in placeholders(*reasons.parts):
        found.append(Obstacle(kind=ObstacleKind.PLACEHOLDER, name=name))
    found.extend(_budget(application, amounts))
    return found


def obstacles_of_case(application: Application, kind: DecisionKind) -> Iterator[Obstacle]:
    """Yield what the case itself lacks, whatever amounts and reasons will be.

    A rejection that rests on an exclusion needs neither checklist nor scores: nothing in them
    could change it.
    """
    standing = unsettled_findings(application)
    if kind == DecisionKind.AWARD:
        for finding in standing:
            yield Obstacle(kind=ObstacleKind.FINDING, finding=finding)
    is_excluded = any(finding.outcome == Outcome.EXCLUDED for finding in standing)
    if kind != DecisionKind.REJECTION or not is_excluded:
        for item in open_items(application):
            yield Obstacle(kind=ObstacleKind.CHECKLIST, number=item.position, name=item.text)
        for one in unscored_criteria(application):
            yield Obstacle(kind=ObstacleKind.SCORE, number=one.position, name=one.name)
    if kind == DecisionKind.REJECTION and _lacks_hearing(application):
        yield Obstacle(kind=ObstacleKind.HEARING)


def standing_rules(application: Application) -> list[str]:
    """Return the rules that speak against an award, each once, exclusions first."""
    standing = unsettled_findings(application)
    standing.sort(key=lambda finding: finding.outcome != Outcome.EXCLUDED)
    return list(dict.fromkeys(finding.rule for finding in standing))


def _lacks_hearing(application: Application) -> bool:
    """Say whether the round wants a hearing before a rejection, and none has ended."""
    if not application.round.hearing_before_rejection:
        return False
    return not application.hearings.filter(closed_at__isnull=False).exists()


def _budget(application: Application, amounts: GrantAmounts) -> Iterator[Obstacle]:
    """Compare with the money that is free now; the engine books it under a lock."""
    free_eur = FundingRound.objects.get(pk=application.round_id).free_eur
    if amounts.total_eur > free_eur:
        yield Obstacle(kind=ObstacleKind.BUDGET, free_eur=free_eur, wanted_eur=amounts.total_eur)
