"""Values of findings in German words: amounts, days, durations, labels."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.rules import choices as answers
from applications.rules.money import format_eur_in_text, format_number
from applications.rules.periods import BERLIN
from applications.texts.labels import LABELS

MISSING: Final = "–"
_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR

_LISTS: Final[Mapping[str, type[StrEnum]]] = {
    "attachment_kind": answers.AttachmentKind,
    "board_share": answers.Share,
    "district": answers.District,
    "employees": answers.EmployeesAnswer,
    "legal_form": answers.LegalForm,
    "member_share": answers.Share,
    "notice_kind": answers.NoticeKind,
    "signature_rule": answers.SignatureRule,
    "single_purpose": answers.SinglePurpose,
    "topic": answers.Topic,
}


def in_words(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the values of a finding by name, each as a German reader expects it."""
    return {name: _word(name, value) for name, value in values.items()}


def day_in_words(day: date) -> str:
    """Return `27. Juni 2018`."""
    return date_format(day, "j. F Y")


def duration_in_words(seconds: int) -> str:
    """Return a lateness in its largest full unit: `2 Minuten`, `3 Stunden`, `1 Tag`."""
    if seconds < _MINUTE:
        return _("weniger als 1 Minute")
    if seconds < _HOUR:
        count = seconds // _MINUTE
        return ngettext("%(count)s Minute", "%(count)s Minuten", count) % {"count": count}
    if seconds < _DAY:
        count = seconds // _HOUR
        return ngettext("%(count)s Stunde", "%(count)s Stunden", count) % {"count": count}
    count = seconds // _DAY
    return ngettext("%(count)s Tag", "%(count)s Tage", count) % {"count": count}


def hours_in_words(hours: Decimal) -> str:
    """Return `40`, `19,5` or `48,12`: decimals only where there are any."""
    return format_number(hours).rstrip("0").removesuffix(",")


def _instant_in_words(text: str) -> str:
    instant = datetime.fromisoformat(text).astimezone(BERLIN)
    return date_format(instant, "j. F Y, H:i:s ") + _("Uhr")


_SUFFIXES: Final[tuple[tuple[str, Callable[[Any], str]], ...]] = (
    ("_eur", lambda value: format_eur_in_text(Decimal(value))),
    ("hours", lambda value: hours_in_words(Decimal(value))),
    ("hours_month", lambda value: hours_in_words(Decimal(value))),
    ("hours_week", lambda value: hours_in_words(Decimal(value))),
    ("_seconds", duration_in_words),
    ("_at", _instant_in_words),
    ("_on", lambda value: day_in_words(date.fromisoformat(value))),
    ("_date", lambda value: day_in_words(date.fromisoformat(value))),
    ("last_day", lambda value: day_in_words(date.fromisoformat(value))),
    ("period_from", lambda value: day_in_words(date.fromisoformat(value))),
    ("until", lambda value: day_in_words(date.fromisoformat(value))),
)


def _word(name: str, value: Any) -> str:
    if value is None or value == []:
        return MISSING
    if name in _LISTS:
        return str(LABELS[_LISTS[name]][value])
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    for suffix, write in _SUFFIXES:
        if name.endswith(suffix):
            return write(value)
    return str(value)
