"""Addresses of the public site, grouped by area; the one list of public pages stands here."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, path

from applications.views import public

# Pages that anybody may see. All others ask to sign in (LoginRequiredMiddleware).
PUBLIC_NAMES = frozenset(
    {
        "start",
        "funding",
        "preparation",
        "check_start",
        "check_question",
        "check_result",
        "imprint",
        "privacy",
        "accessibility",
        "help",
        "robots",
    }
)

urlpatterns: list[URLPattern | URLResolver] = [
    # Start and information
    path("", public.start, name="start"),
    path("foerderung/", public.funding, name="funding"),
    path("foerderung/unterlagen/", public.preparation, name="preparation"),
    # Help and legal pages
    path("hilfe/", public.help_page, name="help"),
    path("impressum/", public.imprint, name="imprint"),
    path("datenschutz/", public.privacy, name="privacy"),
    path("barrierefreiheit/", public.accessibility, name="accessibility"),
    path("robots.txt", public.robots, name="robots"),
]


def open_to_everybody(patterns: Sequence[URLPattern | URLResolver]) -> None:
    """Lift the demand to sign in from the pages of ``PUBLIC_NAMES``."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            open_to_everybody(pattern.url_patterns)
        elif pattern.name in PUBLIC_NAMES:
            login_not_required(pattern.callback)


open_to_everybody(urlpatterns)
