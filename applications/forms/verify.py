"""The form that asks for the code printed on a document (V01)."""

from django.utils.translation import gettext_lazy as _

from applications.forms.base import Button, KernForm
from applications.forms.fields import TextField


class VerifyForm(KernForm):
    """One code, typed as it is printed or in any other way."""

    code = TextField(
        label=_("Prüfcode"),
        help_text=_("12 Zeichen, stehen unten auf dem Dokument, zum Beispiel 7KQ4-M2XW-9TB3"),
        max_length=40,
        missing=_("Tragen Sie den Code ein. Er hat 12 Zeichen."),
        attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
    buttons = (Button(_("Prüfen")),)
