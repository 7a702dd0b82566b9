"""Whatever is not on the list of public pages asks to sign in."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from applications.urls import PUBLIC_NAMES

# The admin's own sign-in page only leads to ours.
OF_THE_ADMIN = {"login"}


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern)
        else:
            yield pattern


def test_open_pages_are_exactly_those_on_the_list():
    open_names = {
        pattern.name
        for pattern in _patterns(get_resolver())
        if not getattr(pattern.callback, "login_required", True)
    }

    assert open_names == PUBLIC_NAMES | OF_THE_ADMIN


def test_no_two_addresses_share_a_name():
    names = [p.name for p in _patterns(get_resolver()) if p.name]

    assert sorted(names) == sorted(set(names))
