"""The frame around every page: rehearsal strip, header, help box, footer, deadline."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.contrib.messages import get_messages
from django.db import DatabaseError
from django.http import HttpRequest
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications import clock
from applications.models import FundingRound

register = template.Library()

Links = tuple[tuple[str | Promise, str], ...]

VISITOR_LINKS: Links = ((_("Hilfe"), "help"), (_("Anmelden"), "account_login"))
MEMBER_LINKS: Links = (
    (_("Hilfe"), "help"),
    (_("Meine Anträge"), "application_list"),
    (_("Mein Konto"), "account"),
)
FOOTER_LINKS: Links = (
    (_("Impressum"), "imprint"),
    (_("Datenschutz"), "privacy"),
    (_("Barrierefreiheit"), "accessibility"),
    (_("Barriere melden"), "report_barrier"),
    (_("Leichte Sprache"), "easy_language"),
    (_("Gebärdensprache"), "sign_language"),
    (_("Dokument prüfen"), "verify"),
)
HELP_LINKS: Links = ((_("Nachricht schreiben"), "contact"), (_("Häufige Fragen"), "help"))
MESSAGE_KINDS = {"success": "success", "warning": "warning", "error": "danger"}


@dataclass(frozen=True)
class Link:
    """A link of the frame whose page exists."""

    label: str | Promise
    url: str
    is_current: bool


@register.inclusion_tag("frame/rehearsal_strip.html", takes_context=True)
def rehearsal_strip(context: Context) -> dict[str, Any]:
    """Say that this is a rehearsal and what our clock shows; nothing in a real round."""
    return {"now": _instant(context.get("request")) if settings.REHEARSAL_NOW else None}


@register.inclusion_tag("frame/site_header.html", takes_context=True)
def site_header(context: Context) -> dict[str, Any]:
    """Show the way home and the few links everybody needs."""
    request = context.get("request")
    user = getattr(request, "user", None)
    is_signed_in = bool(user and user.is_authenticated)
    return {
        "home_url": reverse("start"),
        "links": _links(MEMBER_LINKS if is_signed_in else VISITOR_LINKS, request),
        "sign_out_url": url_of("account_logout") if is_signed_in else "",
        "csrf_token": context.get("csrf_token", ""),
    }


@register.inclusion_tag("frame/site_footer.html", takes_context=True)
def site_footer(context: Context) -> dict[str, Any]:
    """Show the legal links and the responsible authority."""
    request = context.get("request")
    funding_round = _funding_round(request)
    return {
        "links": _links(FOOTER_LINKS, request),
        "authority_name": funding_round.authority_name if funding_round else "",
    }


@register.inclusion_tag("frame/help_box.html", takes_context=True)
def help_box(context: Context) -> dict[str, Any]:
    """Say where help is, on every page in the same place and words (WCAG 3.2.6)."""
    request = context.get("request")
    funding_round = _funding_round(request)
    phone = funding_round.contact_phone if funding_round else ""
    return {
        "phone": phone,
        "phone_number": re.sub(r"[^0-9+]", "", phone),
        "hours": funding_round.contact_hours if funding_round else "",
        "links": [link for link in _links(HELP_LINKS, request) if not link.is_current],
    }


@register.inclusion_tag("frame/messages.html", takes_context=True)
def page_messages(context: Context) -> dict[str, Any]:
    """Show what the last step left to say."""
    request = context.get("request")
    found = get_messages(request) if hasattr(request, "_messages") else ()
    return {
        "found": [
            {"text": str(message), "kind": MESSAGE_KINDS.get(message.level_tag, "info")}
            for message in found
        ]
    }


@register.simple_tag
def url_of(name: str, *args: Any) -> str:
    """Return the address of a page, or an empty text while the page does not exist."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _links(links: Links, request: HttpRequest | None) -> list[Link]:
    here = request.path if request else ""
    found = ((label, url_of(name)) for label, name in links)
    return [Link(label, url, url == here) for label, url in found if url]


def _instant(request: HttpRequest | None) -> datetime:
    return getattr(request, "received_at", None) or clock.now()


def _funding_round(request: HttpRequest | None) -> FundingRound | None:
    """Return the round of the request; error pages must appear without a database too."""
    try:
        found = getattr(request, "funding_round", None)
        return found or None
    except DatabaseError:
        return None
