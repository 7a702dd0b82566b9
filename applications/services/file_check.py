"""Decides whether an uploaded file may be kept: name, size, and what is really inside."""

import hashlib
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.core.files.base import File

from applications.rules.choices import ScanState
from applications.services import file_process
from applications.services.file_parser_image import PageImage
from applications.services.file_parser_pdf import MAXIMUM_PAGES as MAXIMUM_PAGES
from applications.services.file_process import FileRefused as FileRefused
from applications.services.scanner import Scanner

MAXIMUM_BYTES: Final = 10 * 1024 * 1024
MAXIMUM_NAME_LENGTH: Final = 120
MEDIA_TYPE_OF_EXTENSION: Final = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "heic": "image/heic",
    "heif": "image/heic",
}
PDF: Final = "application/pdf"
# Letters, marks, numbers, punctuation, symbols and blanks; no controls, no direction marks.
_KEPT_CATEGORIES: Final = "LMNPSZ"


@dataclass(frozen=True, kw_only=True)
class CheckedFile:
    """A file whose name and content agree, with the harmless copy that people open."""

    name: str
    content: bytes
    media_type: str
    pages: int
    readable: bytes
    page_images: tuple[PageImage, ...] = ()
    is_dark: bool = False
    is_blurred: bool = False
    scan: ScanState = ScanState.UNCHECKED

    @cached_property
    def sha256(self) -> str:
        """Return the fingerprint of the bytes as they came."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def is_photo(self) -> bool:
        """Say whether it is a picture and not a PDF."""
        return self.media_type != PDF


def check_file(upload: "File[bytes]", *, scanner: Scanner | None = None) -> CheckedFile:
    """Return what is inside a file. Raises ``FileRefused``.

    The type that the browser claims is ignored: the extension and the parsed content decide.
    Several files of one request share a scanner, so that one that hangs is waited for once.
    """
    size = upload.size
    if not size:
        raise FileRefused("empty")
    if size > MAXIMUM_BYTES:
        raise FileRefused("too_large", size=size)
    name = clean_name(upload.name or "")
    expected = MEDIA_TYPE_OF_EXTENSION.get(_extension(name))
    if expected is None:
        raise FileRefused("unreadable_kind")
    upload.seek(0)
    content = upload.read()
    reading = file_process.read_file(content)
    if reading.media_type != expected:
        raise FileRefused("unreadable_kind")
    scan = (scanner or Scanner()).scan(content)
    if scan == ScanState.FOUND:
        raise FileRefused("damaged")
    return CheckedFile(
        name=name,
        content=content,
        media_type=expected,
        pages=reading.pages,
        readable=reading.copy,
        page_images=tuple(reading.page_images),
        is_dark=reading.is_dark,
        is_blurred=reading.is_blurred,
        scan=scan,
    )


def copy_type(media_type: str) -> str:
    """Return the format of the harmless copy: pictures become JPEG."""
    return PDF if media_type == PDF else "image/jpeg"


def copy_name(name: str, media_type: str) -> str:
    """Return the name of the harmless copy, whose extension tells its format."""
    if media_type in {PDF, "image/jpeg"}:
        return name
    return f"{name.rpartition('.')[0] or name}.jpg"


def clean_name(name: str) -> str:
    """Return a file name that shows what it is: no path, no hidden or turning characters."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = (sign if unicodedata.category(sign)[0] in _KEPT_CATEGORIES else "" for sign in name)
    name = " ".join("".join(kept).split())
    stem, dot, extension = name.rpartition(".")
    if not dot:
        return name[:MAXIMUM_NAME_LENGTH]
    room = MAXIMUM_NAME_LENGTH - len(extension) - 1
    return f"{stem[: max(room, 1)]}.{extension}"[:MAXIMUM_NAME_LENGTH]


def _extension(name: str) -> str:
    return name.rpartition(".")[2].lower()
