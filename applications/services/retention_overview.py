"""What is deleted next, what is held back, and what the last runs took away."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, QuerySet, Sum

from applications.models import AuditEvent, CaseStatistic, FundingRound, LegalHold, User
from applications.rules.lifecycle import Role
from applications.rules.retention import Kind
from applications.services.deletion_days import DeletionDay
from applications.services.retention_cases import days_of_all_rounds
from applications.workflow.conflicts import closed_cases

READERS: Final = frozenset({Role.HEAD, Role.ADMINISTRATOR, Role.AUDITOR})
_RUNS: Final = 20


@dataclass(frozen=True, kw_only=True)
class Coming:
    """Drafts or cases of a round that go on the same day, with those that must wait."""

    funding_round: FundingRound
    kind: Kind
    due_on: date
    count: int
    held: int
    untold: int


@dataclass(frozen=True, kw_only=True)
class OpenRound:
    """A round with cases that are not over, so that nothing counts for them yet."""

    funding_round: FundingRound
    count: int


def overview(*, today: date) -> tuple[list[Coming], list[OpenRound]]:
    """Return what goes when, the next day first, and where cases are still open."""
    days = days_of_all_rounds(today=today)
    coming = [one for each, found in days.items() for one in _grouped(each, found, today)]
    still_open = [
        OpenRound(funding_round=each, count=count)
        for each, found in days.items()
        if (count := each.applications.sent().count() - _cases(found))
    ]
    return sorted(coming, key=lambda one: one.due_on), still_open


def current_holds(*, reader: User) -> "QuerySet[LegalHold]":
    """Return what holds cases now, without cases that are closed for the reader."""
    holds = LegalHold.objects.filter(lifted_at=None).exclude(application__in=closed_cases(reader))
    return holds.select_related("application", "set_by").order_by("-set_at", "-pk")


def last_runs() -> list[AuditEvent]:
    """Return the latest runs from the log."""
    return list(AuditEvent.objects.filter(event="retention.applied").order_by("-number")[:_RUNS])


def deleted_figures() -> list[dict[str, Any]]:
    """Return count and sums in EUR of the cases that are gone, by round and outcome."""
    rows = CaseStatistic.objects.values("round__reference_prefix", "outcome")
    summed = rows.annotate(
        count=Count("pk"), requested_eur=Sum("requested_eur"), awarded_eur=Sum("awarded_eur")
    )
    return [{**row} for row in summed.order_by("round__reference_prefix", "outcome")]


def _cases(days: Iterable[DeletionDay]) -> int:
    return sum(not one.application.is_draft for one in days)


def _grouped(
    funding_round: FundingRound, days: Iterable[DeletionDay], today: date
) -> Iterable[Coming]:
    groups: defaultdict[tuple[Kind, date], list[DeletionDay]] = defaultdict(list)
    for one in days:
        kind = Kind.DRAFTS if one.application.is_draft else Kind.CASES
        groups[kind, one.due_on].append(one)
    for (kind, due_on), group in groups.items():
        yield Coming(
            funding_round=funding_round,
            kind=kind,
            due_on=due_on,
            count=len(group),
            held=sum(one.is_held for one in group),
            untold=sum(one.waits_for_notice(today) for one in group),
        )
