"""Pieces of a page beside its fields: headings, explanations and lists of entries."""

from dataclasses import dataclass
from typing import Any

from crispy_forms.utils import TEMPLATE_PACK
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Heading:
    """A heading between the fields, with a line of explanation."""

    text: Text
    hint: Text = ""
    template = "applications/parts/heading.html"

    def render(
        self, form: Any, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> str:
        """Render the heading."""
        return render_to_string(self.template, {"heading": self.text, "hint": self.hint})


@dataclass(frozen=True)
class Entries:
    """The entries of a list, each with its fields, and the button for one more."""

    name: str
    template = "applications/parts/entries.html"

    def render(
        self, form: Any, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> str:
        """Render the list called ``name`` of the form."""
        return render_to_string(self.template, form.shown_list(self.name))
