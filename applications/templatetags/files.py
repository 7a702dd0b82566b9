"""Sizes of files as people read them."""

from django import template

from applications.workflow import answer_sheet

register = template.Library()


@register.filter
def file_size(size: int) -> str:
    """Write a number of bytes: ``182 kB``, ``1,4 MB``."""
    return answer_sheet.file_size(size)
