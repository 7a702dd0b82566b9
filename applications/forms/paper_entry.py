"""Forms of the staff for applications on paper: begin, declarations, check, invitation."""

import re
from datetime import date, datetime, time
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import clock, texts
from applications.forms.base import Button, KernForm
from applications.forms.declarations import ALWAYS_CONFIRMED
from applications.forms.fields import (
    ChoiceField,
    ConfirmationField,
    DateField,
    DropdownField,
    EmailField,
    LongTextField,
    PostcodeField,
    TextField,
)
from applications.models import Application, FundingRound
from applications.rules.choices import Delivery, Origin, SignatureRule
from applications.texts.question_labels import DECLARATION_SENTENCES, question_label

WAYS: Final = (Origin.POST, Origin.PHONE)
NOTE_LENGTH: Final = 2000
_TIME: Final = re.compile(r"(\d{1,2})[:.](\d{2})")
_END_OF_DAY: Final = time(23, 59)


class BeginEntryForm(KernForm):
    """Which association wrote, on which way, and when it arrived."""

    buttons = (Button(gettext_lazy("Papierantrag anlegen"), value="begin"),)

    funding_round = DropdownField(
        label=gettext_lazy("Runde"), missing=gettext_lazy("Wählen Sie die Runde aus.")
    )
    organisation_name = TextField(
        label=gettext_lazy("Name des Vereins"),
        max_length=150,
        missing=gettext_lazy("Tragen Sie den Namen des Vereins ein."),
    )
    postcode = PostcodeField(label=gettext_lazy("Postleitzahl des Vereins"))
    origin = ChoiceField(
        label=gettext_lazy("Wie ist der Antrag gekommen?"),
        choices=[(way.value, texts.label(way)) for way in WAYS],
        missing=gettext_lazy("Wählen Sie aus, wie der Antrag gekommen ist."),
    )
    arrived_on = DateField(
        label=gettext_lazy("Tag des Eingangs"),
        help_text=gettext_lazy("Der Tag auf dem Eingangsstempel oder der Tag des Anrufs."),
        missing=gettext_lazy("Tragen Sie den Tag des Eingangs ein."),
    )
    arrived_time = TextField(
        label=gettext_lazy("Uhrzeit des Eingangs"),
        required=False,
        max_length=5,
        help_text=gettext_lazy("Zum Beispiel 14:30. Leer: Ende des Tages."),
    )
    note = LongTextField(
        label=gettext_lazy("Vermerk"),
        required=False,
        rows=3,
        max_length=NOTE_LENGTH,
        help_text=gettext_lazy("Bei einem Anruf: Wer hat angerufen, und was wurde besprochen?"),
    )

    def __init__(
        self, *args: Any, rounds: list[FundingRound], at: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rounds = {str(row.pk): row for row in rounds}
        self.at = at
        field: Any = self.fields["funding_round"]
        field.choices = [(key, row.name) for key, row in self.rounds.items()]

    def clean_arrived_time(self) -> time | None:
        """Read the hour as it stands on a stamp."""
        typed = self.cleaned_data["arrived_time"]
        if not typed:
            return None
        found = _TIME.fullmatch(typed.strip())
        if found is None or int(found[1]) > 23 or int(found[2]) > 59:
            raise forms.ValidationError(_("Tragen Sie die Uhrzeit so ein: 14:30"))
        return time(int(found[1]), int(found[2]))

    def clean(self) -> dict[str, Any] | None:
        """Refuse what cannot be: an arrival before the round or in the future; a call unsaid."""
        values = self.cleaned_data
        if values.get("origin") == Origin.PHONE and not values.get("note"):
            self.add_error("note", _("Schreiben Sie auf, wer angerufen hat."))
        if "arrived_on" in values and "arrived_time" in values and "funding_round" in values:
            if self.received_at > self.at:
                self.add_error("arrived_on", _("Dieser Zeitpunkt liegt in der Zukunft."))
            elif self.received_at < self.round.opens_at:
                self.add_error("arrived_on", _("Die Runde hatte da noch nicht begonnen."))
        return values

    @property
    def round(self) -> FundingRound:
        """Return the chosen round."""
        return self.rounds[self.cleaned_data["funding_round"]]

    @property
    def received_at(self) -> datetime:
        """Return the instant of arrival; without an hour the end of the day, but never later."""
        day: date = self.cleaned_data["arrived_on"]
        hour = self.cleaned_data["arrived_time"]
        instant = datetime.combine(day, hour or _END_OF_DAY, tzinfo=clock.BERLIN)
        if hour is None and day == clock.berlin_date(self.at):
            return min(instant, self.at)
        return instant


class HandOverForm(KernForm):
    """What was declared and signed on the paper; then the second person has it."""

    buttons = (Button(gettext_lazy("Zur Prüfung geben"), value="hand_over"),)

    delivery = ChoiceField(
        label=gettext_lazy("Wie möchte der Verein den Bescheid bekommen?"),
        choices=texts.choices(Delivery),
        initial=Delivery.POST,
    )
    publish = ConfirmationField(label=DECLARATION_SENTENCES["publish"], required=False)
    sender_name = TextField(
        label=gettext_lazy("Unterschrieben von"),
        max_length=150,
        missing=gettext_lazy("Tragen Sie ein, wer den Antrag unterschrieben hat."),
    )
    second_person = TextField(
        label=gettext_lazy("Zweite Unterschrift"),
        max_length=150,
        missing=gettext_lazy(
            "Nach der Satzung unterschreiben zwei Personen. Tragen Sie die zweite ein."
        ),
    )
    signed_on = DateField(
        label=gettext_lazy("Unterschrieben am"),
        missing=gettext_lazy("Tragen Sie ein, wann der Antrag unterschrieben wurde."),
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ALWAYS_CONFIRMED:
            self.fields[name] = ConfirmationField(
                label=DECLARATION_SENTENCES[name],
                missing=gettext_lazy("Dieser Satz muss auf dem Papier stehen."),
            )
        self.order_fields([*ALWAYS_CONFIRMED, *self.declared_fields])
        if application.board.signature_rule != SignatureRule.JOINT:
            del self.fields["second_person"]

    @property
    def declarations(self) -> dict[str, Any]:
        """Return the answers of the section; what was not asked is empty."""
        answers = {"second_person": "", **self.cleaned_data}
        del answers["signed_on"]
        return answers


class RecordForm(KernForm):
    """The second person compared the entry with the paper."""

    buttons = (Button(gettext_lazy("Antrag aufnehmen"), name="step", value="record"),)

    compared = ConfirmationField(
        label=gettext_lazy("Ich habe die Angaben mit dem Papier verglichen. Sie stimmen überein."),
        missing=gettext_lazy("Bitte vergleichen Sie zuerst die Angaben mit dem Papier."),
    )


class GiveBackForm(KernForm):
    """The second person found something."""

    buttons = (
        Button(gettext_lazy("Zurückgeben"), name="step", value="give_back", kind="secondary"),
    )

    remarks = LongTextField(
        label=gettext_lazy("Was stimmt nicht?"),
        rows=3,
        max_length=NOTE_LENGTH,
        missing=gettext_lazy("Schreiben Sie auf, was nicht stimmt."),
    )


class InviteAssociationForm(KernForm):
    """The association wants to go on online."""

    buttons = (Button(gettext_lazy("Verein einladen"), name="step", value="invite"),)

    email = EmailField(label=question_label("board.contact_email"))
