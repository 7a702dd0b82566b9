"""Several photos that are one document: put together, put in order, add and remove.

The photos are the received bytes and stay as they came. The PDF is ours: whenever the photos or
their order change it is made again, out of the pictures of the pages.
"""

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from applications.models import Attachment, AttachmentPage, AttachmentPhoto, User
from applications.models.codes import address_code
from applications.rules.choices import AttachmentKind, ScanState
from applications.services import enclosure_files, file_process
from applications.services.enclosure_room import Occasion, check_room, claim, known_files, log
from applications.services.file_check import PDF, CheckedFile, FileRefused, check_file
from applications.services.file_parser_image import PageImage
from applications.texts import label
from applications.workflow.permissions import require_writer

MAXIMUM_PHOTOS: Final = 12


class PhotosChanged(Exception):
    """Somebody else changed the photos of this document meanwhile."""


class NotPhotos(Exception):
    """The document came as a PDF; there are no photos to put in order."""


class LastPhoto(Exception):
    """Without this photo nothing is left; the document itself has to be removed."""


@dataclass(frozen=True)
class Leaf:
    """One photo of a document with the picture of its page."""

    photo: AttachmentPhoto
    page: AttachmentPage


def too_many_photos() -> FileRefused:
    """Return why one more photo has no place in a document."""
    return FileRefused("too_many_photos", maximum=MAXIMUM_PHOTOS)


def without_known(
    occasion: Occasion, files: Iterable[CheckedFile]
) -> tuple[list[CheckedFile], list[CheckedFile]]:
    """Part the new files from those that are there already or came twice."""
    seen = set(known_files(occasion))
    new: list[CheckedFile] = []
    known: list[CheckedFile] = []
    for file in files:
        (known if file.sha256 in seen else new).append(file)
        seen.add(file.sha256)
    return new, known


def numbered(images: Iterable[PageImage]) -> list[PageImage]:
    """Number the pictures of several photos as the pages of one document."""
    return [replace(image, number=number) for number, image in enumerate(images, start=1)]


def scan_of(scans: Iterable[str]) -> ScanState:
    """Return what the scanner says about a document: the worst that it said of a photo."""
    found = set(scans)
    worst = (ScanState.FOUND, ScanState.UNCHECKED)
    return next((state for state in worst if state in found), ScanState.CLEAN)


def bind(attachment: Attachment, pictures: Sequence[bytes], *, stored: ExitStack) -> None:
    """Make the PDF of a document and describe it. Raises ``FileRefused``."""
    reading = file_process.bind_pictures(pictures)
    attachment.name = _("%(kind)s (Fotos).pdf") % {"kind": label(AttachmentKind(attachment.kind))}
    attachment.media_type = PDF
    attachment.size = len(reading.copy)
    attachment.pages = reading.pages
    attachment.sha256 = hashlib.sha256(reading.copy).hexdigest()
    attachment.is_dark = reading.is_dark
    attachment.is_blurred = reading.is_blurred
    enclosure_files.store_bound(attachment, reading.copy, stored=stored)


def is_made_of_photos(attachment: Attachment) -> bool:
    """Say whether photos can be added: it is one, or is made of some."""
    return attachment.media_type != PDF or attachment.photos.exists()


def leaves_of(attachment: Attachment) -> list[Leaf]:
    """Return the photos of a document in order; a single photo counts as its first.

    Raises ``NotPhotos``.
    """
    if not is_made_of_photos(attachment):
        raise NotPhotos(attachment.pk)
    photos = list(attachment.photos.order_by("position", "pk")) or [_as_photo(attachment)]
    pages = attachment.page_images.order_by("number")
    return [Leaf(photo, page) for photo, page in zip(photos, pages, strict=True)]


def add_photo(*, attachment: Attachment, upload: "File[bytes]", actor: User, at: datetime) -> None:
    """Put one more photo at the end.

    Raises ``FileRefused``, ``PhotosChanged``, ``NotPhotos``, ``NotADraft`` and ``NotAWriter``.
    """
    require_writer(actor, attachment.application)
    leaves = leaves_of(attachment)
    if len(leaves) >= MAXIMUM_PHOTOS:
        raise too_many_photos()
    checked = check_file(upload)
    if not checked.is_photo:
        raise FileRefused("not_a_photo")
    occasion = Occasion.of(attachment, actor=actor, at=at)
    position = len(leaves) + 1
    with ExitStack() as stored:
        photo = enclosure_files.store_photo(attachment, checked, position=position, stored=stored)
        image = replace(checked.page_images[0], number=position)
        (page,) = enclosure_files.store_pages(attachment, [image], stored=stored)
        _rebuild(
            attachment,
            [*leaves, Leaf(photo, page)],
            occasion=occasion,
            new=[checked],
            stored=stored,
        )
        stored.pop_all()


def move_photo(
    *, attachment: Attachment, photo_code: str, by: int, actor: User, at: datetime
) -> None:
    """Move a photo up (-1) or down (1); at the ends nothing happens.

    Raises ``AttachmentPhoto.DoesNotExist`` and what ``add_photo`` raises.
    """
    require_writer(actor, attachment.application)
    leaves = leaves_of(attachment)
    place = _place(leaves, photo_code)
    target = place + by
    if not 0 <= target < len(leaves):
        return
    leaves[place], leaves[target] = leaves[target], leaves[place]
    with ExitStack() as stored:
        _rebuild(
            attachment, leaves, occasion=Occasion.of(attachment, actor=actor, at=at), stored=stored
        )
        stored.pop_all()


def remove_photo(*, attachment: Attachment, photo_code: str, actor: User, at: datetime) -> None:
    """Take a photo out of a document. Raises ``LastPhoto`` and what ``move_photo`` raises."""
    require_writer(actor, attachment.application)
    leaves = leaves_of(attachment)
    gone = leaves.pop(_place(leaves, photo_code))
    if not leaves:
        raise LastPhoto(attachment.pk)
    with ExitStack() as stored:
        _rebuild(
            attachment,
            leaves,
            occasion=Occasion.of(attachment, actor=actor, at=at),
            gone=gone,
            stored=stored,
        )
        stored.pop_all()


def _place(leaves: Sequence[Leaf], photo_code: str) -> int:
    for place, leaf in enumerate(leaves):
        if leaf.photo.code == photo_code:
            return place
    raise AttachmentPhoto.DoesNotExist(photo_code)


def _as_photo(attachment: Attachment) -> AttachmentPhoto:
    """Return the row of a photo that was alone until now; its bytes stay where they are."""
    return AttachmentPhoto(
        code=attachment.code,
        attachment=attachment,
        position=1,
        name=attachment.name,
        media_type=attachment.media_type,
        size=attachment.size,
        sha256=attachment.sha256,
        file=attachment.file.name,
    )


def _rebuild(
    attachment: Attachment,
    leaves: Sequence[Leaf],
    *,
    occasion: Occasion,
    stored: ExitStack,
    new: Sequence[CheckedFile] = (),
    gone: Leaf | None = None,
) -> None:
    """Make the PDF again and write the rows, unless somebody was faster."""
    before = attachment.sha256
    old = {str(attachment.file.name), str(attachment.readable_file.name)}
    # A row of its own, so that the caller's tells what is stored, also when this fails.
    changed = Attachment.objects.select_related("application").get(pk=attachment.pk)
    changed.scan = scan_of([changed.scan, *(file.scan for file in new)])
    bind(changed, [_bytes_of(leaf.page) for leaf in leaves], stored=stored)
    if gone:
        files = (gone.photo.file, gone.page.image, gone.page.thumbnail)
        old |= {str(file.name) for file in files}
    _write(changed, leaves, before=before, occasion=occasion, new=new, gone=gone)
    # A photo that was alone until now keeps its bytes where they are.
    enclosure_files.delete_after_commit(old - {leaf.photo.file.name for leaf in leaves})


@transaction.atomic
def _write(
    attachment: Attachment,
    leaves: Sequence[Leaf],
    *,
    before: str,
    occasion: Occasion,
    new: Sequence[CheckedFile],
    gone: Leaf | None,
) -> None:
    claim(occasion)
    check_room(occasion, new, new_documents=0)
    if not Attachment.objects.filter(pk=attachment.pk, sha256=before).exists():
        raise PhotosChanged(attachment.pk)
    attachment.save()
    if gone:
        gone.photo.delete()
    # Two pages may not have one number, not even for a moment: all are written anew.
    attachment.page_images.all().delete()
    for number, leaf in enumerate(leaves, start=1):
        leaf.photo.position = leaf.page.number = number
        leaf.photo.save()
        leaf.page.pk, leaf.page.code = None, address_code()
    AttachmentPage.objects.bulk_create(leaf.page for leaf in leaves)
    log("attachment.changed", attachment, occasion)


def _bytes_of(page: AttachmentPage) -> bytes:
    with page.image.open() as file:
        content: bytes = file.read()
        return content
