"""What to export, and what for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications import texts
from applications.forms.base import Button, KernForm
from applications.forms.fields import ChoiceField, LongTextField
from applications.rules.exports import WITHOUT_PURPOSE, ExportKind


class ExportForm(KernForm):
    """The list and its purpose; what is offered depends on the person."""

    buttons = (Button(_("Exportieren"), name="export", value="go"),)

    kind = ChoiceField(
        label=_("Welche Liste?"),
        missing=_("Wählen Sie eine Liste aus."),
        hints={
            ExportKind.APPLICATIONS_CSV: _("Eine Zeile je Antrag, für jedes Programm"),
            ExportKind.APPLICATIONS_XLSX: _("Dieselben Spalten; wird im Hintergrund gemacht"),
            ExportKind.COSTS_CSV: _("Jede Kostenzeile und der Finanzplan, auf den Cent"),
            ExportKind.CONTACTS_CSV: _("Anschrift und Kontaktperson, für Briefe"),
            ExportKind.AMOUNTS_CSV: _("Beantragt und zugesagt, ohne Texte"),
            ExportKind.PAYMENTS_CSV: _("Nur Zusagen. Die IBAN steht da, sobald wir zahlen dürfen"),
            ExportKind.STATISTICS_CSV: _("Nur Summen, ohne Vereine und Personen"),
        },
    )
    purpose = LongTextField(
        label=_("Wofür brauchen Sie den Export?"),
        required=False,
        rows=2,
        max_length=500,
        help_text=_("Ein Satz genügt. Er steht im Protokoll."),
    )

    # The filters of the list that the person came from, as an address has them.
    query = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, kinds: Sequence[ExportKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = [(kind.value, texts.label(kind)) for kind in kinds]

    def clean(self) -> dict[str, Any] | None:
        """Ask for the purpose of every list that tells of associations."""
        kind = self.cleaned_data.get("kind")
        if kind and kind not in WITHOUT_PURPOSE and not self.cleaned_data.get("purpose"):
            self.add_error("purpose", _("Schreiben Sie, wofür Sie den Export brauchen."))
        return self.cleaned_data
