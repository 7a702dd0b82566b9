"""A field that people never see; who fills it in is a program."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class TrapWidget(forms.TextInput):
    """An input that no screen shows, no screen reader speaks and no key reaches."""

    template_name = "kern/widgets/trap.html"
    is_hidden = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return the context with a label, for those whose browser shows the field after all."""
        return {**super().get_context(name, "", attrs), "label": _("Bitte leer lassen")}


class TrapField(forms.CharField):
    """True when something was written into it."""

    widget = TrapWidget

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> bool:
        """Tell whether a program wrote something."""
        return bool(value)
