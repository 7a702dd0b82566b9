"""Widgets with their own KERN markup."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def date_parts(value: Any) -> list[str]:
    """Return day, month and year of a date as they are shown; empty texts for anything else."""
    if isinstance(value, date):
        return [str(value.day), str(value.month), str(value.year)]
    return ["", "", ""]


class DateWidget(forms.MultiWidget):
    """Three text inputs for day, month and year; no browser speaks another language here."""

    template_name = "kern/widgets/date.html"
    use_fieldset = True
    labels = (_("Tag"), _("Monat"), _("Jahr"))

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            [forms.TextInput(attrs={"inputmode": "numeric"}) for _n in range(3)], attrs
        )

    def decompress(self, value: Any) -> list[str]:
        """Return day, month and year as they are shown."""
        return date_parts(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add to each part its label, width and mark of error."""
        wrong = (attrs or {}).pop("data-wrong-parts", ())
        context = super().get_context(name, value, attrs)
        parts = context["widget"]["subwidgets"]
        for number, (part, label) in enumerate(zip(parts, self.labels, strict=True)):
            part["label"] = label
            part["width"] = 4 if number == 2 else 2
            part["is_wrong"] = number in wrong
            for key in ("aria-describedby", "aria-invalid", "aria-required", "class"):
                part["attrs"].pop(key, None)
        return context

    def id_for_label(self, id_: str) -> str:
        """Return nothing: the legend names the group."""
        return ""
