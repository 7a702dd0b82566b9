"""The date until which the association answers: always a working day of Hesse."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.forms.fields import DateField
from applications.forms.staff import StepForm
from applications.rules.working_days import EndOfLimit, RestDay, end_after, end_of_limit
from applications.services.information_requests import DAYS_TO_ANSWER


class DueDateForm(StepForm):
    """A step that gives the association two weeks, or until the day that is typed."""

    due_on = DateField(
        label=gettext_lazy("Antwort bis"),
        missing=gettext_lazy("Tragen Sie ein, bis wann der Verein antworten soll."),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        self.on = on
        self.end = end_after(on, days=DAYS_TO_ANSWER)
        initial = {"due_on": self.end.day, **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        if self.end.is_moved and not self.is_bound:
            self.fields["due_on"].help_text = moved_sentence(self.end)

    def clean_due_on(self) -> date:
        """Refuse a day that leaves no time; move one on which no limit can end."""
        due_on: date = self.cleaned_data["due_on"]
        if due_on <= self.on:
            raise forms.ValidationError(_("Das Datum muss nach dem heutigen Tag liegen."))
        self.end = end_of_limit(due_on)
        return self.end.day

    @property
    def note(self) -> str:
        """Say that the typed day was moved, and why; "" when it was not."""
        return moved_sentence(self.end) if self.end.is_moved else ""


def moved_sentence(end: EndOfLimit) -> str:
    """Say why a limit does not end on the wanted day, and when it does."""
    rest_days = {
        RestDay.SATURDAY: _("ein Samstag"),
        RestDay.SUNDAY: _("ein Sonntag"),
        RestDay.HOLIDAY: _("ein Feiertag in Hessen (%(name)s)") % {"name": end.holiday},
    }
    return _("Der %(wanted)s ist %(rest_day)s. Die Frist endet deshalb am %(day)s.") % {
        "wanted": date_format(end.wanted, "j. F Y"),
        "rest_day": rest_days[end.rest_day] if end.rest_day else "",
        "day": date_format(end.day, "l, j. F Y"),
    }
