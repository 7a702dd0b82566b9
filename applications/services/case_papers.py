"""The papers of a case: our documents and what the association sent, each with its place.

The Aktendeckblatt lists them, the Aktenpaket holds them; both ask here.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from applications.models import Application, Attachment, CaseMessageFile, Document
from applications.rules.choices import AttachmentKind, ScanState
from applications.rules.documents import DocumentKind
from applications.rules.file_cover import Missing
from applications.services.file_check import copy_name
from applications.services.information_requests import handed_in
from applications.texts import label

_LONGEST_NAME: Final = 80
# Of these the newest has the plain name; all others carry their number.
_NAMES: Final[Mapping[DocumentKind, str]] = {
    DocumentKind.FILE_COVER: "aktendeckblatt",
    DocumentKind.ACKNOWLEDGEMENT_OF_RECEIPT: "antrag",
    DocumentKind.AWARD: "bescheid",
    DocumentKind.REJECTION: "bescheid",
    DocumentKind.REVIEW_NOTE: "pruefvermerk",
    DocumentKind.INFORMATION_REQUEST: "nachforderung",
    DocumentKind.HEARING: "anhoerung",
    DocumentKind.EARLY_START: "frueherer-beginn",
    DocumentKind.WAITING_LIST: "nachrueckliste",
    DocumentKind.AMENDMENT: "aenderungsbescheid",
    DocumentKind.REVOCATION: "aufhebungsbescheid",
    DocumentKind.COVER_SHEET: "einfache-sprache",
}
_PLAIN: Final = frozenset(
    {
        DocumentKind.FILE_COVER,
        DocumentKind.ACKNOWLEDGEMENT_OF_RECEIPT,
        DocumentKind.AWARD,
        DocumentKind.REJECTION,
        DocumentKind.REVIEW_NOTE,
    }
)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper: what it is, its place in the package, where its bytes are stored.

    ``pages`` of our own documents are in their files. ``missing`` says why there is no file,
    ``document`` is set for our own.
    """

    title: str
    place: str
    at: datetime
    pages: int | None
    stored: str
    missing: Missing | None = None
    document: Document | None = None


def papers_of(application: Application) -> list[Paper]:
    """Return our documents, the association's documents and the files of messages.

    In the order of the file: as they came to be within each kind. Three queries.
    """
    documents = (
        application.documents.select_related("application")
        .defer("content")
        .order_by("ordered_at", "pk")
    )
    attachments = application.attachments.select_related("request").order_by("uploaded_at", "pk")
    sent = CaseMessageFile.objects.filter(message__application=application).order_by("pk")
    return [
        *_documents(list(documents.order_by("ordered_at", "pk"))),
        *_attachments(handed_in(attachments)),
        *_message_files(sent),
    ]


def safe_name(number: int, name: str) -> str:
    """Return a name that every system can unpack and that is there once: `01-Satzung.pdf`."""
    plain = unicodedata.normalize("NFC", name)
    plain = re.sub(r"[^\w.-]+", "-", plain).strip("-.") or "datei"
    stem, dot, extension = plain.rpartition(".")
    if not dot:
        stem, extension = plain, ""
    return f"{number:02}-{stem[:_LONGEST_NAME]}{dot}{extension[:10]}"


def _documents(rows: list[Document]) -> Iterator[Paper]:
    newest = {row.kind: row.number for row in sorted(rows, key=lambda row: row.number)}
    order = list(_NAMES)
    for row in sorted(rows, key=lambda row: (order.index(DocumentKind(row.kind)), -row.number)):
        kind = DocumentKind(row.kind)
        is_plain = kind in _PLAIN and newest[row.kind] == row.number
        suffix = "" if is_plain else f"-fassung-{row.number}"
        yield Paper(
            title=str(label(kind)),
            place=f"{_NAMES[kind]}{suffix}.pdf",
            at=row.ordered_at,
            pages=None,
            stored=str(row.file.name) if row.rendered_at else "",
            missing=None if row.rendered_at else Missing.NOT_MADE,
            document=row,
        )


def _attachments(rows: Iterable[Attachment]) -> Iterator[Paper]:
    for number, row in enumerate(rows, start=1):
        is_infected = row.scan == ScanState.FOUND
        name = safe_name(number, copy_name(row.name, row.media_type))
        yield Paper(
            title=f"{label(AttachmentKind(row.kind))}: {row.name}",
            place=f"unterlagen/{name}",
            at=row.uploaded_at,
            pages=row.pages,
            stored="" if is_infected else str(row.readable_file.name),
            missing=Missing.INFECTED if is_infected else None,
        )


def _message_files(rows: Iterable[CaseMessageFile]) -> Iterator[Paper]:
    for number, row in enumerate(rows, start=1):
        is_infected = row.scan == ScanState.FOUND
        name = safe_name(number, copy_name(row.name, row.media_type))
        yield Paper(
            title=_("Nachricht: %(name)s") % {"name": row.name},
            place=f"nachrichten/{name}",
            at=row.uploaded_at,
            pages=row.pages,
            stored="" if is_infected else row.readable_file,
            missing=Missing.INFECTED if is_infected else None,
        )
