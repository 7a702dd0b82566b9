"""The raw text of answers that cannot be read yet; it is kept and shown again."""

from typing import Any

from django.forms import BoundField


def raw_text(field: BoundField) -> Any:
    """Return what was typed, a list for fields of several inputs.

    PostgreSQL stores no zero characters, so they go.
    """
    raw = field.value()
    if isinstance(raw, list):
        return [_storable(part) for part in raw]
    return _storable(raw)


def _storable(raw: Any) -> str:
    return "" if raw is None else str(raw).replace("\0", "")
