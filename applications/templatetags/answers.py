"""Words for the sums that stand beside the answers."""

from decimal import Decimal

from django import template
from django.utils.functional import Promise

from applications import texts
from applications.rules.amounts import AmountLine
from applications.rules.money import format_number
from applications.rules.parameters import ParameterKind
from applications.texts import contributions, words

register = template.Library()


@register.filter
def contribution_label(line: AmountLine) -> str | Promise:
    """Return the name of a contribution of the employer."""
    return texts.label(ParameterKind(line.code))


@register.filter
def contribution_meaning(line: AmountLine) -> str | Promise:
    """Return what a contribution of the employer pays for."""
    return contributions.contribution_meaning(ParameterKind(line.code))


@register.filter
def unbroken(source: str) -> str:
    """Keep the sign of a paragraph on the line of its number."""
    return source.replace("§ ", "§\N{NO-BREAK SPACE}")


@register.filter
def hours(value: Decimal) -> str:
    """Write hours: ``48,12``, ``40``."""
    return words.hours_in_words(value)


@register.filter
def percent(factor: Decimal) -> str:
    """Write a rate: ``13,00 %``."""
    return f"{format_number(factor * 100)}\N{NO-BREAK SPACE}%"
