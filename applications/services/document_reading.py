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
from applications.rules.documents import APPLICATION_DATA, LETTER_DATA, RECORD_DATA
from applications.rules.letter_schema import LETTER_SCHEMA
from applications.rules.records import RECORD_SCHEMA
from applications.rules.schema import APPLICATION_SCHEMA
from applications.services import file_process
from applications.services.file_check import MAXIMUM_BYTES
from applications.services.file_process import FileRefused

# Each kind of data inside a document has its published schema.
SCHEMAS: Final[Mapping[str, Mapping[str, Any]]] = {
    APPLICATION_DATA: APPLICATION_SCHEMA,
    LETTER_DATA: LETTER_SCHEMA,
    RECORD_DATA: RECORD_SCHEMA,
}


class Verdict(StrEnum):
    """What the records say about a document."""

    SAME = "same"
    FILE_DIFFERS = "file_differs"
    DATA_DIFFER = "data_differ"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Stored:
    """What the records hold of a document: the number of its case, its edition, its data."""

    reference_number: str
    edition: int
    payload: str


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The verdict with what it was compared with, and where they differ."""

    verdict: Verdict
    stored: Stored | None = None
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
    document = made.select_related("application", "snapshot", "award_list").first()
    if document is not None:
        return _compared(_of_document(document), data, document=document)
    # Records say the number where they say which case they are about.
    number = data.get("reference_number") or data.get("case", {}).get("reference_number") or ""
    known = _candidates(number, data.get("kind")) if number.isprintable() else []
    compared = [_compared(stored, data) for stored in known]
    # The edition that the document comes closest to is the one it was made from.
    unknown = Comparison(verdict=Verdict.UNKNOWN)
    return min(compared, key=lambda one: len(one.places), default=unknown)


def _candidates(number: str, kind: str | None) -> list[Stored]:
    """Return what the data may come from: versions of the application, or letters of a kind."""
    if kind is None:
        versions = SubmissionSnapshot.objects.filter(application__reference_number=number)
        return [
            Stored(reference_number=number, edition=row.version, payload=row.payload)
            for row in versions.order_by("-version")
        ]
    letters = Document.objects.filter(application__reference_number=number, kind=kind)
    return [_of_document(row) for row in letters.select_related("application").order_by("-number")]


def _of_document(document: Document) -> Stored:
    return Stored(
        reference_number=str(document.application or document.award_list),
        edition=document.number,
        payload=document.frozen,
    )


def _compared(
    stored: Stored, data: Mapping[str, Any], *, document: Document | None = None
) -> Comparison:
    """Say what is different; a file that is not on record differs from the one that is."""
    places = tuple(_places(json.loads(stored.payload), data))
    same = Verdict.SAME if document else Verdict.FILE_DIFFERS
    return Comparison(
        verdict=Verdict.DATA_DIFFER if places else same,
        stored=stored,
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
