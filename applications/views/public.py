"""The pages that anybody may read: start, the funding, what to prepare, help, legal pages."""

from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications import clock
from applications.rules.periods import last_day_before
from applications.texts import label
from applications.texts import privacy as privacy_editions
from applications.texts.enclosure_hints import HOW_TO_RECOGNISE, NEEDED
from applications.views.requests import Request

# When a person last went through the pages with the keyboard and at 400 percent.
ACCESSIBILITY_TESTED_ON = date(2026, 11, 22)
# How long a finder of a hole may rely on what security.txt says (RFC 9116: less than a year).
SECURITY_CONTACT_HOLDS: Final = timedelta(days=180)


@require_safe
def start(request: Request) -> HttpResponse:
    """P01: is this for us, how much, until when?"""
    funding_round = request.funding_round
    context = {
        "round": funding_round,
        "about_count": int(funding_round.budget_eur // funding_round.maximum_eur)
        if funding_round
        else 0,
        "may_begin": funding_round.is_open(request.received_at) if funding_round else False,
    }
    return render(request, "pages/start.html", context)


@require_safe
def funding(request: Request) -> HttpResponse:
    """P02: the funding in detail."""
    context = {"page_title": _("Was wird gefördert?"), "round": request.funding_round}
    return render(request, "pages/funding.html", context)


@require_safe
def preparation(request: Request) -> HttpResponse:
    """P03: the papers to have ready, as a list to print."""
    described = {kind: (label(kind), words) for kind, words in HOW_TO_RECOGNISE.items()}
    context = {
        "page_title": _("Das sollten Sie bereitlegen"),
        "round": request.funding_round,
        "needed": [described[kind] for kind in NEEDED],
        "helpful": [words for kind, words in described.items() if kind not in NEEDED],
    }
    return render(request, "pages/preparation.html", context)


@require_safe
def imprint(request: Request) -> HttpResponse:
    """R01: who is responsible for these pages."""
    context = {"page_title": _("Impressum"), "round": request.funding_round}
    return render(request, "pages/imprint.html", context)


@require_safe
def privacy(request: Request) -> HttpResponse:
    """R02: which data we keep, why and how long."""
    context = {
        "page_title": _("Datenschutz"),
        "round": request.funding_round,
        "edition": privacy_editions.CURRENT,
    }
    return render(request, "pages/privacy.html", context)


@require_safe
def accessibility(request: Request) -> HttpResponse:
    """R03: how accessible these pages are and whom to tell about barriers."""
    context = {
        "page_title": _("Erklärung zur Barrierefreiheit"),
        "round": request.funding_round,
        "tested_on": ACCESSIBILITY_TESTED_ON,
    }
    return render(request, "pages/accessibility.html", context)


@require_safe
def easy_language(request: Request) -> HttpResponse:
    """H03: the funding in a few very short sentences."""
    funding_round = request.funding_round
    context = {
        "page_title": _("Leichte Sprache"),
        "round": funding_round,
        "last_day": last_day_before(funding_round.closes_at) if funding_round else None,
    }
    return render(request, "pages/easy_language.html", context)


@require_safe
def sign_language(request: Request) -> HttpResponse:
    """H04: the place of the video in sign language."""
    context = {"page_title": _("Gebärdensprache")}
    return render(request, "pages/sign_language.html", context)


@require_safe
def robots(request: Request) -> HttpResponse:
    """Let search engines read the public pages only."""
    return render(request, "pages/robots.txt", content_type="text/plain; charset=utf-8")


@require_safe
def security_contact(request: Request) -> HttpResponse:
    """Say whom to tell about a hole, as machines read it (RFC 9116)."""
    funding_round = request.funding_round
    expires = (clock.real_now() + SECURITY_CONTACT_HOLDS).replace(microsecond=0)
    lines = [
        *([f"Contact: mailto:{funding_round.contact_email}"] if funding_round else []),
        f"Contact: {settings.BASE_URL}{reverse('contact')}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: de, en",
        f"Canonical: {settings.BASE_URL}{request.path}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
