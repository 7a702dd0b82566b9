"""Amounts, dates and instants in the notation of German running text."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import formats
from django.utils.dates import WEEKDAYS_ABBR

from applications import clock
from applications.rules import money

register = template.Library()


@register.filter
def eur(amount: Decimal) -> str:
    """Write an amount for tables: ``8.361,62 €``."""
    return money.format_eur(amount)


@register.filter
def eur_signed(amount: Decimal) -> str:
    """Write a difference for tables: ``+8.361,62 €`` or ``−8.361,62 €``."""
    return f"{'+' if amount > 0 else '−'}{money.format_eur(abs(amount))}"


@register.filter
def eur_in_text(amount: Decimal) -> str:
    """Write an amount for sentences: ``10.200 Euro``."""
    return money.format_eur_in_text(amount)


@register.filter
def day(value: date | datetime) -> str:
    """Write a day for sentences: ``31. Januar 2020``."""
    return formats.date_format(_berlin(value), "j. F Y")


@register.filter
def weekday(value: date | datetime) -> str:
    """Write a day with its weekday: ``Freitag, 31. Januar 2020``."""
    return formats.date_format(_berlin(value), "l, j. F Y")


@register.filter
def short_weekday(value: date) -> str:
    """Write a day for long tables: ``Fr, 31.01.2020``, much faster than Django's own filter."""
    return f"{WEEKDAYS_ABBR[value.weekday()]}, {value:%d.%m.%Y}"


@register.filter
def time_of_day(value: datetime) -> str:
    """Write a time in Berlin: ``21:14``."""
    return formats.date_format(value.astimezone(clock.BERLIN), "H:i")


def _berlin(value: date | datetime) -> date:
    return clock.berlin_date(value) if isinstance(value, datetime) else value
