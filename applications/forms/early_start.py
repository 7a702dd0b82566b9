"""The form of a consent to begin before the decision."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.forms.base import Button
from applications.forms.fields import DateField, LongTextField
from applications.forms.staff import REASON_LENGTH, REASON_MISSING, StepForm
from applications.models import FundingRound
from applications.services.early_start import BeginNotPossible, check_begin


class EarlyStartForm(StepForm):
    """„Früherem Beginn zustimmen“: from which day, and why if nobody has asked for it."""

    begins_on = DateField(label=_("Ab welchem Tag darf das Projekt beginnen?"))
    reason = LongTextField(
        label=_("Warum stimmen wir zu?"),
        max_length=REASON_LENGTH,
        rows=4,
        missing=REASON_MISSING,
    )

    buttons = (Button(_("In den Ausgang legen"), name="step", value="go"),)

    def __init__(
        self,
        *args: Any,
        funding_round: FundingRound,
        on: date,
        is_asked_for: bool,
        planned_on: date | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial={"begins_on": planned_on}, **kwargs)
        self.funding_round, self.on = funding_round, on
        self.fields["reason"].required = not is_asked_for
        self.fields["reason"].help_text = (
            _("Nur für die Akte. Der Verein hat selbst darum gebeten.")
            if is_asked_for
            else _("Nur für die Akte. Im Antrag steht nichts davon.")
        )

    def is_optional(self, name: str) -> bool:
        """Leave out „(freiwillig)“: the hint says when a reason counts."""
        return False

    def clean_begins_on(self) -> date:
        """Refuse a day before today or outside of the round."""
        day: date = self.cleaned_data["begins_on"]
        try:
            check_begin(day, funding_round=self.funding_round, on=self.on)
        except BeginNotPossible as error:
            raise forms.ValidationError(begin_not_possible(error.args[0])) from None
        return day


def begin_not_possible(code: str) -> str:
    """Return the sentence for a day on which nothing may begin."""
    sentences = {
        "past": _("Der Tag darf nicht vor heute liegen: Rückwirkend geht es nicht."),
        "outside": _("Der Tag liegt nicht im Zeitraum der Runde."),
    }
    return str(sentences[code])
