"""The files of a document in the store: received bytes, the copy to read, pictures of pages."""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.fields.files import FieldFile

from applications.models import Attachment, AttachmentPage, AttachmentPhoto
from applications.services.file_check import CheckedFile
from applications.services.file_parser_image import PageImage


def store_file(attachment: Attachment, checked: CheckedFile, *, stored: ExitStack) -> None:
    """Store the received bytes and the copy to read; ``stored`` takes them back."""
    _store(attachment.file, checked.content, stored=stored)
    store_copy(attachment, checked.readable, stored=stored)


def store_copy(attachment: Attachment, copy: bytes, *, stored: ExitStack) -> None:
    """Store the copy that people open."""
    _store(attachment.readable_file, copy, stored=stored)
    attachment.readable_size = len(copy)


def store_bound(attachment: Attachment, pdf: bytes, *, stored: ExitStack) -> None:
    """Store a PDF that we made of photos; it is the copy to read, too."""
    _store(attachment.file, pdf, stored=stored)
    attachment.readable_file.name = attachment.file.name
    attachment.readable_size = len(pdf)


def store_photo(
    attachment: Attachment, checked: CheckedFile, *, position: int, stored: ExitStack
) -> AttachmentPhoto:
    """Store the received bytes of one photo of a document, and return the row to keep."""
    photo = AttachmentPhoto(
        attachment=attachment,
        position=position,
        name=checked.name,
        media_type=checked.media_type,
        size=len(checked.content),
        sha256=checked.sha256,
    )
    _store(photo.file, checked.content, stored=stored)
    return photo


def store_pages(
    attachment: Attachment, images: Iterable[PageImage], *, stored: ExitStack
) -> list[AttachmentPage]:
    """Store the pictures of pages, and return the rows to keep."""
    rows = []
    for image in images:
        row = AttachmentPage(
            attachment=attachment,
            number=image.number,
            width=image.width,
            height=image.height,
            is_dark=image.is_dark,
            is_blurred=image.is_blurred,
        )
        _store(row.image, image.image, name="page", stored=stored)
        _store(row.thumbnail, image.thumbnail, name="thumbnail", stored=stored)
        rows.append(row)
    return rows


def files_of(attachments: Sequence[Attachment]) -> list[str]:
    """Return the places of every file of these documents."""
    files = [file for row in attachments for file in (row.file, row.readable_file) if file]
    files += [photo.file for photo in AttachmentPhoto.objects.filter(attachment__in=attachments)]
    for page in AttachmentPage.objects.filter(attachment__in=attachments):
        files += [page.image, page.thumbnail]
    return [str(file.name) for file in files]


def delete_after_commit(places: Iterable[str]) -> None:
    """Delete files once the rows that named them are gone for good."""
    for place in places:
        transaction.on_commit(partial(default_storage.delete, place))


def _store(file: FieldFile, content: bytes, *, stored: ExitStack, name: str = "file") -> None:
    file.save(name, ContentFile(content), save=False)
    stored.callback(file.storage.delete, str(file.name))
