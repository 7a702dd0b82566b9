"""„Konto am Telefon bestätigen“: which number was called, and who answered."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.forms.bank_details import SeenForm
from applications.forms.base import Button
from applications.forms.fields import ChoiceField, ConfirmationField, TextField


class BankCallForm(SeenForm):
    """The numbers are those of the application; another one cannot be typed."""

    phone = ChoiceField(
        label=_("Welche Nummer haben Sie angerufen?"),
        help_text=_("Nur Nummern aus dem Antrag. Nie eine aus einer E-Mail oder Nachricht."),
        missing=_("Wählen Sie die Nummer, die Sie angerufen haben."),
        choices=(),
    )
    spoke_with = TextField(
        label=_("Mit wem haben Sie gesprochen?"),
        help_text=_("Vorname und Name"),
        max_length=150,
    )
    is_theirs = ConfirmationField(
        label=_("Die Person hat Kontoinhaber und die letzten vier Stellen der IBAN genannt."),
        missing=_("Ohne diese Bestätigung überweisen wir nicht."),
    )

    buttons = (Button(_("Bestätigung festhalten"), value="call"),)

    def __init__(self, data: Any = None, *, numbers: Sequence[str], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        choices = [(number, number) for number in numbers]
        self.fields["phone"].choices = choices  # type: ignore[attr-defined]
