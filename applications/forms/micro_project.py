"""Q06: the micro-project in short: what, where, when."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from applications import texts
from applications.forms.fields import (
    ChoiceField,
    DateField,
    DropdownField,
    LongTextField,
    TextField,
    YesNoField,
)
from applications.forms.sections import SectionForm
from applications.rules.choices import District, Topic
from applications.rules.findings import Report
from applications.rules.sections import Section


class MicroProjectForm(SectionForm):
    """Title, short text, topic, place, dates, early start."""

    section = Section.MICRO_PROJECT

    title = TextField(max_length=80)
    summary = LongTextField(
        max_length=300,
        rows=4,
        help_text=_("Dieser Text kann später öffentlich sein. Am Ende fragen wir Sie danach."),
    )
    topic = ChoiceField(choices=texts.choices(Topic))
    place = TextField(max_length=120, help_text=_("Zum Beispiel: Bürgerhaus Friedberg-Süd"))
    district = DropdownField(choices=texts.choices(District))
    starts_on = DateField()
    past_start_confirmed = YesNoField(
        help_text=_("Dieser Beginn liegt vor heute. Wir können nur neue Projekte fördern.")
    )
    ends_on = DateField()
    early_start = YesNoField(no_first=True)
    early_start_reason = LongTextField(max_length=400, rows=4, help_text=_("Nur bei „Ja“"))

    def adapt(self) -> None:
        """Name the days of the round; ask about a start in the past only if there is one."""
        funding_round = self.application.round
        days = _now("Zwischen %(first)s und %(last)s") % {
            "first": _day(funding_round.period_from, "j. F"),
            "last": _day(funding_round.period_until),
        }
        self.fields["starts_on"].help_text = days
        self.fields["ends_on"].help_text = days
        self.fields["early_start"].help_text = _now(
            "Wir entscheiden voraussichtlich bis %(day)s."
        ) % {"day": _decision_month(funding_round.decision_expected_on)}
        starts_on = self._starts_on()
        if starts_on is None or starts_on >= self.on:
            del self.fields["past_start_confirmed"]

    def answers(self, **kwargs: Any) -> dict[str, Any]:
        """Forget the confirmation of a start that is no longer in the past."""
        return {"past_start_confirmed": "", **super().answers(**kwargs)}

    def judge(self, report: Report, *, demand_answers: bool) -> None:
        """Say only once that the start lies in the past."""
        super().judge(report, demand_answers=demand_answers)
        if "past_start_confirmed" in self.errors:
            self.fields["past_start_confirmed"].help_text = ""

    def _starts_on(self) -> date | None:
        if not self.is_bound:
            return self.application.micro_project.starts_on
        field = self.fields["starts_on"]
        raw = field.widget.value_from_datadict(self.data, {}, "starts_on")
        try:
            return field.clean(raw)
        except forms.ValidationError:
            return None


def _day(day: date, pattern: str = "j. F Y") -> str:
    return date_format(day, pattern)


def _decision_month(day: date) -> str:
    return _now("Ende %(month)s") % {"month": date_format(day, "F Y")}
