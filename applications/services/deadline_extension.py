"""A longer deadline for all: late marks of those in time now go, drafts are told."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from applications.models import (
    Application,
    Finding,
    FindingSettlement,
    FundingRound,
    Membership,
    User,
)
from applications.rules.findings import Outcome
from applications.rules.lifecycle import Role, State
from applications.rules.periods import last_day_before
from applications.services import outbox
from applications.services.review import count_unsettled, current_findings, settlement_of
from applications.texts.words import day_in_words
from applications.workflow import audit

_RULE = "FR-01"


def extend(
    row: FundingRound, *, closes_at: datetime, reason: str, actor: User, at: datetime
) -> None:
    """Carry out what an extension means, inside the transaction that changes the deadline.

    ``row`` holds the deadline before it. The planned end is kept; a late mark goes wherever the
    receipt is in time now, and the finding about it is settled in the name of who confirmed
    (§ 31 Abs. 7 HVwVfG, also backwards).
    """
    if row.closed_originally_at is None:
        FundingRound.objects.filter(pk=row.pk).update(closed_originally_at=row.closes_at)
    for application in in_time_now(row, closes_at).order_by("pk"):
        _clear(application, closes_at=closes_at, reason=reason, actor=actor, at=at)
    if not row.is_rehearsal:
        until = day_in_words(last_day_before(closes_at))
        for person in people_with_drafts(row):
            outbox.order_message(
                kind="deadline_extended",
                recipient=person.email,
                user=person,
                context={"until": until},
                at=at,
            )


def in_time_now(row: FundingRound, closes_at: datetime) -> QuerySet[Application]:
    """Return the applications that were late and are not with another deadline."""
    return row.applications.filter(is_late=True, submitted_at__lt=closes_at)


def people_with_drafts(row: FundingRound) -> QuerySet[User]:
    """Return everybody with an open account who can write in a draft of the round."""
    drafts = row.applications.filter(state=State.DRAFT).values("organisation")
    teams = Membership.objects.filter(
        organisation__in=drafts, role__in=[Role.REPRESENTATIVE, Role.MEMBER]
    )
    return User.objects.filter(pk__in=teams.values("user"), is_active=True).order_by("pk")


def _clear(
    application: Application, *, closes_at: datetime, reason: str, actor: User, at: datetime
) -> None:
    Application.objects.filter(pk=application.pk).update(is_late=False)
    for finding in current_findings(application):
        if _is_about_lateness(finding):
            _settle(finding, closes_at=closes_at, reason=reason, actor=actor, at=at)
    count_unsettled(application)
    audit.record("application.late_cleared", actor=actor, at=at, application=application)


def _is_about_lateness(finding: Finding) -> bool:
    if finding.rule != _RULE or finding.outcome != Outcome.TO_CLARIFY:
        return False
    judged = settlement_of(finding)
    return judged is None or not judged.is_met


def _settle(
    finding: Finding, *, closes_at: datetime, reason: str, actor: User, at: datetime
) -> None:
    words = _("Die Frist gilt für alle bis %(day)s (§ 31 Abs. 7 HVwVfG). Grund: %(reason)s") % {
        "day": day_in_words(last_day_before(closes_at)),
        "reason": reason,
    }
    FindingSettlement(
        finding=finding, is_met=True, reason=words, settled_by=actor, settled_at=at
    ).save(force_insert=True)
