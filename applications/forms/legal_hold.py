"""„Löschsperre“: why a case must stay, and why it may go again."""

from django.utils.translation import gettext_lazy as _

from applications.forms.base import Button, KernForm
from applications.forms.fields import LongTextField
from applications.forms.staff import REASON_MISSING

_LENGTH = 1000


class SetHoldForm(KernForm):
    """Keep a case."""

    reason = LongTextField(
        label=_("Warum darf dieser Antrag nicht gelöscht werden?"),
        help_text=_("Zum Beispiel: Aktenzeichen einer Klage, Prüfung durch den Rechnungshof."),
        max_length=_LENGTH,
        rows=3,
        missing=REASON_MISSING,
    )

    buttons = (Button(_("Löschsperre setzen"), value="set"),)


class LiftHoldForm(KernForm):
    """Let a case go at its time again."""

    reason = LongTextField(
        label=_("Warum darf dieser Antrag wieder gelöscht werden?"),
        help_text=_("Zum Beispiel: Das Verfahren ist zu Ende."),
        max_length=_LENGTH,
        rows=3,
        missing=REASON_MISSING,
    )

    buttons = (Button(_("Löschsperre aufheben"), value="lift"),)
