"""Decides whether an uploaded file may be kept: name, size, and what is really inside."""

import hashlib
import json
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.core.files.base import File

from applications.services import file_parser

MAXIMUM_BYTES: Final = 10 * 1024 * 1024
MAXIMUM_PAGES: Final = 200
MAXIMUM_NAME_LENGTH: Final = 120
MEDIA_TYPE_OF_EXTENSION: Final = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
}
_WALL_SECONDS: Final = 20
# Letters, marks, numbers, punctuation, symbols and blanks; no controls, no direction marks.
_KEPT_CATEGORIES: Final = "LMNPSZ"


class FileRefused(Exception):
    """A file cannot be kept; ``code`` says why and ``values`` what to tell."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, kw_only=True)
class CheckedFile:
    """A file whose name and content agree."""

    name: str
    content: bytes
    media_type: str
    pages: int

    @property
    def sha256(self) -> str:
        """Return the fingerprint of the bytes as they came."""
        return hashlib.sha256(self.content).hexdigest()


def check_file(upload: "File[bytes]") -> CheckedFile:
    """Return what is inside a file. Raises ``FileRefused``.

    The type that the browser claims is ignored: the extension and the parsed content decide.
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
    verdict = _parse_in_child(content)
    if verdict.get("media_type", expected) != expected:
        raise FileRefused("unreadable_kind")
    pages = int(verdict["pages"])
    if pages > MAXIMUM_PAGES:
        raise FileRefused("too_many_pages", pages=pages)
    return CheckedFile(name=name, content=content, media_type=expected, pages=pages)


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


def harmless_copy(content: bytes) -> bytes:
    """Return a copy of a kept file for the desks of the staff. Raises ``FileRefused``.

    Programs, actions, foreign links and hidden files are gone from a PDF; of a picture only
    the pixels are left.
    """
    return _in_child("disarm", content)


def _parse_in_child(content: bytes) -> file_parser.Verdict:
    try:
        verdict: file_parser.Verdict = json.loads(_in_child("judge", content))
    except ValueError:
        raise FileRefused("damaged") from None
    if "refused" in verdict:
        raise FileRefused(str(verdict["refused"]))
    return verdict


def _in_child(task: str, content: bytes) -> bytes:
    """Let a limited process read the file; a parser that dies has judged it unsafe."""
    program = [sys.executable, "-I", str(Path(file_parser.__file__)), task]
    try:
        child = subprocess.run(  # noqa: S603 - our own program; the file is only its input
            program, input=content, capture_output=True, timeout=_WALL_SECONDS, check=True, env={}
        )
    except subprocess.SubprocessError:
        raise FileRefused("damaged") from None
    return child.stdout
