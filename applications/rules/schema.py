"""The JSON Schema of the application document, drawn from the facts themselves."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
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


def application_schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12). Every answer may be null or absent, none unknown."""
    definitions: dict[str, Any] = {}
    root = _object(Facts, definitions)
    root["required"] = sorted(_ALWAYS_THERE)
    return {
        "$schema": DIALECT,
        "$id": NAME,
        "title": "Application document",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def _object(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = type_hints(kind)
    parts = fields(kind)
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {part.name: _value(part, hints[part.name], definitions) for part in parts},
        "additionalProperties": False,
    }
    required = [part.name for part in parts if _has_no_default(part)]
    return {**schema, "required": required} if required else schema


def _value(part: Field[Any], hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    schema = dict(_SPECIAL.get(part.name) or _kind(part.name, without_none(hint), definitions))
    return _nullable(schema) if type(None) in get_args(hint) else schema


def _kind(name: str, kind: Any, definitions: dict[str, Any]) -> Mapping[str, Any]:
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _kind(name, get_args(kind)[0], definitions)}
    if kind is Decimal:
        return _EUROS if name.endswith("_eur") else _HOURS
    if kind in _SCALARS:
        return _SCALARS[kind]
    if is_dataclass(kind):
        title = getattr(kind, "__name__", name)
        definitions.setdefault(title, _object(kind, definitions))
        return {"$ref": f"#/$defs/{title}"}
    members: type[StrEnum] = kind
    return {"enum": [member.value for member in members]}


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    if "enum" in schema:
        return {"enum": [*schema["enum"], None]}
    return {**schema, "type": [schema["type"], "null"]}


def _has_no_default(part: Field[Any]) -> bool:
    return part.default is MISSING and part.default_factory is MISSING


APPLICATION_SCHEMA: Final = application_schema()
