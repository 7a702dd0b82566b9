"""Forms around the accounts of the staff: a lost second factor, a new invitation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.forms.base import Button, KernForm
from applications.forms.fields import LongTextField


class AskResetForm(KernForm):
    """„Zurücksetzen vorschlagen“: how the person was recognised stands in the log."""

    reason = LongTextField(
        label=_("Wie haben Sie die Person erkannt?"),
        help_text=_("Zum Beispiel: persönlich mit Dienstausweis am Montag um 9 Uhr."),
        max_length=2000,
        rows=3,
        missing=_("Schreiben Sie, wie Sie die Person erkannt haben."),
    )

    buttons = (Button(_("Zurücksetzen vorschlagen"), name="step", value="ask"),)


class CloseResetForm(KernForm):
    """Confirm or refuse; the button says which."""

    buttons = (
        Button(_("Zurücksetzen bestätigen"), name="step", value="confirm"),
        Button(_("Ablehnen"), name="step", value="refuse", kind="secondary"),
    )

    def clean(self) -> dict[str, Any]:
        """Take one of the two buttons."""
        if self.data.get("step") not in {"confirm", "refuse"}:
            raise forms.ValidationError(_("Wählen Sie einen der Knöpfe."))
        return self.cleaned_data
