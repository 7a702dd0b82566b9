"""Documents of an application: receive files, remove them, promise to send one later (Q13)."""

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.core.files.base import File
from django.db import transaction
from django.db.models import Count, Prefetch, Q, QuerySet

from applications.models import (
    Application,
    Attachment,
    AttachmentPage,
    AttachmentPhoto,
    InformationRequest,
    PromisedEnclosure,
    User,
)
from applications.rules.choices import AttachmentKind
from applications.services import enclosure_files, enclosure_photos
from applications.services.enclosure_room import Occasion, check_room, claim, log
from applications.services.file_check import CheckedFile, FileRefused, check_file, clean_name
from applications.services.scanner import Scanner
from applications.workflow.permissions import require_writer

# What a request may take; files whose turn comes later are asked for again.
_SECONDS_FOR_CHECKS: Final = 25
_CHECKS_AT_ONCE: Final = 2


class PromiseNotAllowed(Exception):
    """In this round all documents must come with the application."""


@dataclass(frozen=True)
class Refusal:
    """A file that was not kept, with the reason."""

    name: str
    reason: FileRefused


def listed(attachments: "QuerySet[Attachment]") -> "QuerySet[Attachment]":
    """Return documents in order, with the count of photos and some of the pages.

    These are the first one, whose picture is shown, and the photos that are hard to read.
    """
    noted = Q(number=1) | Q(is_dark=True) | Q(is_blurred=True)
    pages = AttachmentPage.objects.filter(noted).order_by("number")
    return (
        attachments.order_by("pk")
        .annotate(photo_count=Count("photos"))
        .prefetch_related(Prefetch("page_images", pages, to_attr="noted_pages"))
    )


def receive_files(
    *,
    application: Application,
    kind: AttachmentKind,
    uploads: "Sequence[File[bytes]]",
    actor: User,
    at: datetime,
    request: InformationRequest | None = None,
    is_later: bool = False,
) -> list[Refusal]:
    """Keep every good file and return the others. Raises ``NotADraft`` and ``NotAWriter``.

    Several photos that come together become one document; every PDF is one by itself.
    ``request`` is the open request that asks for the document; ``is_later`` says that a sent
    application gets what was promised (``late_enclosures``).
    """
    require_writer(actor, application)
    occasion = Occasion(application, kind, actor, at, request=request, is_later=is_later)
    checked, refusals = check_files(uploads)
    checked, known = enclosure_photos.without_known(occasion, checked)
    refusals += [Refusal(file.name, FileRefused("duplicate")) for file in known]
    photos = [file for file in checked if file.is_photo]
    documents = [[file] for file in checked if not file.is_photo]
    if photos:
        documents.append(photos[: enclosure_photos.MAXIMUM_PHOTOS])
    for document in documents:
        try:
            _keep_document(occasion, document)
        except FileRefused as reason:
            refusals += [Refusal(file.name, reason) for file in document]
    for photo in photos[enclosure_photos.MAXIMUM_PHOTOS :]:
        refusals.append(Refusal(photo.name, enclosure_photos.too_many_photos()))
    return refusals


def check_files(uploads: "Sequence[File[bytes]]") -> tuple[list[CheckedFile], list[Refusal]]:
    """Judge files two at a time and return the good ones in order, and the others."""
    scanner, ends_at = Scanner(), time.monotonic() + _SECONDS_FOR_CHECKS

    def check(upload: "File[bytes]") -> CheckedFile | Refusal:
        try:
            if time.monotonic() > ends_at:
                raise FileRefused("try_again")
            return check_file(upload, scanner=scanner)
        except FileRefused as reason:
            return Refusal(clean_name(upload.name or ""), reason)

    with ThreadPoolExecutor(_CHECKS_AT_ONCE) as helpers:
        results = list(helpers.map(check, uploads))
    return (
        [result for result in results if isinstance(result, CheckedFile)],
        [result for result in results if isinstance(result, Refusal)],
    )


def add_attachment(
    *,
    application: Application,
    kind: AttachmentKind,
    upload: "File[bytes]",
    actor: User,
    at: datetime,
    request: InformationRequest | None = None,
    check: "Callable[[File[bytes]], CheckedFile]" = check_file,
) -> Attachment:
    """Check and keep one file, as it came.

    A promise for this kind is fulfilled by the file. Raises ``FileRefused``, ``NotADraft`` and
    ``NotAWriter``.
    """
    require_writer(actor, application)
    occasion = Occasion(application, kind, actor, at, request=request)
    return _keep_document(occasion, [check(upload)])


@transaction.atomic
def remove_attachment(*, attachment: Attachment, actor: User, at: datetime) -> None:
    """Delete a file that was not sent yet; the bytes go once the row is gone.

    Raises ``NotADraft`` and ``NotAWriter``.
    """
    occasion = Occasion.of(attachment, actor=actor, at=at)
    claim(occasion)
    files = enclosure_files.files_of([attachment])
    log("attachment.removed", attachment, occasion)
    attachment.delete()
    enclosure_files.delete_after_commit(files)


@transaction.atomic
def promise_enclosure(
    *,
    application: Application,
    kind: AttachmentKind,
    until: date,
    reason: str,
    actor: User,
    at: datetime,
) -> None:
    """Note that a document follows until a day. Raises ``PromiseNotAllowed``, ``NotADraft``."""
    if not application.round.allows_promised_enclosures:
        raise PromiseNotAllowed(application.round_id)
    claim(Occasion(application, kind, actor, at))
    PromisedEnclosure.objects.update_or_create(
        application=application, kind=kind, defaults={"until": until, "reason": reason}
    )


@transaction.atomic
def withdraw_promise(
    *, application: Application, kind: AttachmentKind, actor: User, at: datetime
) -> None:
    """Take a promise back. Raises ``NotADraft``."""
    claim(Occasion(application, kind, actor, at))
    application.promised_enclosures.filter(kind=kind).delete()


@transaction.atomic
def visit_enclosures(*, application: Application, actor: User, at: datetime) -> None:
    """Note that the section was gone through, also when nothing was added."""
    claim(Occasion(application, AttachmentKind.OTHER, actor, at))


def _keep_document(occasion: Occasion, files: Sequence[CheckedFile]) -> Attachment:
    """Store the files first, since that is slow, then the rows; without rows the files go."""
    with ExitStack() as stored:
        attachment = Attachment(
            application=occasion.application,
            kind=occasion.kind,
            request=occasion.request,
            uploaded_at=occasion.at,
            uploaded_by=occasion.actor,
        )
        images = [image for file in files for image in file.page_images]
        photos: list[AttachmentPhoto] = []
        if len(files) == 1:
            _describe(attachment, files[0])
            enclosure_files.store_file(attachment, files[0], stored=stored)
        else:
            images = enclosure_photos.numbered(images)
            enclosure_photos.bind(attachment, [file.readable for file in files], stored=stored)
            attachment.scan = enclosure_photos.scan_of(file.scan for file in files)
            photos = [
                enclosure_files.store_photo(attachment, file, position=position, stored=stored)
                for position, file in enumerate(files, start=1)
            ]
        pages = enclosure_files.store_pages(attachment, images, stored=stored)
        _insert(occasion, attachment, files, photos=photos, pages=pages)
        stored.pop_all()
    return attachment


def _describe(attachment: Attachment, checked: CheckedFile) -> None:
    attachment.name = checked.name
    attachment.media_type = checked.media_type
    attachment.size = len(checked.content)
    attachment.pages = checked.pages
    attachment.sha256 = checked.sha256
    attachment.is_dark = checked.is_dark
    attachment.is_blurred = checked.is_blurred
    attachment.scan = checked.scan


@transaction.atomic
def _insert(
    occasion: Occasion,
    attachment: Attachment,
    files: Sequence[CheckedFile],
    *,
    photos: Iterable[AttachmentPhoto],
    pages: Iterable[AttachmentPage],
) -> None:
    claim(occasion)
    # Behind the write lock, because two people may add files at the same moment.
    check_room(occasion, files, new_documents=1)
    attachment.save(force_insert=True)
    AttachmentPhoto.objects.bulk_create(photos)
    AttachmentPage.objects.bulk_create(pages)
    if occasion.request is None:
        occasion.application.promised_enclosures.filter(kind=occasion.kind).delete()
    log("attachment.handed_in" if occasion.is_later else "attachment.added", attachment, occasion)
