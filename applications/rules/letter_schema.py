"""The JSON Schema of a frozen letter, drawn from its classes."""

from typing import Any, Final

from applications.rules.documents import DECISION_LETTERS, DocumentKind
from applications.rules.legal_texts import TEXTS_OF
from applications.rules.letters import PART_OF, PARTS, Letter
from applications.rules.schema import Drawing, published

NAME: Final = "urn:wir-foerderung:letter:1"

# Nothing that is printed on every letter may be left to a default.
_ALWAYS_THERE: Final = ("schema_version", "edition", "is_rehearsal", "texts")
_COVER: Final = DocumentKind.COVER_SHEET
_DECISIONS: Final = [kind for kind in PART_OF if kind in DECISION_LETTERS]


def letter_schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12): each kind with its part and its legal texts."""
    drawing = Drawing(
        text={"type": "string"},
        special={
            "schema_version": {"const": 1},
            "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        },
    )
    root = drawing.object(Letter)
    root["properties"]["kind"] = {"enum": [*PART_OF, _COVER]}
    root["properties"]["about"] = {"enum": [*_DECISIONS, None]}
    root["required"] = sorted({*root["required"], *_ALWAYS_THERE})
    root["allOf"] = [*map(_letter, PART_OF), *map(_cover, _DECISIONS), _cover_is_about_something()]
    return published(drawing, root, name=NAME, title="Letter")


def _letter(kind: DocumentKind) -> dict[str, Any]:
    asked = {"about": {"type": "null"}, "texts": {"required": list(TEXTS_OF[kind])}}
    return _if({"kind": {"const": kind}}, {**_only(kind), **asked}, PART_OF[kind])


def _cover(kind: DocumentKind) -> dict[str, Any]:
    condition = {"kind": {"const": _COVER}, "about": {"const": kind}}
    return _if(condition, _only(kind), PART_OF[kind])


def _cover_is_about_something() -> dict[str, Any]:
    return _if({"kind": {"const": _COVER}}, {"about": {"enum": _DECISIONS}}, "about")


def _only(kind: DocumentKind) -> dict[str, Any]:
    """Return what makes sure that a letter has the part of its kind and no other."""
    return {part: {"type": "object" if part == PART_OF[kind] else "null"} for part in PARTS}


def _if(condition: dict[str, Any], then: dict[str, Any], required: str) -> dict[str, Any]:
    return {
        "if": {"properties": condition, "required": list(condition)},
        "then": {"properties": then, "required": [required]},
    }


LETTER_SCHEMA: Final = letter_schema()
