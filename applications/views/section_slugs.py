"""Sections by the address of their pages: for remarks, versions and readers."""

from django.http import Http404

from applications.rules.sections import Section
from applications.views.section_pages import find_page, slug_of


def section_by_slug(slug: str) -> Section:
    """Return the section of a page of the form, or 404."""
    page = find_page(slug)
    if page is not None:
        return page.section
    if slug == slug_of(Section.ENCLOSURES):
        return Section.ENCLOSURES
    raise Http404
