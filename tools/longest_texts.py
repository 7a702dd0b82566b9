"""Fills an application with the longest texts that its forms accept, in every field."""

import copy
from collections.abc import Callable, Iterator
from typing import Any, Final

Write = Callable[[int], str]
_WORDS: Final = "Grundstücksverkehrsgenehmigungszuständigkeit & „Żółć“ <b> 100 % "


def words(length: int) -> str:
    """Return words of usual length, with the characters that HTML has to escape."""
    return (_WORDS * (length // len(_WORDS) + 1))[: length - 1] + "x"


def endless(length: int) -> str:
    """Return one word without any place to break."""
    return "W" * length


def fullest(document: dict[str, Any], write: Write) -> dict[str, Any]:
    """Return a copy of a document whose texts and lists are as long as the forms allow."""
    full = copy.deepcopy(document)
    for section, name, value in _texts(write):
        full["answers"][section][name] = value
    return full


def _texts(write: Write) -> Iterator[tuple[str, str, Any]]:
    from applications.forms.costs import ITEMS  # noqa: PLC0415 - app ready
    from applications.forms.fields import TextField  # noqa: PLC0415 - app ready
    from applications.views.section_pages import PAGES  # noqa: PLC0415 - app ready

    lists = [ITEMS]
    for page in PAGES:
        lists += page.form.lists
        for name, field in page.form.base_fields.items():
            if isinstance(field, TextField) and name != "postcode":
                yield page.section, name, write(field.max_length)
    for entries in lists:
        section, _dot, name = entries.path.partition(".")
        yield section, name, [_entry(entries, write) for _number in range(entries.maximum)]


def _entry(entries: Any, write: Write) -> Any:
    """Return an entry of a list: its texts as long as possible, the first choice, one euro."""
    values = {part: _value(make(), part, write) for part, make in entries.parts.items()}
    return values.get("", values)


def _value(field: Any, part: str, write: Write) -> Any:
    if choices := [value for value, _label in getattr(field, "choices", ()) if value]:
        return choices[0]
    if part == "month":
        return "2020-06"
    return "1.00" if part.endswith("_eur") else write(field.max_length)
