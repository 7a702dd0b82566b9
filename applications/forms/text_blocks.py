"""Text blocks in the forms of a step: one click inserts a sentence that can be changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from crispy_forms.helper import FormHelper
from django.utils.functional import cached_property

from applications.forms.base import KernForm
from applications.rules.review import TextBlockKind
from applications.texts import label

# Buttons outside of the form belong to it by this name.
FORM_ID: Final = "schritt"
INSERT: Final = "block:"


@dataclass(frozen=True, kw_only=True)
class InsertableBlock:
    """A text block with the words of this case; ``about`` is the section of its rule or ""."""

    key: str
    kind: TextBlockKind
    title: str
    text: str
    about: str = ""

    @property
    def kind_label(self) -> str:
        """Return the heading of its group."""
        return str(label(self.kind))

    @property
    def value(self) -> str:
        """Return what the button of the block sends."""
        return f"{INSERT}{self.key}"


class WithTextBlocks(KernForm):
    """A form that comes back with the chosen block at the end of its field.

    Nothing is judged or sent by that; all that was typed stays. ``targets`` names the field
    that takes each kind of block.
    """

    targets: dict[TextBlockKind, str] = {}

    def __init__(
        self,
        data: Any = None,
        *args: Any,
        blocks: Sequence[InsertableBlock] = (),
        **kwargs: Any,
    ) -> None:
        self.blocks = tuple(blocks)
        typed = data if is_insertion(data) else None
        if typed is None:
            super().__init__(data, *args, **kwargs)
        else:
            # Nothing is judged, so nothing is bound, files neither.
            super().__init__(**kwargs)
            self._keep(typed)
            self.insert_chosen(typed)

    @cached_property
    def helper(self) -> FormHelper:
        """Give the form a name, so that buttons beside it can belong to it."""
        helper = super().helper
        helper.form_id = FORM_ID
        return helper

    def insert_chosen(self, data: Any) -> None:
        """Insert the block whose button was pressed; an unknown one changes nothing."""
        for block in self.blocks:
            if block.value == data.get("step"):
                self.insert(block)

    def insert(self, block: InsertableBlock) -> None:
        """Put the text of a block under what stands in its field."""
        self.append(self.targets[block.kind], block.text)

    def append(self, name: str, text: str) -> None:
        """Put a text under what stands in a field; the page leads there."""
        before = str(self.initial.get(name) or "").rstrip()
        self.initial[name] = f"{before}\n{text}" if before else text
        self.fields[name].widget.attrs["autofocus"] = True

    def _keep(self, typed: Any) -> None:
        for name, field in self.fields.items():
            sent = field.widget.value_from_datadict(typed, {}, self.add_prefix(name))
            self.initial[name] = sent


def is_insertion(data: Any) -> bool:
    """Say whether a page was sent to get a text block, and nothing else."""
    return data is not None and str(data.get("step", "")).startswith(INSERT)
