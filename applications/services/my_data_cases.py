"""What „Meine Daten“ says about one application: as far as its reader sees it on our pages."""

from typing import Any

from django.db.models import Q

from applications.models import (
    Agreement,
    Application,
    AuditEvent,
    BankDetails,
    CaseMessage,
    CaseMessageReading,
    DocumentDelivery,
    Hearing,
    InformationRequest,
    PhoneConfirmation,
    QuestionComment,
    SectionVersion,
    SubmissionSnapshot,
    User,
)
from applications.models.application import RELATIONS
from applications.rules.choices import ScanState
from applications.services.file_check import copy_name
from applications.services.my_data_account import columns
from applications.services.my_data_archive import Archive, file_name
from applications.services.progress import progress_of
from applications.workflow.application_document import document_of, plain
from applications.workflow.permissions import may_write

_VERSION = ("section", "version", "answers", "pending", "is_current_line", "saved_at")
_ATTACHMENT = ("kind", "name", "media_type", "size", "pages", "sha256", "scan", "uploaded_at")
_FILE = ("name", "media_type", "size", "pages", "sha256", "scan", "uploaded_at")
_POINT = ("position", "kind", "section", "attachment_kind", "text", "answer", "answered_at")


def folder_of(application: Application) -> str:
    """Return the folder of an application in the ZIP."""
    return f"antraege/{application.reference_number or f'entwurf-{application.code}'}"


def add_application(archive: Archive, application: Application, *, reader: User) -> None:
    """Add everything of one application; load it with ``with_lists``.

    Bank details and the files of messages are for those who write, as on our pages.
    """
    folder = folder_of(application)
    archive.add_json(f"{folder}/antrag.json", _as_it_stands(application))
    archive.add_json(f"{folder}/verlauf.json", _history(application))
    archive.add_json(f"{folder}/fassungen.json", _versions(application))
    archive.add_json(f"{folder}/bemerkungen.json", _comments(application))
    _add_attachments(archive, folder, application)
    if application.is_draft:
        return
    _add_sent(archive, folder, application)
    archive.add_json(f"{folder}/nachfragen.json", _requests(application))
    archive.add_json(f"{folder}/anhoerungen.json", _hearings(application))
    is_writer = may_write(reader, application)
    _add_messages(archive, folder, application, with_files=is_writer)
    if is_writer:
        archive.add_json(f"{folder}/bankverbindung.json", _bank_details(application))


def _as_it_stands(application: Application) -> dict[str, Any]:
    sections = {name: getattr(application, relation) for name, relation in RELATIONS.items()}
    people = User.objects.in_bulk({row.saved_by_id for row in sections.values()} - {None})
    return {
        "begun_by": application.created_by.get_short_name(),
        "edited_by": application.edited_by.get_short_name(),
        **columns(application, "created_at", "edited_at", "submitted_at", "is_late"),
        "document": document_of(application),
        "sections": {
            name: {
                **columns(row, "version", "pending", "saved_at"),
                "saved_by": _short_name(people.get(row.saved_by_id)),
            }
            for name, row in sections.items()
        },
    }


def _history(application: Application) -> dict[str, Any]:
    agreements = Agreement.objects.filter(application=application).select_related("user")
    history: dict[str, Any] = {
        "agreements": [
            {"name": row.user.name, **columns(row, "agreed_at", "fingerprint")}
            for row in agreements.order_by("pk")
        ]
    }
    if not application.is_draft:
        progress = progress_of(application)
        history["state"] = str(progress.words.label)
        history["events"] = [{"at": plain(one.at), "text": one.text} for one in progress.events]
    history["deliveries"] = [
        {
            "document": row.document.code,
            **columns(row, "way", "provided_at", "collected_at", "posted_on", "delivered_on"),
            "appeal_ends_on": plain(row.appeal_ends_on),
        }
        for row in DocumentDelivery.objects.filter(
            document__in=application.documents.told()
        ).select_related("document")
    ]
    history["viewed_by_the_authority"] = _views(application)
    return history


def _views(application: Application) -> list[dict[str, Any]]:
    """Return when and why somebody of the authority saw the pages as the team sees them.

    Before it was sent the log names an application by its code only.
    """
    begun = AuditEvent.objects.filter(event="applicant_view.begun")
    own = begun.filter(Q(application=application) | Q(data__code=application.code))
    return [{"at": plain(row.at), "reason": row.data["reason"]} for row in own.order_by("number")]


def _versions(application: Application) -> list[dict[str, Any]]:
    rows = SectionVersion.objects.filter(application=application).select_related("saved_by")
    return [
        {**columns(row, *_VERSION), "saved_by": row.saved_by.get_short_name()}
        for row in rows.order_by("pk")
    ]


def _comments(application: Application) -> list[dict[str, Any]]:
    rows = QuestionComment.objects.filter(application=application)
    return [
        {
            **columns(row, "section", "question", "text", "written_at", "done_at"),
            "written_by": row.written_by.get_short_name(),
            "done_by": _short_name(row.done_by),
        }
        for row in rows.select_related("written_by", "done_by").order_by("pk")
    ]


def _add_attachments(archive: Archive, folder: str, application: Application) -> None:
    listed = []
    rows = application.attachments.select_related("uploaded_by").prefetch_related("photos")
    for number, row in enumerate(rows.order_by("pk"), 1):
        path = f"{folder}/unterlagen/{file_name(number, copy_name(row.name, row.media_type))}"
        photos = [
            columns(photo, "position", "name", "size", "sha256") for photo in row.photos.all()
        ]
        listed.append(
            {
                **columns(row, *_ATTACHMENT),
                "uploaded_by": row.uploaded_by.get_short_name(),
                "photos": photos,
                "file": path,
            }
        )
        is_harmless = row.scan != ScanState.FOUND
        archive.add_file(path, row.readable_file.name if is_harmless else None)
    archive.add_json(f"{folder}/unterlagen.json", listed)


def _add_sent(archive: Archive, folder: str, application: Application) -> None:
    """Add the versions that were sent and the documents that we made."""
    for snapshot in SubmissionSnapshot.objects.filter(application=application).order_by("version"):
        path = f"{folder}/abgesendet/fassung-{snapshot.version}.json"
        archive.add_json(path, snapshot.document)
    documents = application.documents.told().exclude(rendered_at=None)
    for document in documents.order_by("pk"):
        name = f"{document.kind}-fassung-{document.number}.pdf"
        archive.add_file(f"{folder}/dokumente/{name}", document.file.name)


def _requests(application: Application) -> list[dict[str, Any]]:
    rows = InformationRequest.objects.filter(application=application)
    names = ("number", "asked_at", "due_on", "closed_at", "answered_at")
    return [
        {
            **columns(row, *names),
            "answered_by": _short_name(row.answered_by),
            "points": [columns(point, *_POINT) for point in row.points.order_by("position")],
        }
        for row in rows.select_related("answered_by").order_by("number")
    ]


def _hearings(application: Application) -> list[dict[str, Any]]:
    """Return what we wrote; what was said to it stands among the messages."""
    rows = Hearing.objects.filter(application=application).order_by("number")
    return [columns(row, "number", "reason", "sent_at", "due_on", "closed_at") for row in rows]


def _add_messages(
    archive: Archive, folder: str, application: Application, *, with_files: bool
) -> None:
    rows = CaseMessage.objects.filter(application=application)
    rows = rows.select_related("sender", "hearing")
    read = CaseMessageReading.objects.filter(message__in=rows, message__from_authority=True)
    readings = {row.message_id: row for row in read.select_related("reader")}
    listed, number = [], 0
    for row in rows.prefetch_related("files").order_by("pk"):
        files = []
        for file in row.files.all() if with_files else ():
            number += 1
            name = file_name(number, copy_name(file.name, file.media_type))
            path = f"{folder}/nachrichten/{name}"
            files.append({**columns(file, *_FILE), "file": path})
            archive.add_file(path, file.readable_file)
        reading = readings.get(row.pk)
        listed.append(
            {
                **columns(row, "from_authority", "text", "sent_at"),
                "sender": None if row.from_authority else row.sender.get_short_name(),
                "read_by": _short_name(reading.reader if reading else None),
                "read_at": plain(reading.read_at if reading else None),
                "answers_hearing": row.hearing.number if row.hearing else None,
                "files": files,
            }
        )
    archive.add_json(f"{folder}/nachrichten.json", listed)


def _bank_details(application: Application) -> list[dict[str, Any]]:
    """Return the entries with nothing of the number but its end."""
    rows = BankDetails.objects.filter(application=application).defer("iban")
    names = ("account_holder", "iban_end", "bank_name", "entered_at", "confirmed_at")
    people = ("entered_by", "confirmed_by", "phone_confirmation")
    return [
        {
            **columns(row, *names, "needs_second_person", "usable_from"),
            "entered_by": row.entered_by.get_short_name(),
            "confirmed_by": _short_name(row.confirmed_by),
            "called": _call(getattr(row, "phone_confirmation", None)),
        }
        for row in rows.select_related(*people).order_by("pk")
    ]


def _call(row: PhoneConfirmation | None) -> dict[str, Any] | None:
    return columns(row, "phone", "spoke_with", "confirmed_at") if row else None


def _short_name(person: User | None) -> str | None:
    return person.get_short_name() if person else None
