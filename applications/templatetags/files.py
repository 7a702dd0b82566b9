"""Sizes of files as people read them, and what is wrong with photos."""

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext as _

from applications.models import AttachmentPage
from applications.workflow import answer_sheet

register = template.Library()


@register.filter
def file_size(size: int) -> str:
    """Write a number of bytes: ``182 kB``, ``1,4 MB``."""
    return answer_sheet.file_size(size)


@register.filter
def photo_flaw(page: AttachmentPage) -> str:
    """Say what is wrong with one of several photos: ``Foto 2 ist sehr dunkel.``"""
    return _("Foto %(number)s ist %(flaw)s.") % {"number": page.number, "flaw": _flaw(page)}


@register.filter
def photo_flaws(pages: Iterable[AttachmentPage], count: int) -> str:
    """Say which of ``count`` photos are hard to read.

    Of documents from before each photo was marked nobody knows which of several it is.
    """
    found = [page for page in pages if page.is_dark or page.is_blurred]
    if count > 1:
        sentences = [photo_flaw(page) for page in found]
        return " ".join(sentences) or _("Ein Foto ist sehr dunkel oder unscharf.")
    if not found:
        return _("Das Foto ist sehr dunkel oder unscharf.")
    return _("Das Foto ist %(flaw)s.") % {"flaw": _flaw(found[0])}


def _flaw(page: AttachmentPage) -> str:
    if page.is_dark and page.is_blurred:
        return _("sehr dunkel und unscharf")
    return _("sehr dunkel") if page.is_dark else _("unscharf")
