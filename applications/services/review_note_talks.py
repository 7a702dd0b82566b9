"""Parts of the Prüfvermerk: what was asked, heard, proposed and signed."""

from collections.abc import Iterable, Sequence

from applications.models import (
    Application,
    Attachment,
    AwardChange,
    Decision,
    InformationRequest,
    RequestPoint,
    SubmissionSnapshot,
)
from applications.rules.award_changes import AwardChangeKind, ChangeBasis
from applications.rules.choices import AttachmentKind
from applications.rules.decisions import DecisionKind, GrantAmounts
from applications.rules.review_note import (
    ChangedAnswer,
    HeardAnswer,
    HearingEntry,
    PointEntry,
    ProposalEntry,
    ProposalStatus,
    RequestEntry,
)
from applications.rules.sections import Section
from applications.services.hearings import HeardCase, hearings_of
from applications.services.information_requests import changed_answers, requests_of
from applications.services.record_parts import signature, signed
from applications.texts import label
from applications.texts.question_labels import section_noun


def requests(
    application: Application, attachments: Sequence[Attachment]
) -> tuple[RequestEntry, ...]:
    """Return all requests with their answers, the first first; old and new of what changed."""
    rows = requests_of(application)
    versions = list(application.snapshots.order_by("version")) if rows else []
    return tuple(_request(row, attachments, versions) for row in reversed(rows))


def hearings(application: Application) -> tuple[HearingEntry, ...]:
    """Return all hearings with what was said, the first first."""
    return tuple(_hearing(heard) for heard in reversed(hearings_of(application)))


def proposals(
    application: Application, decisions: Iterable[Decision]
) -> tuple[ProposalEntry, ...]:
    """Return all proposals and what became of each: decisions, then later changes."""
    changes = AwardChange.objects.filter(application=application)
    people = changes.select_related("proposed_by", "closed_by").order_by("pk")
    by_age = sorted(decisions, key=lambda row: row.pk)
    return (*map(_decision, by_age), *map(_change, people))


def _request(
    row: InformationRequest,
    attachments: Sequence[Attachment],
    versions: Sequence[SubmissionSnapshot],
) -> RequestEntry:
    points = sorted(row.points.all(), key=lambda point: point.position)
    return RequestEntry(
        number=row.number,
        asked=signature(row.asked_by, row.asked_at),
        due_on=row.due_on,
        answered=signed(row.answered_by, row.answered_at),
        closed_at=row.closed_at,
        points=tuple(_point(point, row, attachments) for point in points),
        changes=tuple(
            ChangedAnswer(
                section=change.title,
                question=change.label,
                before=change.before,
                after=change.after,
            )
            for change in changed_answers(row, versions)
        ),
    )


def _point(
    point: RequestPoint, row: InformationRequest, attachments: Sequence[Attachment]
) -> PointEntry:
    files = (
        file.name
        for file in attachments
        if file.request_id == row.pk and file.kind == point.attachment_kind
    )
    return PointEntry(
        position=point.position,
        about=_about(point),
        text=point.text,
        # What was typed but never sent is not known to the authority.
        answer=point.answer if row.answered_at else "",
        files=tuple(files),
    )


def _about(point: RequestPoint) -> str:
    if point.section:
        return str(section_noun(Section(point.section)))
    kind = point.attachment_kind
    return str(label(AttachmentKind(kind))) if kind else ""


def _hearing(heard: HeardCase) -> HearingEntry:
    row = heard.row
    return HearingEntry(
        number=row.number,
        reason=row.reason,
        sent=signature(row.sent_by, row.sent_at),
        due_on=row.due_on,
        answers=tuple(
            HeardAnswer(text=answer.row.text, by=signature(answer.row.sender, answer.row.sent_at))
            for answer in heard.answers
        ),
        ended=signed(row.closed_by, row.closed_at),
    )


def _decision(row: Decision) -> ProposalEntry:
    return ProposalEntry(
        kind=DecisionKind(row.kind),
        status=ProposalStatus(row.status),
        amounts=GrantAmounts(micro_project_eur=row.micro_project_eur, minijob_eur=row.minijob_eur),
        reasons=row.reasons,
        proposed=signature(row.proposed_by, row.proposed_at),
        closed=signed(row.closed_by, row.closed_at),
        return_reason=row.return_reason,
    )


def _change(row: AwardChange) -> ProposalEntry:
    return ProposalEntry(
        change=AwardChangeKind(row.kind),
        basis=ChangeBasis(row.basis),
        status=ProposalStatus(row.status),
        amounts=row.after,
        before=row.before,
        reasons=row.reasons,
        proposed=signature(row.proposed_by, row.proposed_at),
        closed=signed(row.closed_by, row.closed_at),
        return_reason=row.return_reason,
        heard=row.heard,
    )
