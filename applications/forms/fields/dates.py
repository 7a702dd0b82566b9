"""The field for a date in three parts."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.forms.fields.base import Text, WithMissingText
from applications.forms.widgets import DateWidget, date_parts

MONTHS = (
    "januar",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
)
OTHER_SPELLINGS = {"jänner": 1, "maerz": 3, "mrz": 3, "sept": 9}
DAY, MONTH, YEAR = range(3)
# No day that anybody is asked for lies outside these years; computing with others may fail.
FIRST_YEAR, LAST_YEAR = 1900, 2100


class DateField(WithMissingText):
    """A date from day, month and year; the error points at the first part that is wrong.

    The error carries ``params["parts"]``, the numbers of the wrong parts.
    """

    widget = DateWidget
    missing = _("Tragen Sie das Datum ein.")
    parts_missing = (
        _("Tragen Sie den Tag ein."),
        _("Tragen Sie den Monat ein."),
        _("Tragen Sie das Jahr ein."),
    )
    parts_unreadable = (
        _("Tragen Sie den Tag als Zahl von 1 bis 31 ein."),
        _("Tragen Sie den Monat als Zahl von 1 bis 12 oder als Wort ein."),
        _("Tragen Sie das Jahr mit 4 Ziffern ein, zum Beispiel 2020."),
    )
    year_far_away = _("Tragen Sie ein Jahr von %(first)s bis %(last)s ein.")
    no_such_day = _("Dieses Datum gibt es nicht. Prüfen Sie Tag und Monat.")

    def clean(self, value: Any) -> date | None:
        """Return the date, or None when an optional one is empty."""
        if value is None or isinstance(value, date):
            parts = date_parts(value)
        else:
            parts = [str(part or "").strip() for part in value]
        if not any(parts):
            if self.required:
                raise self._wrong(self.error_messages["required"], "required", DAY, MONTH, YEAR)
            return None
        found = self._whole_date(*(self._part(number, text) for number, text in enumerate(parts)))
        self.run_validators(found)
        return found

    def to_python(self, value: Any) -> date | None:
        """Return the date of three typed parts."""
        return self.clean(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what is shown with what was typed."""
        shown = initial if isinstance(initial, list) else date_parts(initial)
        return [str(part or "") for part in data or ["", "", ""]] != shown

    def _part(self, number: int, text: str) -> int:
        if not text:
            raise self._wrong(self.parts_missing[number], "incomplete", number)
        read = (_read_day, _read_month, _read_year)[number]
        value = read(text)
        if value is None:
            raise self._wrong(self.parts_unreadable[number], "unreadable", number)
        return value

    def _whole_date(self, day: int, month: int, year: int) -> date:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            years = {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise self._wrong(self.year_far_away, "year", YEAR, **years)
        try:
            return date(year, month, day)
        except ValueError:
            raise self._wrong(self.no_such_day, "no_such_day", DAY, MONTH) from None

    def _wrong(self, text: Text, code: str, *parts: int, **values: int) -> Exception:
        return self.problem(text, code, parts=parts, **values)


def _read_day(text: str) -> int | None:
    return _number(text.rstrip("."), 1, 31, digits=2)


def _read_month(text: str) -> int | None:
    word = text.rstrip(".").casefold()
    if word in OTHER_SPELLINGS:
        return OTHER_SPELLINGS[word]
    if len(word) >= 3 and word.isalpha():
        return next(
            (number for number, name in enumerate(MONTHS, 1) if name.startswith(word)), None
        )
    return _number(word, 1, 12, digits=2)


def _read_year(text: str) -> int | None:
    return _number(text, 1000, 9999, digits=4)


def _number(text: str, first: int, last: int, *, digits: int) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) <= digits):
        return None
    return int(text) if first <= int(text) <= last else None
