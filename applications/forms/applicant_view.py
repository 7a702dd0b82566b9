"""„Ansicht des Vereins“: find the application, say why somebody looks."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.forms.base import Button, KernForm
from applications.forms.fields import TextField
from applications.services.applicant_view import REASON_LENGTH, SHORTEST_SEARCH

TOO_SHORT: Final = _("Tragen Sie mindestens 3 Zeichen ein.")


class FindApplicationForm(KernForm):
    """What the person on the telephone tells: the association, the address or the number."""

    wanted = TextField(
        label=_("Verein, E-Mail-Adresse oder Nummer"),
        help_text=_("Vom Namen genügt ein Teil. Die E-Mail-Adresse muss vollständig sein."),
        missing=_("Tragen Sie einen Namen, eine E-Mail-Adresse oder eine Nummer ein."),
        attrs={"autocomplete": "off"},
    )
    buttons = (Button(_("Suchen")),)

    def clean_wanted(self) -> str:
        """Refuse what half of all associations have in their names."""
        wanted: str = self.cleaned_data["wanted"]
        if len(wanted) < SHORTEST_SEARCH:
            raise forms.ValidationError(TOO_SHORT)
        return wanted


class BeginViewForm(KernForm):
    """Why the pages of an association are looked at."""

    reason = TextField(
        label=_("Grund"),
        help_text=_(
            "Ein Satz genügt. Er steht im Protokoll, und der Verein kann ihn lesen. "
            "Schreiben Sie keine Namen."
        ),
        max_length=REASON_LENGTH,
        missing=_("Schreiben Sie, warum Sie die Seiten des Vereins ansehen."),
    )
    buttons = (Button(_("Ansicht öffnen")),)
