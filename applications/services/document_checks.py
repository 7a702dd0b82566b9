"""Recomputes what is stored as proof: files of documents, frozen applications, data inside."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, Final, cast

from applications.models import Document, SubmissionSnapshot
from applications.rules.documents import DATA_NAMES
from applications.services.file_parser_image import Refused
from applications.services.file_parser_pdf import embedded_file
from applications.workflow.snapshots import sha256_of

# So many rows are in memory at a time.
ROWS: Final = 50


class Fault(StrEnum):
    """What is wrong with a piece of proof."""

    FILE_MISSING = "file_missing"
    FILE_CHANGED = "file_changed"
    SNAPSHOT_CHANGED = "snapshot_changed"
    DATA_MISSING = "data_missing"
    DATA_FOREIGN = "data_foreign"


@dataclass(frozen=True)
class Checked:
    """One piece of proof with its name for people, and its fault where it has one."""

    name: str
    fault: Fault | None


def check_snapshots() -> Iterator[Checked]:
    """Hash every frozen application again, one after the other."""
    rows = SubmissionSnapshot.objects.select_related("application").only(
        "version", "payload", "sha256", "application__reference_number"
    )
    for row in rows.order_by("pk").iterator(chunk_size=ROWS):
        is_same = sha256_of(row.payload) == row.sha256
        name = f"{row.application.reference_number} · {row.version}"
        yield Checked(name, None if is_same else Fault.SNAPSHOT_CHANGED)


def check_documents() -> Iterator[Checked]:
    """Hash the file of every document again, and compare the data inside with what was frozen.

    A file that is not the stored one is not opened: nobody knows what is inside.
    """
    made = Document.objects.filter(rendered_at__isnull=False)
    own = ("code", "file", "size", "sha256", "content")
    rows = made.select_related("application", "snapshot", "award_list").only(
        *own, "application__reference_number", "snapshot__payload", "award_list"
    )
    for row in rows.order_by("pk").iterator(chunk_size=ROWS):
        yield Checked(f"{row.application or row.award_list} · {row.code}", _fault_of(row))


def _fault_of(document: Document) -> Fault | None:
    try:
        if not _is_stored_file(document):
            return Fault.FILE_CHANGED
        with document.file.open("rb") as stored:
            _name, data = embedded_file(cast("BinaryIO", stored), DATA_NAMES)
    except OSError:
        return Fault.FILE_MISSING
    except Refused:
        return Fault.DATA_MISSING
    return None if data == document.frozen.encode() else Fault.DATA_FOREIGN


def _is_stored_file(document: Document) -> bool:
    """Say whether size and SHA-256 are those of the day it was made; piece by piece."""
    digest, size = hashlib.sha256(), 0
    with document.file.open("rb") as stored:
        for chunk in stored.chunks():
            digest.update(chunk)
            size += len(chunk)
    return (size, digest.hexdigest()) == (document.size, document.sha256)
