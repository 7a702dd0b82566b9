"""Forms that anybody may send: a question (H02), and a barrier on one of our pages (R04)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.forms.base import Button, KernForm
from applications.forms.fields import EmailField, LongTextField, TextField
from applications.forms.fields.trap import TrapField

TOO_MANY = _(
    "Das waren viele Nachrichten auf einmal. Bitte warten Sie eine Stunde oder rufen Sie uns an."
)


class EnquiryForm(KernForm):
    """What both forms share: a trap for programs and the way to refuse too many."""

    buttons = (Button(_("Nachricht senden"), value="send"),)

    remark = TrapField()

    @property
    def is_from_a_program(self) -> bool:
        """Tell whether the field that people do not see was filled in."""
        return bool(self.cleaned_data["remark"])

    def answers(self) -> dict[str, Any]:
        """Return what the person wrote, empty texts where nothing is."""
        return {name: value or "" for name, value in self.cleaned_data.items() if name != "remark"}

    def refuse_too_many(self) -> None:
        """Say that the limit is reached; what was written stays."""
        self.add_error(None, forms.ValidationError(TOO_MANY, code="too_many"))


class ContactForm(EnquiryForm):
    """H02: a question."""

    name = TextField(
        label=_("Ihr Name"),
        missing=_("Geben Sie Ihren Namen ein."),
        attrs={"autocomplete": "name"},
    )
    email = EmailField(
        label=_("E-Mail-Adresse"), help_text=_("An diese Adresse schicken wir unsere Antwort.")
    )
    reference_number = TextField(
        label=_("Antragsnummer"),
        help_text=_("Zum Beispiel WIR-2020-0042-43"),
        max_length=32,
        required=False,
        attrs={"autocomplete": "off"},
    )
    text = LongTextField(
        label=_("Ihre Frage"), max_length=2000, missing=_("Schreiben Sie uns Ihre Frage.")
    )


class BarrierForm(EnquiryForm):
    """R04: what does not work on which page."""

    page = TextField(
        label=_("Welche Seite?"),
        help_text=_("Schreiben Sie den Namen oder die Adresse der Seite."),
        max_length=200,
        missing=_("Schreiben Sie, welche Seite es ist."),
    )
    text = LongTextField(
        label=_("Was geht nicht?"),
        help_text=_("Schreiben Sie auch, womit Sie die Seite benutzen. Zum Beispiel: Handy."),
        max_length=2000,
        missing=_("Schreiben Sie kurz, was nicht geht."),
    )
    email = EmailField(
        label=_("Ihre E-Mail"), help_text=_("Dann können wir Ihnen antworten."), required=False
    )


class AnsweredForm(KernForm):
    """Staff say that an enquiry is answered."""

    buttons = (Button(_("Beantwortet"), name="step", value="answered"),)
