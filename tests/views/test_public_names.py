"""The list of public pages: everything else asks to sign in."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from applications.urls import PUBLIC_NAMES


def _pages(patterns: Sequence[URLPattern | URLResolver], route: str = "") -> Iterator[URLPattern]:
    """Walk through all addresses but those of the staff's admin, which guards itself."""
    for pattern in patterns:
        place = f"{route}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            yield pattern
        elif place != settings.ADMIN_PATH:
            yield from _pages(pattern.url_patterns, place)


def _is_open(page: URLPattern) -> bool:
    return not getattr(page.callback, "login_required", True)


def test_only_listed_pages_are_open() -> None:
    pages = _pages(get_resolver().url_patterns)
    assert [page for page in pages if _is_open(page) and page.name not in PUBLIC_NAMES] == []


def test_every_listed_page_exists_and_is_open() -> None:
    pages = _pages(get_resolver().url_patterns)
    assert {page.name for page in pages if _is_open(page)} == PUBLIC_NAMES
