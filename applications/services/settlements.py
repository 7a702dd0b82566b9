"""Judgements go along to the next version where the finding is the same."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from applications.models import Finding, FindingSettlement, SubmissionSnapshot
from applications.services.review import settlement_of
from applications.workflow import audit


def carry_over(*, old: SubmissionSnapshot, new: SubmissionSnapshot, at: datetime) -> None:
    """Settle again what was settled and is found again, word for word the same.

    The new row carries person, instant and reason of the judgement and says from which version
    it comes; where a value or the law behind it changed, a person has to judge again.
    """
    judged = {
        _identity(finding): settlement
        for finding in old.findings.prefetch_related("settlements")
        if (settlement := settlement_of(finding))
    }
    kept = []
    for finding in new.findings.order_by("position"):
        if settlement := judged.get(_identity(finding)):
            _copy(settlement, finding, version=old.version)
            kept.append(finding.rule)
    if kept:
        audit.record(
            "finding.carried_over",
            actor=None,
            at=at,
            application=new.application,
            rules=kept,
            from_version=old.version,
        )


def _copy(settlement: FindingSettlement, finding: Finding, *, version: int) -> None:
    origin = _("Übernommen aus Fassung %(version)s:") % {"version": version}
    FindingSettlement(
        finding=finding,
        is_met=settlement.is_met,
        reason=f"{origin} {settlement.reason}",
        settled_by=settlement.settled_by,
        settled_at=settlement.settled_at,
    ).save(force_insert=True)


def _identity(finding: Finding) -> tuple[Any, ...]:
    said = (finding.values, finding.parameters)
    return (finding.rule, finding.rule_version, finding.outcome, finding.field, repr(said))
