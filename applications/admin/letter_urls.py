"""The addresses of the outbox and of the deliveries."""

from functools import partial

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path, re_path

from applications.admin import deliveries, letters

_DRAFT = "^ausgang/brief/(?P<draft_id>[0-9]{1,18})/"


def letter_urls(site: AdminSite) -> list[URLPattern]:
    """Return the pages on which letters wait, leave and arrive."""
    outbox, release, draft, arrivals = (
        site.admin_view(partial(view, site=site))
        for view in (
            letters.outbox_page,
            letters.release_page,
            letters.draft_page,
            deliveries.page,
        )
    )
    return [
        path("ausgang/", outbox, name="letters"),
        re_path("^ausgang/versand/(?P<release_id>[0-9]{1,18})/$", release, name="letter_release"),
        re_path(f"{_DRAFT}$", draft, name="letter_draft"),
        re_path(
            rf"{_DRAFT}entwurf\.pdf$", site.admin_view(letters.draft_pdf), name="letter_draft_pdf"
        ),
        path("zustellung/", arrivals, name="deliveries"),
    ]
