"""The JSON Schema of the application document, drawn from the facts themselves."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, get_args, get_origin

from applications.rules.facts import Facts
from applications.rules.periods import Month
from applications.rules.tree import type_hints, without_none

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
NAME: Final = "urn:wir-foerderung:application:1"

_DAY = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_TIME = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_SCALARS: Final[Mapping[type, Mapping[str, Any]]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0, "maximum": 2**31 - 1},
    str: {"type": "string", "minLength": 1},
    date: {"type": "string", "pattern": f"^{_DAY}$"},
    datetime: {"type": "string", "pattern": rf"^{_DAY}T{_TIME}(\.[0-9]{{1,6}})?Z$"},
    Month: {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"},
}
_EUROS: Final = {"type": "string", "pattern": r"^[0-9]{1,10}\.[0-9]{2}$"}
_HOURS: Final = {"type": "string", "pattern": r"^[0-9]{1,3}\.[0-9]{1,2}$"}
_SPECIAL: Final[Mapping[str, Mapping[str, Any]]] = {
    "schema_version": {"const": 1},
    "months": {"type": "integer", "minimum": 0, "maximum": 24},
    "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}
# Answers may be left out like any missing answer; the frame may not.
_ALWAYS_THERE: Final = frozenset({"schema_version", "round", "answers", "declarations"})


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """Draws JSON Schema from dataclasses; ``text`` is that of a text, ``special`` goes by name."""

    text: Mapping[str, Any] = field(default_factory=lambda: _SCALARS[str])
    special: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: _SPECIAL)
    definitions: dict[str, Any] = field(default_factory=dict)

    def object(self, kind: Any) -> dict[str, Any]:
        """Return the schema of a dataclass; those below it go into the definitions."""
        hints = type_hints(kind)
        parts = fields(kind)
        schema: dict[str, Any] = {
            "type": "object",
            "properties": {part.name: self._value(part, hints[part.name]) for part in parts},
            "additionalProperties": False,
        }
        required = [part.name for part in parts if _has_no_default(part)]
        return {**schema, "required": required} if required else schema

    def _value(self, part: Field[Any], hint: Any) -> dict[str, Any]:
        schema = dict(self.special.get(part.name) or self._kind(part.name, without_none(hint)))
        return _nullable(schema) if type(None) in get_args(hint) else schema

    def _kind(self, name: str, kind: Any) -> Mapping[str, Any]:
        if get_origin(kind) is tuple:
            return {"type": "array", "items": self._kind(name, get_args(kind)[0])}
        if get_origin(kind) is Mapping:
            keys, item = get_args(kind)
            entries = {key.value: self._kind(name, item) for key in keys}
            return {"type": "object", "properties": entries, "additionalProperties": False}
        if kind is Decimal:
            return _EUROS if name.endswith("_eur") else _HOURS
        if kind in _SCALARS:
            return self.text if kind is str else _SCALARS[kind]
        if is_dataclass(kind):
            title = getattr(kind, "__name__", name)
            self.definitions.setdefault(title, self.object(kind))
            return {"$ref": f"#/$defs/{title}"}
        members: type[StrEnum] = kind
        return {"enum": [member.value for member in members]}


def published(
    drawing: Drawing, root: Mapping[str, Any], *, name: str, title: str
) -> dict[str, Any]:
    """Return a whole schema (draft 2020-12) from its root and what was drawn below it."""
    return {
        "$schema": DIALECT,
        "$id": name,
        "title": title,
        **root,
        "$defs": dict(sorted(drawing.definitions.items())),
    }


def application_schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12). Every answer may be null or absent, none unknown."""
    drawing = Drawing()
    root = {**drawing.object(Facts), "required": sorted(_ALWAYS_THERE)}
    return published(drawing, root, name=NAME, title="Application document")


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    if "enum" in schema:
        return {"enum": [*schema["enum"], None]}
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


def _has_no_default(part: Field[Any]) -> bool:
    return part.default is MISSING and part.default_factory is MISSING


APPLICATION_SCHEMA: Final = application_schema()
