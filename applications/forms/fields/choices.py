"""Fields for choosing: one of few, one of many, several, one month, a confirmation."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from applications.forms.fields.base import Text, WithMissingText

Choices = Sequence[tuple[str, Text]] | Callable[[], Iterable[tuple[str, Text]]]


class ChoiceField(WithMissingText, forms.ChoiceField):
    """Radios in a fieldset; ``None`` when nothing is chosen.

    ``hints`` gives a line of explanation for single values.
    """

    widget: Any = forms.RadioSelect
    missing = _("Wählen Sie eine Antwort aus.")

    def __init__(
        self,
        *,
        choices: Choices = (),
        hints: dict[str, Text] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(choices=choices, **kwargs)
        self.hints = hints or {}
        self.error_messages["invalid_choice"] = self.error_messages["required"]

    def to_python(self, value: Any) -> str | None:
        """Return the value, or None."""
        return super().to_python(value) or None

    def validate(self, value: Any) -> None:
        """Refuse a value that was not offered."""
        forms.Field.validate(self, value)
        if value is not None and not self.valid_value(value):
            raise self.problem(self.error_messages["invalid_choice"], "invalid_choice")


class YesNoField(ChoiceField):
    """„Ja“ and „Nein“ with the values ``yes`` and ``no``."""

    def __init__(self, *, no_first: bool = False, **kwargs: Any) -> None:
        choices = [("yes", _("Ja")), ("no", _("Nein"))]
        super().__init__(choices=choices[::-1] if no_first else choices, **kwargs)


class DropdownField(ChoiceField):
    """A select for eight or more values, with an empty first line."""

    widget = forms.Select
    missing = _("Wählen Sie etwas aus der Liste aus.")
    empty_label = _("Bitte auswählen")

    def __init__(self, *, choices: Choices = (), **kwargs: Any) -> None:
        offered = choices() if callable(choices) else choices
        super().__init__(choices=[("", self.empty_label), *offered], **kwargs)


class MonthField(DropdownField):
    """One month between two dates; the value is written like ``2020-04``."""

    missing = _("Wählen Sie einen Monat aus.")

    def __init__(
        self, *, first: date | None = None, last: date | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        if first and last:
            self.offer(first, last)

    def offer(self, first: date, last: date) -> None:
        """Offer the months from ``first`` to ``last``, both included."""
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        self.choices = [
            ("", self.empty_label),
            *(
                (f"{month // 12}-{month % 12 + 1:02}", f"{MONTHS[month % 12 + 1]} {month // 12}")
                for month in months
            ),
        ]


class MultipleChoiceField(WithMissingText, forms.MultipleChoiceField):
    """Checkboxes in a fieldset; the answer is a list in the order of the choices."""

    widget = forms.CheckboxSelectMultiple
    missing = _("Wählen Sie mindestens eine Antwort aus.")

    def __init__(self, *, choices: Choices = (), **kwargs: Any) -> None:
        super().__init__(choices=choices, **kwargs)
        self.hints: dict[str, Text] = {}
        self.error_messages["invalid_choice"] = self.error_messages["required"]

    def clean(self, value: Any) -> list[str]:
        """Return each chosen value once."""
        chosen = set(super().clean(value))
        offered = cast("Iterable[tuple[str, Text]]", self.choices)
        return [key for key, _label in offered if str(key) in chosen]


class ConfirmationField(WithMissingText, forms.BooleanField):
    """One checkbox with its sentence as label; True, or False when it may stay empty."""

    missing = _("Bitte bestätigen Sie diesen Satz.")
