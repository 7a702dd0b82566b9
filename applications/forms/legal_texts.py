"""Forms of the legal texts: write a new edition, release one."""

from django.utils.translation import gettext_lazy as _

from applications.forms.base import Button, KernForm
from applications.forms.fields import ConfirmationField, LongTextField, TextField

EDITION_LENGTH = 20
TEXT_LENGTH = 8000


class LegalTextForm(KernForm):
    """„Neue Fassung“: the wording in force, to be changed."""

    edition = TextField(
        label=_("Fassung"),
        help_text=_("Steht auf jedem Brief, zum Beispiel 2020-2."),
        max_length=EDITION_LENGTH,
        missing=_("Geben Sie der Fassung einen kurzen Namen."),
    )
    text = LongTextField(
        label=_("Wortlaut"),
        help_text=_(
            "Eine leere Zeile beendet einen Absatz. Hat ein Absatz mehrere Zeilen, ist die erste "
            "seine Überschrift. Zeilen mit einem Bindestrich am Anfang werden eine Liste."
        ),
        max_length=TEXT_LENGTH,
        rows=22,
        missing=_("Schreiben Sie den Wortlaut."),
    )

    buttons = (Button(_("Fassung speichern"), name="step", value="go"),)


class ReleaseTextForm(KernForm):
    """„Freigeben“: somebody else of the head's group stands behind the wording."""

    checked = ConfirmationField(
        label=_("Ich habe den Wortlaut geprüft. Briefe dürfen so hinaus."),
        missing=_("Bestätigen Sie, dass Sie geprüft haben."),
    )

    buttons = (Button(_("Freigeben"), name="step", value="go"),)
