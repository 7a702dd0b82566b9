"""Lists inside a page of the form: numbered entries of plain fields, no script needed."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.html import format_html

from applications.forms.questions import ask

Text = str | Promise
# The key of the only part of an entry that is one plain text, such as a goal.
WHOLE = ""


@dataclass(frozen=True, kw_only=True)
class EntryList:
    """A list of a section at ``path`` of the document, its entries and its words.

    ``title`` and ``remove_label`` name an entry by ``%(number)s``; ``heading`` stands above the
    list unless the page already says it. ``shown`` entries stand there from the beginning.
    """

    path: str
    parts: Mapping[str, Callable[[], forms.Field]]
    title: Text
    add_label: Text
    remove_label: Text
    shown: int
    maximum: int
    heading: Text = ""
    hint: Text = ""
    is_optional: bool = False

    @property
    def name(self) -> str:
        """Return the column of the section."""
        return self.path.partition(".")[2]

    def key(self, number: int, part: str = WHOLE) -> str:
        """Return the name of a form field; numbers count from 0."""
        return "-".join(filter(None, (self.name, str(number), part)))

    def owns(self, name: str) -> bool:
        """Tell whether a form field belongs to this list."""
        return re.match(rf"{self.name}-[0-9]+(-|$)", name) is not None

    def length(self, data: Mapping[str, Any]) -> int:
        """Return how many entries were sent."""
        pattern = re.compile(rf"{self.name}-([0-9]{{1,3}})(?:-.*)?")
        numbers = [int(found[1]) for name in data if (found := pattern.fullmatch(name))]
        return min(max(numbers, default=-1) + 1, self.maximum)

    def fields(self, number: int) -> dict[str, forms.Field]:
        """Return the form fields of one entry; the number is part of every label."""
        title = str(self.title) % {"number": number + 1}
        fields = {}
        for part, make in self.parts.items():
            field = make()
            ask(field, f"{self.path}.{part}" if part else self.path)
            pattern = '<span class="kern-sr-only">{}: </span>{}'
            field.label = format_html(pattern, title, field.label) if part else title
            field.widget.attrs.setdefault("autocomplete", "off")
            fields[self.key(number, part)] = field
        return fields

    def spread(self, entries: Sequence[Any]) -> dict[str, Any]:
        """Return stored entries as initial values of the form fields."""
        return {
            self.key(number, part): entry.get(part) if part else entry
            for number, entry in enumerate(entries)
            for part in self.parts
        }

    def shown_in(
        self, form: forms.BaseForm, length: int, *, is_fixed: bool = False
    ) -> dict[str, Any]:
        """Return what the template of the list needs; a fixed list has no buttons."""
        entries = []
        for number in range(length):
            fields = [form[self.key(number, part)] for part in self.parts]
            names = {"number": number + 1}
            entries.append(
                ShownEntry(
                    title=str(self.title) % names,
                    remove_label=str(self.remove_label) % names,
                    remove_value=f"remove:{self.name}:{number}",
                    fields=fields,
                    can_be_removed=not is_fixed and any(field.value() for field in fields),
                )
            )
        return {
            "list": self,
            "entries": entries,
            "can_grow": not is_fixed and length < self.maximum,
            "grow_value": f"add:{self.name}",
            "is_plain": WHOLE in self.parts,
        }


@dataclass(frozen=True)
class Entry:
    """One entry as it was typed: what could be read, and the raw text of what could not."""

    answers: Mapping[str, Any]
    pending: Mapping[str, Any]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was typed."""
        return not self.pending and not any(self.answers.values())

    def stored(self) -> Any:
        """Return the entry as the section holds it; one that cannot be read keeps its place."""
        return self.answers[WHOLE] or "" if WHOLE in self.answers else dict(self.answers)


@dataclass(frozen=True, kw_only=True)
class ShownEntry:
    """One entry as the page shows it."""

    title: str
    remove_label: str
    remove_value: str
    fields: list[forms.BoundField]
    can_be_removed: bool
