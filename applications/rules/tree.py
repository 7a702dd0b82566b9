"""Between JSON and frozen dataclasses: one reader and one writer for the whole document."""

from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from applications.rules.periods import Month

Node = TypeVar("Node")


class NotAFact(ValueError):
    """A value of the document has no meaning at its place; the argument is its path."""


def read(kind: type[Node], source: Mapping[str, Any], path: str = "") -> Node:
    """Build a dataclass from a JSON object. Absent keys are missing answers.

    Raises `NotAFact` with the path of the first value that does not fit its type.
    """
    if not isinstance(source, Mapping):
        raise NotAFact(path or "$")
    known = type_hints(kind)
    for name in source:
        if name not in known:
            raise NotAFact(f"{path}{name}")
    values = {
        name: _read_value(known[name], value, f"{path}{name}") for name, value in source.items()
    }
    try:
        return kind(**values)
    except TypeError as error:  # a value without default is absent
        raise NotAFact(path or "$") from error


def write(node: Any) -> Any:
    """Turn a dataclass tree into JSON values; the inverse of `read`."""
    if _is_node(type(node)):
        return {item.name: write(getattr(node, item.name)) for item in fields(node)}
    if isinstance(node, tuple | list):
        return [write(item) for item in node]
    if isinstance(node, Mapping):
        return {str(key): write(value) for key, value in node.items()}
    if isinstance(node, Enum):
        return node.value
    if isinstance(node, datetime):
        return node.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(node, date | Month):
        return str(node)
    if isinstance(node, Decimal):
        return format(node, "f")
    return node


def type_hints(kind: Any) -> dict[str, Any]:
    """Return the resolved types of a dataclass by field name."""
    return _hints(kind)


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)


def without_none(hint: Any) -> Any:
    """Return the type of an answer that is there: `str` for `str | None`."""
    if isinstance(hint, UnionType):
        return next(kind for kind in get_args(hint) if kind is not type(None))
    return hint


def _read_value(hint: Any, value: Any, path: str) -> Any:
    if value is None:
        if type(None) in get_args(hint):
            return None
        raise NotAFact(path)
    kind: Any = without_none(hint)
    if get_origin(kind) is tuple:
        if not isinstance(value, list | tuple):
            raise NotAFact(path)
        item = get_args(kind)[0]
        return tuple(_read_value(item, entry, f"{path}.{n}") for n, entry in enumerate(value))
    if _is_node(kind):
        return read(kind, value, f"{path}.")
    if get_origin(kind) is Mapping:
        return _read_mapping(kind, value, path)
    try:
        return _read_scalar(kind, value)
    except (ValueError, TypeError, InvalidOperation) as error:
        raise NotAFact(path) from error


def _read_mapping(kind: Any, value: Any, path: str) -> dict[Any, Any]:
    """Read the entries of an object; those of ``Mapping[str, Any]`` stay as they are."""
    key_kind, item = get_args(kind)
    if not isinstance(value, Mapping):
        raise NotAFact(path)
    if item is Any:
        return dict(value)
    return {
        _read_value(key_kind, key, f"{path}.{key}"): _read_value(item, entry, f"{path}.{key}")
        for key, entry in value.items()
    }


def _is_node(kind: type[Any]) -> bool:
    return is_dataclass(kind) and kind is not Month


def _read_scalar(kind: Any, value: Any) -> Any:
    if kind in (bool, int, str):
        if type(value) is not kind:
            raise TypeError(value)
        return value
    if not isinstance(value, str):
        raise TypeError(value)
    if kind is Decimal:
        return _finite(Decimal(value))
    if kind is datetime:
        return _aware(datetime.fromisoformat(value))
    if kind is date:
        return date.fromisoformat(value)
    return Month.parse(value) if kind is Month else kind(value)


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise ValueError(number)
    return number


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(instant)
    return instant.astimezone(UTC)
