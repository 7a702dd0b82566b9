"""The base of all forms: KERN markup, linked errors, drafts that may stay incomplete."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Button:
    """A submit button; ``kind`` is primary, secondary or tertiary."""

    label: str | Promise
    name: str = "target"
    value: str = "next"
    kind: str = "primary"


CONTINUE = Button(_("Weiter"))
SAVE_AND_CONTINUE = Button(_("Speichern und weiter"))
SAVE_AND_OVERVIEW = Button(_("Speichern und zur Übersicht"), value="overview", kind="secondary")


class KernForm(forms.Form):
    """A form that ``{% crispy form %}`` renders with its buttons and without browser checks.

    ``buttons`` stand under the fields, the primary one first. ``heading_field`` names the one
    field whose label is the heading of the page; the template then leaves its heading out.
    With ``require_answers=False`` every field may stay empty, so that an unfinished page can
    be saved; labels still say „(freiwillig)“ only where the answer is optional in the end.
    """

    buttons: tuple[Button, ...] = (CONTINUE,)
    heading_field: str | None = None
    use_required_attribute = False
    is_restored = False

    def __init__(self, *args: Any, require_answers: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.require_answers = require_answers
        self.optional_names = {name for name, field in self.fields.items() if not field.required}
        if not require_answers:
            for field in self.fields.values():
                field.required = False

    @cached_property
    def helper(self) -> FormHelper:
        """Say how crispy renders this form; a layout may be put in by the subclass."""
        helper = FormHelper(self)
        helper.attrs = {"novalidate": ""}
        if self.is_multipart():
            helper.attrs["enctype"] = "multipart/form-data"
        helper.inputs = list(self.buttons)
        return helper

    def restore(self, typed: Mapping[str, Any]) -> None:
        """Fill in what was typed once and never saved; the form stays unbound and unjudged."""
        self.is_restored = True
        for name, field in self.fields.items():
            self.initial[name] = field.widget.value_from_datadict(typed, {}, name)

    def is_optional(self, name: str) -> bool:
        """Tell whether the answer may be missing in the end."""
        if self.require_answers:
            return not self.fields[name].required
        return name in self.optional_names
