"""Parts of the Prüfvermerk: the history with the end of its chain, and all files."""

from collections.abc import Iterable
from dataclasses import dataclass

from applications.models import Application, Attachment, CaseMessageFile
from applications.rules.choices import AttachmentKind, ScanState
from applications.rules.documents import INTERNAL, DocumentKind
from applications.rules.review_note import (
    ChainEnd,
    HistoryLine,
    IssuedDocument,
    ReceivedFile,
)
from applications.services.case_file import CaseFile
from applications.services.case_history import HistoryEntry, history_of
from applications.services.record_parts import signature


@dataclass(frozen=True, kw_only=True)
class Told:
    """What people did with a case, the first first, and the end of its chain."""

    lines: tuple[HistoryLine, ...]
    end: ChainEnd


def told_history(application: Application) -> Told:
    """Return everything but who looked; all of it, however long it is."""
    doings = [one for one in history_of(application, lines=None) if not one.is_reading]
    last = doings[0]
    return Told(
        lines=tuple(map(_line, reversed(doings))),
        end=ChainEnd(
            number=last.number,
            hash=last.hash,
            is_intact=all(one.is_intact for one in doings),
        ),
    )


def files_of(
    application: Application, attachments: Iterable[Attachment]
) -> tuple[ReceivedFile, ...]:
    """Return what came with the application and afterwards, then the files of messages."""
    sent = CaseMessageFile.objects.filter(message__application=application).order_by("pk")
    return (*map(_attachment, attachments), *map(_message_file, sent))


def issued_documents(file: CaseFile) -> tuple[IssuedDocument, ...]:
    """Return what we made for the association; records of the file are not in it."""
    return tuple(
        IssuedDocument(
            kind=DocumentKind(row.kind),
            edition=row.number,
            ordered_at=row.ordered_at,
            size=row.size,
            file_sha256=row.sha256,
        )
        for row in file.documents
        if row.kind not in INTERNAL
    )


def _line(entry: HistoryEntry) -> HistoryLine:
    return HistoryLine(
        number=entry.number,
        event=entry.label,
        by=signature(entry.actor, entry.at),
        before=entry.before,
        after=entry.after,
        reason=entry.reason,
    )


def _attachment(row: Attachment) -> ReceivedFile:
    return ReceivedFile(
        kind=AttachmentKind(row.kind),
        name=row.name,
        pages=row.pages,
        size=row.size,
        sha256=row.sha256,
        scan=ScanState(row.scan),
        received_at=row.uploaded_at,
    )


def _message_file(row: CaseMessageFile) -> ReceivedFile:
    return ReceivedFile(
        name=row.name,
        pages=row.pages,
        size=row.size,
        sha256=row.sha256,
        scan=ScanState(row.scan),
        received_at=row.uploaded_at,
    )
