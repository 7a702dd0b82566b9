"""What is known about all cases of a round at once: one query each, however many there are."""

from decimal import Decimal

from django.db.models import Count, F, OuterRef, QuerySet, Subquery

from applications.models import (
    AcceptedCost,
    ChecklistAnswer,
    Decision,
    Finding,
    FundingRound,
    SubmissionSnapshot,
)
from applications.models.decision import DecisionStatus
from applications.services.accepted_costs import accepted_in
from applications.services.review import OPEN_OUTCOMES, settlement_of


def decisions(funding_round: FundingRound) -> dict[int, Decision]:
    """Return the open proposal or the signed decision of each case."""
    rows = Decision.objects.filter(
        application__round=funding_round,
        status__in=[DecisionStatus.PROPOSED, DecisionStatus.SIGNED],
    )
    return {row.application_id: row for row in rows.order_by("pk")}


def open_findings(funding_round: FundingRound) -> dict[int, list[Finding]]:
    """Return what speaks against an award, by case: of the version that counts, not met."""
    rows = (
        Finding.objects.filter(
            snapshot__application__round=funding_round,
            outcome__in=OPEN_OUTCOMES,
            snapshot=Subquery(_latest_version("snapshot__application")),
        )
        .annotate(case=F("snapshot__application"))
        .prefetch_related("settlements")
    )
    found: dict[int, list[Finding]] = {}
    for row in rows:
        settlement = settlement_of(row)
        if settlement is None or not settlement.is_met:
            found.setdefault(row.case, []).append(row)
    return found


def answered_items(funding_round: FundingRound) -> dict[int, int]:
    """Return how many points of the checklist that are looked at have an answer, by case."""
    answers = ChecklistAnswer.objects.filter(
        application__round=funding_round, item__round=funding_round, item__is_active=True
    )
    counted = answers.order_by().values_list("application").annotate(Count("item", distinct=True))
    return dict(counted)


def cut_micro_projects(funding_round: FundingRound) -> dict[int, Decimal]:
    """Return the most that a micro-project can get in EUR, where staff cut a line of costs.

    Whoever accepts less than requested gives a reason, so cases without one are whole.
    """
    judged: dict[int, dict[int, AcceptedCost]] = {}
    of_round = AcceptedCost.objects.filter(application__round=funding_round)
    cut = of_round.exclude(reason="").values("application")
    for row in of_round.filter(application__in=cut).order_by("pk"):
        judged.setdefault(row.application_id, {})[row.position] = row
    if not judged:
        return {}
    snapshots = SubmissionSnapshot.objects.filter(
        application__in=judged, pk=Subquery(_latest_version("application"))
    )
    found = {}
    for snapshot in snapshots:
        costs = accepted_in(snapshot, judged[snapshot.application_id])
        if costs.highest_micro_project_eur is not None:
            found[snapshot.application_id] = costs.highest_micro_project_eur
    return found


def _latest_version(case: str) -> QuerySet[SubmissionSnapshot, int]:
    versions = SubmissionSnapshot.objects.filter(application=OuterRef(case))
    return versions.order_by("-version").values_list("pk", flat=True)[:1]
