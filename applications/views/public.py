"""The pages that anybody may read: start, the funding, what to prepare, help, legal pages."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications.views.help_texts import TOPICS
from applications.views.requests import Request


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
    context = {"page_title": _("Das sollten Sie bereitlegen"), "round": request.funding_round}
    return render(request, "pages/preparation.html", context)


@require_safe
def help_page(request: Request) -> HttpResponse:
    """H01: the questions people ask most, on one page."""
    context = {"page_title": _("Häufige Fragen"), "topics": TOPICS}
    return render(request, "pages/help.html", context)


@require_safe
def imprint(request: Request) -> HttpResponse:
    """R01: who is responsible for these pages."""
    context = {"page_title": _("Impressum"), "round": request.funding_round}
    return render(request, "pages/imprint.html", context)


@require_safe
def privacy(request: Request) -> HttpResponse:
    """R02: which data we keep, why and how long."""
    context = {"page_title": _("Datenschutz"), "round": request.funding_round}
    return render(request, "pages/privacy.html", context)


@require_safe
def accessibility(request: Request) -> HttpResponse:
    """R03: how accessible these pages are and whom to tell about barriers."""
    context = {"page_title": _("Barrierefreiheit"), "round": request.funding_round}
    return render(request, "pages/accessibility.html", context)


@require_safe
def robots(request: Request) -> HttpResponse:
    """Let search engines read the public pages only."""
    return render(request, "pages/robots.txt", content_type="text/plain; charset=utf-8")
