"""Days, periods and steps in the words of a letter."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications.rules.letters import LetterPeriod, Step


def day(value: date) -> str:
    """Write a day: ``31. März 2021``."""
    return date_format(value, "j. F Y")


def weekday(value: date) -> str:
    """Write a day that is a limit: ``Mittwoch, 31. März 2021``."""
    return date_format(value, "l, j. F Y")


def period(value: LetterPeriod | None) -> str:
    """Write both days, the year once where it is the same: ``1. April bis 31. Dezember 2020``."""
    if value is None:
        return ""
    is_same_year = value.begins_on.year == value.ends_on.year
    first = date_format(value.begins_on, "j. F" if is_same_year else "j. F Y")
    return _("%(first)s bis %(last)s") % {"first": first, "last": day(value.ends_on)}


def short_period(value: LetterPeriod | None) -> str:
    """Write both days for a table: ``01.04. bis 31.12.2020``, a dash for none."""
    if value is None:
        return "–"
    is_same_year = value.begins_on.year == value.ends_on.year
    first = date_format(value.begins_on, "d.m." if is_same_year else "d.m.Y")
    return _("%(first)s bis %(last)s") % {
        "first": first,
        "last": date_format(value.ends_on, "d.m.Y"),
    }


def step(value: Step, *, with_weekday: bool) -> str:
    """Write a step with its day: ``Bis Mittwoch, 15. April 2020: Bankverbindung angeben``."""
    if value.by is None:
        return value.text
    by = weekday(value.by) if with_weekday else day(value.by)
    return _("Bis %(day)s: %(step)s") % {"day": by, "step": value.text}
