"""The addresses of the outbox and of the deliveries."""

from functools import partial

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from applications.admin import deliveries, letters


def letter_urls(site: AdminSite) -> list[URLPattern]:
    """Return the pages on which letters wait, leave and arrive."""
    pages = (
        ("ausgang/", letters.outbox_page, "letters"),
        ("ausgang/versand/<int:release_id>/", letters.release_page, "letter_release"),
        ("ausgang/brief/<int:draft_id>/", letters.draft_page, "letter_draft"),
        ("zustellung/", deliveries.page, "deliveries"),
    )
    return [
        *(
            path(address, site.admin_view(partial(view, site=site)), name=name)
            for address, view, name in pages
        ),
        path(
            "ausgang/brief/<int:draft_id>/entwurf.pdf",
            site.admin_view(letters.draft_pdf),
            name="letter_draft_pdf",
        ),
    ]
