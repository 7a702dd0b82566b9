"""The internal records by kind: each is one frozen JSON document, described by one schema.

It is stored with the order, embedded in the PDF as ``vermerk.json`` and described by
``docs/record.schema.json``, which is drawn from these classes.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from applications.rules.award_note import AwardNote
from applications.rules.documents import DocumentKind
from applications.rules.file_cover import FileCover
from applications.rules.record_parts import FrozenRecord, NotARecord
from applications.rules.review_note import ReviewNote
from applications.rules.schema import Drawing, published

NAME: Final = "urn:wir-foerderung:record:1"
RECORDS: Final[Mapping[DocumentKind, type[FrozenRecord]]] = {
    DocumentKind.REVIEW_NOTE: ReviewNote,
    DocumentKind.FILE_COVER: FileCover,
    DocumentKind.AWARD_NOTE: AwardNote,
}
# Nothing that is printed on every record may be left to a default.
_ALWAYS_THERE: Final = ("kind", "schema_version", "edition")


def read_record(text: str) -> FrozenRecord:
    """Read a frozen record of any kind. Raises ``NotARecord`` or ``tree.NotAFact``."""
    kind = json.loads(text).get("kind")
    if kind not in list(RECORDS):
        raise NotARecord("kind")
    return RECORDS[DocumentKind(kind)].from_json(text)


def record_schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12): one of the records."""
    drawing = Drawing(
        text={"type": "string"},
        special={
            "schema_version": {"const": 1},
            "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        },
    )
    for kind, record in RECORDS.items():
        drawn = drawing.object(record)
        drawn["properties"]["kind"] = {"const": kind.value}
        drawn["required"] = sorted({*drawn["required"], *_ALWAYS_THERE})
        drawing.definitions[record.__name__] = drawn
    root = {"oneOf": [{"$ref": f"#/$defs/{record.__name__}"} for record in RECORDS.values()]}
    return published(drawing, root, name=NAME, title="Internal record")


RECORD_SCHEMA: Final = record_schema()
