"""The form of a round: every field explained, and what does not fit together said in words."""

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import clock
from applications.forms.base import Button, KernForm
from applications.forms.fields import TextField, YearField
from applications.forms.fields.dates import YEAR
from applications.models import FundingRound
from applications.rules.reference_number import is_prefix
from applications.services.round_checks import Check, missing
from applications.texts.round_checks import check_problem, check_title
from applications.texts.round_fields import HELP

PREFIX_WRONG: Final = gettext_lazy("Schreiben Sie Großbuchstaben, Ziffern und Bindestriche.")
PREFIX_TAKEN: Final = gettext_lazy("Eine andere Runde hat diesen Anfang schon.")
# Beyond these no round has any days, and computing with them would fail.
FIRST_YEAR, LAST_YEAR = 2000, 2100
# No number of months, years, days or percent of a round is larger.
LARGEST_NUMBER: Final = 100


def check_year(day: date) -> None:
    """Refuse a day whose year nobody can mean."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise forms.ValidationError(
            _("Tragen Sie ein Jahr von %(first)s bis %(last)s ein."),
            code="year",
            params={"first": FIRST_YEAR, "last": LAST_YEAR, "parts": (YEAR,)},
        )


class FundingRoundForm(forms.ModelForm):
    """A round whose times, amounts and numbers fit together."""

    class Meta:
        help_texts = HELP

    def clean(self) -> dict[str, Any]:
        """Say in words what the table would refuse."""
        values = super().clean() or self.cleaned_data
        self._in_order("opens_at", "closes_at", _("Die Frist endet vor ihrem Beginn."), gap=True)
        self._in_order("period_from", "period_until", _("Der Zeitraum endet vor seinem Beginn."))
        amounts: list[Any] = [
            values.get(f"{part}maximum_eur") for part in ("micro_project_", "minijob_", "")
        ]
        if None not in amounts and amounts[0] + amounts[1] != amounts[2]:
            self.add_error(
                "maximum_eur", _("Beide Teile zusammen müssen den Höchstbetrag ergeben.")
            )
        prefix = values.get("reference_prefix")
        if prefix and not is_prefix(prefix):
            self.add_error("reference_prefix", PREFIX_WRONG)
        return values

    def _post_clean(self) -> None:
        """Keep a published round complete: people read it already."""
        super()._post_clean()  # type: ignore[misc]
        if self.errors or not self.instance.is_published:
            return
        for check in missing(self.instance, at=clock.now()):
            known = check.name if check.name in self.fields else None
            self.add_error(known, problem_of(check))

    def _in_order(self, first: str, last: str, sentence: str, *, gap: bool = False) -> None:
        """Refuse a reversed pair; with ``gap`` also an equal one, because the end is excluded."""
        begin, end = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if begin is not None and end is not None and (end < begin or (gap and end == begin)):
            self.add_error(last, sentence)


class CopyRoundForm(KernForm):
    """What a copy needs of its own; everything else is taken over."""

    name = TextField(label=gettext_lazy("Name der neuen Runde"), max_length=120)
    year = YearField(
        label=gettext_lazy("Förderjahr"),
        help_text=gettext_lazy("Alle Termine verschieben sich um die Jahre dazwischen."),
        minimum=FIRST_YEAR,
        maximum=LAST_YEAR,
    )
    reference_prefix = TextField(
        label=gettext_lazy("Anfang der Antragsnummern"),
        help_text=HELP["reference_prefix"],
        max_length=16,
    )

    buttons = (Button(gettext_lazy("Runde kopieren"), name="step", value="copy"),)

    def __init__(self, *args: Any, source: FundingRound, **kwargs: Any) -> None:
        year = source.year + 1
        initial = {
            "name": source.name.replace(str(source.year), str(year)),
            "year": year,
            "reference_prefix": source.reference_prefix.replace(str(source.year), str(year)),
        }
        super().__init__(*args, initial=initial, **kwargs)

    def clean_reference_prefix(self) -> str:
        """Say what a prefix looks like, and that each round has its own."""
        prefix: str = self.cleaned_data["reference_prefix"]
        if not is_prefix(prefix):
            raise forms.ValidationError(PREFIX_WRONG)
        if FundingRound.objects.filter(reference_prefix=prefix).exists():
            raise forms.ValidationError(PREFIX_TAKEN)
        return prefix


class PublishForm(KernForm):
    """„Veröffentlichen“: nothing is asked, the list above says everything."""

    buttons = (Button(gettext_lazy("Jetzt veröffentlichen"), name="step", value="publish"),)


def field_label(name: str) -> str:
    """Return how a field of the round is called."""
    columns = {column.name: column.verbose_name for column in FundingRound._meta.concrete_fields}
    return str(columns.get(name, ""))


def title_of(check: Check) -> str:
    """Return what a line of the check list is about."""
    return check_title(check.code, {"field": field_label(check.name), **check.values})


def problem_of(check: Check) -> str:
    """Return what is wrong with a line of the check list."""
    return check_problem(check.code, {"field": field_label(check.name), **check.values})
