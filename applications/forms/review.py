"""Forms of the review: checklist, scores, accepted costs, notes; each line is kept on its own."""

from abc import abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import texts
from applications.forms.base import Button, KernForm
from applications.forms.fields import ChoiceField, LongTextField, MoneyField, TextField
from applications.models import AcceptedCost
from applications.rules.decisions import CostJudgement
from applications.rules.money import format_number
from applications.rules.review import HIGHEST_POINTS, POINTS_WITH_REASON, ChecklistVerdict
from applications.services.checklist import CheckedItem
from applications.services.judgements import Given
from applications.services.scores import ScoredCriterion
from applications.texts.review_lists import ANCHORS

NOTE_LENGTH: Final = 500
INTERNAL_NOTE_LENGTH: Final = 4000
_LONGEST_NUMBER: Final = 16


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the form: what is judged, the judgement that counts, its fields by name."""

    key: int
    subject: Any
    standing: Any
    fields: dict[str, BoundField]
    is_overtaken: bool

    @property
    def has_errors(self) -> bool:
        """Say whether something has to be mended in the line."""
        return any(field.errors for field in self.fields.values())


class JudgementForm(KernForm):
    """Lines that several people judge side by side.

    Every line carries the number of the judgement its reader saw; after a refusal the form shows
    what a colleague chose and keeps what was typed.
    """

    names: tuple[str, ...] = ()
    buttons = (Button(gettext_lazy("Speichern"), value="save"),)

    def __init__(
        self, rows: Sequence[tuple[int, Any, Any]], data: Any = None, *, prefix: str
    ) -> None:
        super().__init__(data, prefix=prefix)
        self.rows = rows
        self.overtaken: Collection[int] = ()
        for key, subject, standing in rows:
            for name, field in self.make_fields(subject, standing).items():
                self.fields[f"{key}-{name}"] = field
            seen = forms.CharField(required=False, widget=forms.HiddenInput)
            seen.initial = standing.pk if standing else 0
            self.fields[f"{key}-seen"] = seen

    @abstractmethod
    def make_fields(self, subject: Any, standing: Any) -> dict[str, forms.Field]:
        """Return the fields of a line, filled with the judgement that counts."""

    @abstractmethod
    def check(self, key: int, subject: Any) -> None:
        """Add errors to the fields of a line."""

    @abstractmethod
    def is_left_out(self, key: int) -> bool:
        """Say whether nobody judged the line."""

    def clean(self) -> dict[str, Any] | None:
        """Check line by line."""
        for key, subject, _standing in self.rows:
            self.check(key, subject)
        return self.cleaned_data

    def value(self, key: int, name: str) -> Any:
        """Return what was chosen in a line."""
        return self.cleaned_data.get(f"{key}-{name}")

    def given(self) -> list[Given]:
        """Return the lines that somebody judged."""
        return [
            Given(
                key=key,
                values={name: self.stored(name, self.value(key, name)) for name in self.names},
                seen=_number(self.value(key, "seen")),
            )
            for key, _subject, _standing in self.rows
            if not self.is_left_out(key)
        ]

    def stored(self, _name: str, value: Any) -> Any:
        """Return a value as its column holds it."""
        return "" if value is None else value

    def lines(self) -> Iterator[Line]:
        """Yield the lines for the page."""
        for key, subject, standing in self.rows:
            names = (*self.names, "seen")
            yield Line(
                key=key,
                subject=subject,
                standing=standing,
                fields={name: self[f"{key}-{name}"] for name in names},
                is_overtaken=key in self.overtaken,
            )

    def overtake(self, keys: Collection[int]) -> None:
        """Keep what was typed, and let the next save count against what stands there now."""
        self.overtaken = keys
        seen = {
            self.add_prefix(f"{key}-seen"): str(standing.pk)
            for key, _subject, standing in self.rows
            if key in keys and standing
        }
        self.data = {name: self.data.get(name) for name in self.data} | seen


class ChecklistForm(JudgementForm):
    """The checklist: yes, no or not needed, and a note."""

    names = ("answer", "note")

    def __init__(self, rows: Sequence[CheckedItem], data: Any = None) -> None:
        known = [(one.item.pk, one.item, one.answer) for one in rows]
        super().__init__(known, data, prefix="checklist")

    def make_fields(self, subject: Any, standing: Any) -> dict[str, forms.Field]:
        """Return three radios and a line of text."""
        return {
            "answer": ChoiceField(
                label=str(subject),
                choices=texts.choices(ChecklistVerdict),
                required=False,
                initial=standing.answer if standing else None,
            ),
            "note": TextField(
                label=_("Notiz zu „%(item)s“") % {"item": subject},
                max_length=NOTE_LENGTH,
                required=False,
                initial=standing.note if standing else "",
            ),
        }

    def check(self, key: int, subject: Any) -> None:
        """Ask for an answer where there is a note."""
        if self.value(key, "note") and not self.value(key, "answer"):
            self.add_error(f"{key}-answer", _("Wählen Sie eine Antwort zu Ihrer Notiz."))

    def is_left_out(self, key: int) -> bool:
        """Leave out what has no answer."""
        return not self.value(key, "answer")


class ScoresForm(JudgementForm):
    """The criteria: 0 to 3 points; a sentence is needed at both ends."""

    names = ("points", "reason")

    def __init__(self, rows: Sequence[ScoredCriterion], data: Any = None) -> None:
        known = [(one.criterion.pk, one.criterion, one.score) for one in rows]
        super().__init__(known, data, prefix="scores")

    def make_fields(self, subject: Any, standing: Any) -> dict[str, forms.Field]:
        """Return four radios with their anchors and a line for the reason."""
        points = [(str(n), f"{n} {ANCHORS[n]}") for n in range(HIGHEST_POINTS + 1)]
        return {
            "points": ChoiceField(
                label=str(subject),
                choices=points,
                required=False,
                initial=str(standing.points) if standing else None,
            ),
            "reason": TextField(
                label=_("Begründung zu „%(criterion)s“") % {"criterion": subject},
                max_length=NOTE_LENGTH,
                required=False,
                initial=standing.reason if standing else "",
            ),
        }

    def check(self, key: int, subject: Any) -> None:
        """Ask for a reason at both ends of the scale, and for points beside a reason."""
        points, reason = self.value(key, "points"), self.value(key, "reason")
        if points is None:
            if reason:
                self.add_error(f"{key}-points", _("Wählen Sie Punkte zu Ihrer Begründung."))
        elif int(points) in POINTS_WITH_REASON and not reason:
            sentence = _("Schreiben Sie einen Satz: Bei 0 und 3 Punkten brauchen wir den Grund.")
            self.add_error(f"{key}-reason", sentence)

    def is_left_out(self, key: int) -> bool:
        """Leave out what has no points."""
        return self.value(key, "points") is None

    def stored(self, name: str, value: Any) -> Any:
        """Return points as a number."""
        return int(value) if name == "points" else super().stored(name, value)


class AcceptedCostsForm(JudgementForm):
    """The costs line by line: accepted, and why less than requested."""

    names = ("accepted_eur", "reason")

    def __init__(
        self,
        rows: Sequence[CostJudgement],
        standing: Mapping[int, AcceptedCost],
        data: Any = None,
    ) -> None:
        known = [(one.position, one, standing.get(one.position)) for one in rows]
        super().__init__(known, data, prefix="costs")

    def make_fields(self, subject: Any, standing: Any) -> dict[str, forms.Field]:
        """Return the amount and a line for the reason."""
        purpose = {"purpose": subject.purpose}
        return {
            "accepted_eur": MoneyField(
                label=_("Anerkannt für „%(purpose)s“") % purpose,
                initial=subject.accepted_eur,
            ),
            "reason": TextField(
                label=_("Grund zu „%(purpose)s“") % purpose,
                max_length=NOTE_LENGTH,
                required=False,
                initial=subject.reason,
            ),
        }

    def check(self, key: int, subject: Any) -> None:
        """Refuse more than requested, and less without a reason."""
        accepted_eur = self.value(key, "accepted_eur")
        if accepted_eur is None:
            return
        if accepted_eur > subject.requested_eur:
            sentence = _("Höchstens %(amount)s Euro: So viel hat der Verein beantragt.")
            amount = format_number(subject.requested_eur)
            self.add_error(f"{key}-accepted_eur", sentence % {"amount": amount})
        elif accepted_eur < subject.requested_eur and not self.value(key, "reason"):
            self.add_error(f"{key}-reason", _("Schreiben Sie, warum Sie weniger anerkennen."))

    def is_left_out(self, key: int) -> bool:
        """Leave out what stands as it was asked for and was never judged."""
        known = {number: (line, row) for number, line, row in self.rows}
        line, row = known[key]
        untouched = self.value(key, "accepted_eur") == line.requested_eur
        return row is None and untouched and not self.value(key, "reason")


class NoteForm(KernForm):
    """An internal note; ``last_own`` tells a second click from a second note."""

    text = LongTextField(
        label=gettext_lazy("Neue Notiz"),
        max_length=INTERNAL_NOTE_LENGTH,
        rows=3,
        missing=gettext_lazy("Schreiben Sie zuerst eine Notiz."),
    )
    last_own = forms.CharField(widget=forms.HiddenInput, required=False)

    buttons = (Button(gettext_lazy("Notiz speichern"), value="note", kind="secondary"),)

    def __init__(self, *args: Any, last_own: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, prefix="note", initial={"last_own": last_own}, **kwargs)

    def clean_last_own(self) -> int:
        """Return the number; whoever changed it only loses the protection."""
        return _number(self.cleaned_data["last_own"])


def _number(text: Any) -> int:
    """Return the number in a hidden field, 0 for anything else."""
    digits = str(text or "")
    is_number = digits.isascii() and digits.isdigit() and len(digits) < _LONGEST_NUMBER
    return int(digits) if is_number else 0
