"""The review: take a case, look at it, settle what the rules left open."""

from datetime import datetime

from django.db import transaction

from applications.models import Application, Finding, FindingSettlement, User
from applications.rules.findings import Outcome
from applications.rules.lifecycle import Action, Role, State
from applications.workflow import audit, engine
from applications.workflow.conflicts import require_unbiased
from applications.workflow.engine import MovedMeanwhile
from applications.workflow.guards import ReasonNeeded
from applications.workflow.permissions import require

OPEN_OUTCOMES = (Outcome.EXCLUDED, Outcome.TO_CLARIFY)
SETTLERS = frozenset({Role.CASE_WORKER})
SETTLED_IN = (State.UNDER_REVIEW, State.ANSWERED, State.WAITING)
ASSIGNED_IN = (
    State.SUBMITTED,
    State.UNDER_REVIEW,
    State.INFORMATION_REQUESTED,
    State.ANSWERED,
    State.HEARING,
)


class NotUnderReview(Exception):
    """Findings are settled while the application is under review."""


@transaction.atomic
def start_review(*, application: Application, actor: User, at: datetime) -> None:
    """Begin the review; the case worker takes the case unless somebody has it.

    Raises ``MoveNotAllowed`` and ``MovedMeanwhile``.
    """
    changes = {} if application.assigned_to_id else {"assigned_to": actor}
    engine.perform(
        Action.START_REVIEW, application=application, actor=actor, at=at, changes=changes
    )


@transaction.atomic
def assign_application(
    *, application: Application, assignee: User | None, actor: User, at: datetime
) -> None:
    """Give a case to a colleague, or to nobody, while somebody has to work on it.

    Nobody gets a case that is closed for them. Raises ``NotPermitted``, ``ConflictOfInterest``
    and ``MovedMeanwhile``.
    """
    require(actor, Role.CASE_WORKER, Role.HEAD)
    require_unbiased(actor, application)
    if assignee is not None:
        require(assignee, Role.CASE_WORKER)
        require_unbiased(assignee, application)
    cases = Application.objects.filter(pk=application.pk, state__in=ASSIGNED_IN)
    if not cases.update(assigned_to=assignee):
        raise MovedMeanwhile(application.pk)
    audit.record(
        "application.assigned",
        actor=actor,
        at=at,
        application=application,
        assignee=assignee.pk if assignee else None,
    )


@transaction.atomic
def settle_finding(
    *, finding: Finding, is_met: bool, reason: str, actor: User, at: datetime
) -> FindingSettlement:
    """Judge a finding in writing; the latest judgement counts, earlier ones stay readable.

    Raises ``NotPermitted``, ``ConflictOfInterest``, ``NotUnderReview`` and ``ReasonNeeded``.
    """
    require(actor, *SETTLERS)
    # Locked, so that nobody proposes on what this judgement changes.
    cases = Application.objects.select_for_update()
    application = cases.get(pk=finding.snapshot.application_id)
    require_unbiased(actor, application)
    if application.state not in SETTLED_IN:
        raise NotUnderReview(application.pk)
    if not reason.strip():
        raise ReasonNeeded(finding.rule)
    settlement = FindingSettlement(
        finding=finding,
        is_met=is_met,
        reason=reason.strip(),
        settled_by=actor,
        settled_at=at,
    )
    settlement.save(force_insert=True)
    count_unsettled(application)
    audit.record(
        "finding.settled",
        actor=actor,
        at=at,
        application=application,
        rule=finding.rule,
        is_met=is_met,
    )
    return settlement


def current_findings(application: Application) -> list[Finding]:
    """Return the findings of the latest snapshot with their settlements, in rule order."""
    snapshot = application.snapshots.order_by("-version").first()
    if snapshot is None:
        return []
    rows = snapshot.findings.order_by("position")
    return list(rows.prefetch_related("settlements__settled_by"))


def settlement_of(finding: Finding) -> FindingSettlement | None:
    """Return the judgement that counts: the latest."""
    return max(finding.settlements.all(), key=lambda row: row.pk, default=None)


def unsettled_findings(application: Application) -> list[Finding]:
    """Return what keeps an award from being proposed: open, or settled as not met."""
    return [
        finding
        for finding in current_findings(application)
        if finding.outcome in OPEN_OUTCOMES and not _is_met(finding)
    ]


def count_unsettled(application: Application) -> None:
    """Write down for the list how many findings still keep an award from being proposed."""
    cases = Application.objects.filter(pk=application.pk)
    cases.update(unsettled_count=len(unsettled_findings(application)))


@transaction.atomic
def record_view(*, application: Application, actor: User, at: datetime) -> None:
    """Note that a member of staff read the case (Art. 32 DSGVO)."""
    audit.record("application.viewed", actor=actor, at=at, application=application)


def _is_met(finding: Finding) -> bool:
    settlement = settlement_of(finding)
    return settlement is not None and settlement.is_met
