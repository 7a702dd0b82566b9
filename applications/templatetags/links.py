"""Numbers that lead to the list they count."""

from django import template
from django.utils.html import format_html

register = template.Library()


@register.filter
def linked(number: int, address: str) -> str:
    """Write a number as a link, or alone where it has no list; far quicker than an inclusion."""
    return format_html('<a href="{}">{}</a>', address, number) if address else str(number)
