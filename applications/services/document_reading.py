"""Reads the data inside a document that somebody brings, and compares both with the records."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from applications.models import Document, SubmissionSnapshot
from applications.rules.documents import APPLICATION_DATA
from applications.rules.schema import APPLICATION_SCHEMA
from applications.services import file_process
from applications.services.file_check import MAXIMUM_BYTES
from applications.services.file_process import FileRefused

# Each kind of data inside a document has its published schema.
SCHEMAS: Final[Mapping[str, Mapping[str, Any]]] = {APPLICATION_DATA: APPLICATION_SCHEMA}


class Verdict(StrEnum):
    """What the records say about a document."""

    SAME = "same"
    FILE_DIFFERS = "file_differs"
    DATA_DIFFER = "data_differ"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The verdict with the frozen application it was compared with, and where they differ."""

    verdict: Verdict
    snapshot: SubmissionSnapshot | None = None
    document: Document | None = None
    places: tuple[str, ...] = ()


class NotReadable(Exception):
    """There is nothing to compare; ``code`` says why, ``detail`` where."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code, self.detail = code, detail


def read_data(content: bytes) -> dict[str, Any]:
    """Return the data inside a PDF, valid by their schema. Raises ``NotReadable``.

    The PDF is opened by a limited process: a hostile one harms nobody.
    """
    if len(content) > MAXIMUM_BYTES:
        raise NotReadable("too_large")
    try:
        name, packed = file_process.read_data(content)
        data: dict[str, Any] = json.loads(packed.decode())
        problem = best_match(Draft202012Validator(SCHEMAS[name]).iter_errors(data))
    except FileRefused as refusal:
        raise NotReadable(refusal.code) from None
    except (ValueError, RecursionError):
        raise NotReadable("no_json") from None
    if problem is not None:
        raise NotReadable("not_valid", problem.json_path)
    return data


def compare(content: bytes, data: Mapping[str, Any]) -> Comparison:
    """Look for the document in the records: first its file, then its data, then its number."""
    made = Document.objects.filter(sha256=hashlib.sha256(content).hexdigest())
    document = made.select_related("application", "snapshot").first()
    if document is not None:
        return _compared(document.snapshot, data, document=document)
    unknown = Comparison(verdict=Verdict.UNKNOWN)
    number = data.get("reference_number") or ""
    if not number.isprintable():
        return unknown
    versions = SubmissionSnapshot.objects.filter(application__reference_number=number)
    compared = [
        _compared(snapshot, data)
        for snapshot in versions.select_related("application").order_by("-version")
    ]
    # The version that the document comes closest to is the one it was made from.
    return min(compared, key=lambda one: len(one.places), default=unknown)


def _compared(
    snapshot: SubmissionSnapshot, data: Mapping[str, Any], *, document: Document | None = None
) -> Comparison:
    places = tuple(_places(snapshot.document, data))
    same = Verdict.SAME if document else Verdict.FILE_DIFFERS
    return Comparison(
        verdict=Verdict.DATA_DIFFER if places else same,
        snapshot=snapshot,
        document=document,
        places=places,
    )


def _places(stored: Any, read: Any, path: str = "$") -> Iterator[str]:
    """Yield the paths at which two JSON values differ, as deep inside as possible."""
    if isinstance(stored, Mapping) and isinstance(read, Mapping):
        for key in sorted(stored.keys() | read.keys()):
            yield from _places(stored.get(key), read.get(key), f"{path}.{key}")
    elif isinstance(stored, list) and isinstance(read, list) and len(stored) == len(read):
        for number, pair in enumerate(zip(stored, read, strict=True)):
            yield from _places(*pair, f"{path}[{number}]")
    elif stored != read:
        yield path
