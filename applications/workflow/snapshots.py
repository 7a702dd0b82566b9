"""Freezes what was sent, together with what the rules said about it."""

import hashlib
from datetime import datetime
from typing import Any

from django.conf import settings

from applications import clock
from applications.models import Application, CaseFingerprint, Finding, SubmissionSnapshot, User
from applications.rules import findings
from applications.rules.fingerprints import fingerprints
from applications.texts import privacy
from applications.workflow.assessment import Assessment
from applications.workflow.audit import canonical_json


def freeze(
    *,
    application: Application,
    assessment: Assessment,
    actor: User,
    at: datetime,
    judged_at: datetime | None = None,
    **kept: Any,
) -> SubmissionSnapshot:
    """Store the document as canonical JSON with its SHA-256 and the findings beside it.

    The circumstances (day, instant, duplicates) are kept, so that the rules can be asked
    again years later and must give the same answer; so is the edition of the information on
    privacy that was shown (Art. 13 DSGVO). ``judged_at`` is the instant whose law and
    day were used where that is not ``at``: paper is judged by the day it arrived. ``kept`` are
    further circumstances, such as the way it came.
    """
    judged_at = judged_at or at
    payload = canonical_json(assessment.document)
    snapshot = SubmissionSnapshot(
        application=application,
        version=application.snapshots.count() + 1,
        payload=payload,
        sha256=sha256_of(payload),
        context={
            **kept,
            "at": judged_at.isoformat(),
            "on": clock.berlin_date(judged_at).isoformat(),
            "possible_duplicates": assessment.possible_duplicates,
            "privacy_edition": privacy.CURRENT,
            "is_rehearsal": bool(settings.REHEARSAL_NOW) or application.is_rehearsal,
        },
        frozen_at=at,
        frozen_by=actor,
    )
    snapshot.save(force_insert=True)
    _store(snapshot, assessment.report)
    _take_fingerprints(application, assessment.document)
    return snapshot


def sha256_of(payload: str) -> str:
    """Return the fingerprint of a payload as 64 hexadecimal digits."""
    return hashlib.sha256(payload.encode()).hexdigest()


def report_of(snapshot: SubmissionSnapshot) -> findings.Report:
    """Return the stored findings as the rules gave them."""
    rows = snapshot.findings.order_by("position")
    return findings.Report(tuple(as_rules_finding(row) for row in rows))


def as_rules_finding(row: Finding) -> findings.Finding:
    """Return one stored finding as the rules gave it."""
    return findings.Finding.from_json(
        {
            "rule": row.rule,
            "version": row.rule_version,
            "outcome": row.outcome,
            "section": row.section,
            "field": row.field or None,
            "values": row.values,
            "parameters": row.parameters,
        }
    )


def _take_fingerprints(application: Application, document: dict[str, Any]) -> None:
    """Replace the fingerprints by those of the version that was just sent."""
    CaseFingerprint.objects.filter(application=application).delete()
    CaseFingerprint.objects.bulk_create(
        CaseFingerprint(application=application, kind=kind, value=value)
        for kind, value in fingerprints(document)
    )


def _store(snapshot: SubmissionSnapshot, report: findings.Report) -> None:
    rows = []
    for position, stored in enumerate(report.to_json()):
        rows.append(
            Finding(
                snapshot=snapshot,
                position=position,
                rule=stored["rule"],
                rule_version=stored["version"],
                outcome=stored["outcome"],
                section=stored["section"],
                field=stored["field"] or "",
                values=stored["values"],
                parameters=stored["parameters"],
            )
        )
    Finding.objects.bulk_create(rows)
