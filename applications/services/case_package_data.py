"""What the Aktenpaket holds for programs: everything of one case as JSON, its log as CSV rows."""

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from applications.models import (
    AcceptedCost,
    Application,
    AwardChange,
    CaseMessage,
    ChecklistAnswer,
    Document,
    InternalNote,
    Score,
    SubmissionSnapshot,
    User,
)
from applications.services.case_history import history_of
from applications.services.hearings import hearings_of
from applications.services.information_requests import handed_in, requests_of
from applications.services.my_data_account import columns
from applications.workflow.application_document import plain

HISTORY_HEAD: Final = (
    _("Nummer"),
    _("Wann"),
    _("Ereignis"),
    _("Wer"),
    _("Vorher"),
    _("Nachher"),
    _("Grund"),
    _("Prüfsumme"),
)
_CASE: Final = (
    *("reference_number", "state", "state_changed_at", "submitted_at", "is_late", "origin"),
    *("organisation_name", "project_title", "requested_micro_project_eur"),
    *("requested_minijob_eur", "requested_eur", "awarded_eur", "points"),
)
_FINDING: Final = ("rule", "rule_version", "outcome", "section", "field", "values", "parameters")
_AMOUNTS: Final = ("micro_project_eur", "minijob_eur")
_REASONS: Final = ("facts", "assessment", "discretion")
_SIGNED: Final = ("proposed_at", "closed_at", "return_reason")
_LINE: Final = ("position", "kind", "purpose", "requested_eur", "accepted_eur", "reason")
_POINT: Final = ("position", "kind", "section", "attachment_kind", "text", "answered_at")
_FILE: Final = ("name", "media_type", "size", "pages", "sha256", "scan", "uploaded_at")
_CHANGE: Final = (
    *("kind", "status", "basis", "is_for_the_past", "before_micro_project_eur"),
    *("before_minijob_eur", "after_micro_project_eur", "after_minijob_eur", "paid_eur"),
    *("begins_on", "ends_on", "heard"),
)
_DELIVERY: Final = (
    *("way", "provided_at", "collect_until", "collected_at", "lapsed_at", "posted_on"),
    *("delivered_on", "appeal_ends_on"),
)


def history_rows(application: Application) -> Iterator[tuple[Any, ...]]:
    """Yield the whole log of a case, the first entry first; also who looked."""
    for one in reversed(history_of(application, lines=None)):
        who = one.actor.name if one.actor else str(_("System"))
        yield (one.number, one.at, one.label, who, one.before, one.after, one.reason, one.hash)


def case_data(application: Application) -> dict[str, Any]:
    """Return everything that is stored about one case; a constant number of queries.

    Amounts are texts in EUR, instants are UTC. Answers that were typed but not sent are not
    known to the authority and not in it.
    """
    return {
        "schema_version": 1,
        "application": columns(application, *_CASE),
        "versions": _versions(application),
        "checklist": _checklist(application),
        "scores": _scores(application),
        "accepted_costs": _accepted_costs(application),
        "decisions": _decisions(application),
        "award_changes": _award_changes(application),
        "requests": [_request(row) for row in reversed(requests_of(application))],
        "hearings": _hearings(application),
        "messages": _messages(application),
        "notes": _notes(application),
        "attachments": _attachments(application),
        "documents": [_document(row) for row in _known_documents(application)],
    }


def _versions(application: Application) -> list[dict[str, Any]]:
    rows = SubmissionSnapshot.objects.filter(application=application)
    judged = rows.prefetch_related("findings__settlements__settled_by").order_by("version")
    return [
        {
            **columns(row, "version", "frozen_at", "sha256"),
            "document": row.document,
            "findings": [
                {
                    **columns(finding, *_FINDING),
                    "settlements": [
                        {**columns(one, "is_met", "reason"), **_by(one.settled_by, one.settled_at)}
                        for one in sorted(finding.settlements.all(), key=lambda one: one.pk)
                    ],
                }
                for finding in sorted(row.findings.all(), key=lambda one: one.position)
            ],
        }
        for row in judged
    ]


def _checklist(application: Application) -> list[dict[str, Any]]:
    rows = ChecklistAnswer.objects.filter(application=application)
    return [
        {
            "item": row.item.text,
            **columns(row, "answer", "note"),
            **_by(row.answered_by, row.answered_at),
        }
        for row in rows.select_related("item", "answered_by").order_by("pk")
    ]


def _scores(application: Application) -> list[dict[str, Any]]:
    rows = Score.objects.filter(application=application)
    return [
        {
            "criterion": row.criterion.name,
            "weight": row.criterion.weight,
            **columns(row, "points", "reason"),
            **_by(row.scored_by, row.scored_at),
        }
        for row in rows.select_related("criterion", "scored_by").order_by("pk")
    ]


def _accepted_costs(application: Application) -> list[dict[str, Any]]:
    rows = AcceptedCost.objects.filter(application=application).select_related("judged_by")
    return [
        {**columns(row, "position", "accepted_eur", "reason"), **_by(row.judged_by, row.judged_at)}
        for row in rows.order_by("pk")
    ]


def _decisions(application: Application) -> list[dict[str, Any]]:
    rows = application.decisions.select_related("proposed_by", "closed_by")
    return [
        {
            **columns(row, "kind", "status", *_AMOUNTS, *_REASONS, *_SIGNED),
            **_signatories(row.proposed_by, row.closed_by),
            "lines": [
                columns(line, *_LINE)
                for line in sorted(row.lines.all(), key=lambda line: line.position)
            ],
        }
        for row in rows.prefetch_related("lines").order_by("pk")
    ]


def _award_changes(application: Application) -> list[dict[str, Any]]:
    rows = AwardChange.objects.filter(application=application)
    return [
        {
            **columns(row, *_CHANGE, *_REASONS, *_SIGNED),
            **_signatories(row.proposed_by, row.closed_by),
        }
        for row in rows.select_related("proposed_by", "closed_by").order_by("pk")
    ]


def _request(row: Any) -> dict[str, Any]:
    points = sorted(row.points.all(), key=lambda point: point.position)
    return {
        **columns(row, "number", "asked_at", "due_on", "closed_at", "answered_at"),
        "asked_by": row.asked_by.name,
        "answered_by": _name(row.answered_by),
        "points": [
            {**columns(point, *_POINT), "answer": point.answer if row.answered_at else ""}
            for point in points
        ],
    }


def _hearings(application: Application) -> list[dict[str, Any]]:
    return [
        {
            **columns(one.row, "number", "reason", "due_on", "sent_at", "closed_at"),
            "sent_by": one.row.sent_by.name,
            "closed_by": _name(one.row.closed_by),
            "answers": [
                {"text": answer.row.text, **_by(answer.row.sender, answer.row.sent_at)}
                for answer in one.answers
            ],
        }
        for one in reversed(hearings_of(application))
    ]


def _messages(application: Application) -> list[dict[str, Any]]:
    rows = CaseMessage.objects.filter(application=application)
    shown = rows.select_related("sender", "hearing").prefetch_related("files").order_by("pk")
    return [
        {
            **columns(row, "from_authority", "text"),
            **_by(row.sender, row.sent_at),
            "answers_hearing": row.hearing.number if row.hearing else None,
            "files": [columns(file, *_FILE) for file in row.files.all()],
        }
        for row in shown
    ]


def _notes(application: Application) -> list[dict[str, Any]]:
    rows = InternalNote.objects.filter(application=application).select_related("author")
    return [{"text": row.text, **_by(row.author, row.written_at)} for row in rows.order_by("pk")]


def _attachments(application: Application) -> list[dict[str, Any]]:
    rows = application.attachments.select_related("request").order_by("uploaded_at", "pk")
    return [columns(row, "kind", *_FILE) for row in handed_in(rows)]


def _known_documents(application: Application) -> QuerySet[Document]:
    rows = application.documents.defer("content").prefetch_related("deliveries")
    return rows.order_by("ordered_at", "pk")


def _document(row: Document) -> dict[str, Any]:
    ways = sorted(row.deliveries.all(), key=lambda one: one.pk)
    return {
        **columns(row, "kind", "number", "ordered_at", "size", "sha256", "content_sha256"),
        "deliveries": [columns(one, *_DELIVERY) for one in ways],
    }


def _signatories(proposed_by: User, closed_by: User | None) -> dict[str, Any]:
    return {"proposed_by": proposed_by.name, "closed_by": _name(closed_by)}


def _by(person: User, at: Any) -> dict[str, Any]:
    return {"by": person.name, "at": plain(at)}


def _name(person: User | None) -> str | None:
    return person.name if person else None
