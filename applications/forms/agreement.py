"""The second person reads the whole application, says who they are, and agrees."""

from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from applications.forms.base import Button, KernForm
from applications.forms.declarations import NOT_CONFIRMED, other_members
from applications.forms.fields import ChoiceField, ConfirmationField
from applications.models import Application
from applications.texts.question_labels import DECLARATION_SENTENCES


class AgreementForm(KernForm):
    """Two confirmations and the own place on the board; the page's fingerprint goes along."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    has_read = ConfirmationField(
        label=_("Ich habe den ganzen Antrag gelesen und bin einverstanden."),
        missing=NOT_CONFIRMED,
    )
    may_represent = ConfirmationField(
        label=DECLARATION_SENTENCES["may_represent"], missing=NOT_CONFIRMED
    )
    board_member = ChoiceField(
        label=_("Wer sind Sie im Vorstand?"), missing=_("Wählen Sie Ihren Namen aus.")
    )

    buttons = (Button(_("Zustimmen und Antrag verbindlich absenden"), value="agree"),)

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The names stand on the board; who has declared already is not offered again.
        field = cast(ChoiceField, self.fields["board_member"])
        field.choices = other_members(application, application.declarations.sender_name)

    @property
    def confirmations(self) -> list[BoundField]:
        """Return the sentences to confirm."""
        return [self["has_read"], self["may_represent"]]
