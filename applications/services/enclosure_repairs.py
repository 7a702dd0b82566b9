"""What is done for documents later: ask the scanner again, make copies that are missing."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime

from django.db import transaction

from applications.models import Attachment, AttachmentPage, CaseMessageFile
from applications.rules.choices import ScanState
from applications.rules.lifecycle import State
from applications.services import enclosure_files, enclosure_photos, file_process
from applications.services.file_process import FileRefused
from applications.services.scanner import Scanner
from applications.workflow import audit

logger = logging.getLogger(__name__)


def sweep(*, at: datetime) -> int:
    """Do what is left to do, and return for how many documents something was done."""
    return scan_unchecked(at=at) + scan_messages(at=at) + make_missing_copies()


def scan_messages(*, at: datetime) -> int:
    """Ask the scanner about the files of messages that it has not seen."""
    scanner, count = Scanner(), 0
    if not scanner.answers():
        return 0
    waiting = CaseMessageFile.objects.filter(scan=ScanState.UNCHECKED)
    for file in waiting.select_related("message__application").order_by("pk"):
        with file.file.open() as opened:
            scan = scanner.scan(opened.read())
        if scan != ScanState.UNCHECKED:
            _note_message_file(file, scan, at=at)
            count += 1
    return count


def scan_unchecked(*, at: datetime) -> int:
    """Ask the scanner about every document that it has not seen, as long as it answers."""
    scanner, count = Scanner(), 0
    if not scanner.answers():
        return 0
    waiting = Attachment.objects.filter(scan=ScanState.UNCHECKED).select_related("application")
    for attachment in waiting.order_by("pk").iterator(chunk_size=100):
        scan = enclosure_photos.scan_of(map(scanner.scan, _received(attachment)))
        if not scanner.answers():
            break
        if scan != ScanState.UNCHECKED:
            _note(attachment, scan, at=at)
            count += 1
    return count


def make_missing_copies() -> int:
    """Make the copies to read of documents that came before there were any."""
    count = 0
    for attachment in Attachment.objects.filter(readable_file="").order_by("pk"):
        try:
            _make_copy(attachment)
        except (FileRefused, FileNotFoundError) as problem:
            logger.warning("no copy to read of document %s: %s", attachment.pk, problem)
        else:
            count += 1
    return count


def _received(attachment: Attachment) -> Iterator[bytes]:
    """Yield the bytes as they came: those of the photos, or those of the file."""
    files = [photo.file for photo in attachment.photos.all()] or [attachment.file]
    for file in files:
        with file.open() as opened:
            yield opened.read()


@transaction.atomic
def _note(attachment: Attachment, scan: ScanState, *, at: datetime) -> None:
    rows = Attachment.objects.filter(pk=attachment.pk, sha256=attachment.sha256)
    if not rows.update(scan=scan) or scan != ScanState.FOUND:
        return
    application = attachment.application
    is_draft = application.state == State.DRAFT
    audit.record(
        "attachment.infected",
        actor=None,
        at=at,
        application=None if is_draft else application,
        code=application.code,
        kind=attachment.kind,
        sha256=attachment.sha256,
    )


@transaction.atomic
def _note_message_file(file: CaseMessageFile, scan: ScanState, *, at: datetime) -> None:
    CaseMessageFile.objects.filter(pk=file.pk).update(scan=scan)
    if scan == ScanState.FOUND:
        audit.record(
            "message_file.infected",
            actor=None,
            at=at,
            application=file.message.application,
            file=file.pk,
            sha256=file.sha256,
        )


def _make_copy(attachment: Attachment) -> None:
    with attachment.file.open() as file:
        reading = file_process.read_file(file.read())
    with ExitStack() as stored:
        enclosure_files.store_copy(attachment, reading.copy, stored=stored)
        pages = enclosure_files.store_pages(attachment, reading.page_images, stored=stored)
        with transaction.atomic():
            attachment.is_dark, attachment.is_blurred = reading.is_dark, reading.is_blurred
            names = ["readable_file", "readable_size", "is_dark", "is_blurred"]
            attachment.save(update_fields=names)
            AttachmentPage.objects.bulk_create(pages)
        stored.pop_all()
