"""The frame around every page: rehearsal strip, header, help box, footer, deadline."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.contrib.messages import get_messages
from django.db import DatabaseError
from django.http import HttpRequest
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications import clock
from applications.models import FundingRound
from applications.rules.deadlines import DeadlineNotice, DeadlineState, deadline_notice
from applications.services.session_time import (
    LAST_SEEN_AT,
    next_stamp,
    person_mark,
    session_time,
)
from applications.templatetags.german import day, time_of_day, weekday

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
AT_MOST = _("Sie können Ihren Antrag bis %(day)s, %(time)s Uhr absenden.")
EXTENDED = _("Wir haben die Frist verlängert. Neu: %(day)s, %(time)s Uhr.")
ONE_DAY_LEFT = _("Nur noch 1 Tag: Die Frist endet am %(day)s, um %(time)s Uhr.")
LATE_WITH_DRAFT = _(
    "Ein Antrag, der jetzt kommt, ist verspätet. In der Regel müssen wir ihn ablehnen."
)
TOO_LATE_TO_BEGIN = _("Einen neuen Antrag können Sie nicht mehr beginnen.")
DEADLINE_SENTENCES: dict[DeadlineState, tuple[str | Promise, ...]] = {
    DeadlineState.NOT_OPEN: (
        _("Die nächste Runde beginnt am %(opens_on)s."),
        _("Den Förder-Check können Sie schon jetzt machen."),
    ),
    DeadlineState.FAR: (AT_MOST,),
    DeadlineState.NEAR: (AT_MOST, _("Das sind noch %(days)s Tage.")),
    DeadlineState.CLOSE: (
        _("Nur noch %(days)s Tage: Die Frist endet am %(day)s, um %(time)s Uhr."),
    ),
    DeadlineState.LAST_DAY: (
        _("Heute ist der letzte Tag."),
        _("Die Frist endet um %(time)s Uhr."),
    ),
    DeadlineState.OVER: (_("Die Frist ist vorbei."),),
}
DEADLINE_KINDS = {
    DeadlineState.CLOSE: "warning",
    DeadlineState.LAST_DAY: "warning",
    DeadlineState.OVER: "warning",
}
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
    request = context.get("request")
    # The preview of a round shows another day than our clock.
    shown = getattr(request, "applicant_view", None)
    now = shown.asked_at if shown else _instant(request)
    return {"now": now if settings.REHEARSAL_NOW else None}


@register.inclusion_tag("frame/paper_strip.html", takes_context=True)
def paper_strip(context: Context) -> dict[str, Any]:
    """Say that somebody of the authority writes down here what came on paper."""
    return {"paper": getattr(context.get("request"), "paper", None)}


@register.inclusion_tag("frame/rehearsal_note.html")
def rehearsal_note() -> dict[str, Any]:
    """Say on legal pages that a rehearsal is not run by the authority."""
    return {"is_rehearsal": bool(settings.REHEARSAL_NOW)}


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
    found = get_messages(request) if request and hasattr(request, "_messages") else ()
    return {
        "found": [
            {"text": str(message), "kind": MESSAGE_KINDS.get(message.level_tag, "info")}
            for message in found
        ]
    }


@register.inclusion_tag("frame/session_dialog.html", takes_context=True)
def session_dialog(context: Context) -> dict[str, Any]:
    """Prepare the question before the session ends; nothing for visitors."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or not (user and user.is_authenticated):
        return {"left": None}
    now = int(clock.real_now().timestamp())
    # This very page is an action.
    seen = {**request.session, LAST_SEEN_AT: next_stamp(request.session, now=now)}
    return {
        "left": session_time(seen, is_staff=user.is_staff, now=now).left,
        "person": person_mark(user.pk),
        "here": request.get_full_path() if request.method == "GET" else "",
        "csrf_token": context.get("csrf_token", ""),
    }


@register.inclusion_tag("frame/deadline_box.html", takes_context=True)
def deadline_box(
    context: Context, *, has_draft: bool = False, shows_clock: bool = False
) -> dict[str, Any]:
    """Say until when one can apply; ``shows_clock`` adds our time on the last day."""
    request = context.get("request")
    funding_round, at = _funding_round(request), _instant(request)
    if paper := getattr(request, "paper", None):
        # What came on paper counts from its arrival, whenever it is written down.
        arrived = _("Der Papierantrag ist am %(day)s, um %(time)s Uhr angekommen.")
        moment = {"day": weekday(paper.created_at), "time": time_of_day(paper.created_at)}
        return {"kind": "info", "lines": [arrived % moment]}
    if funding_round is None:
        text = _(
            "Zurzeit gibt es keine offene Runde. Wenn es eine neue Runde gibt, steht das hier."
        )
        return {"kind": "info", "lines": [text]}
    notice = deadline_notice(
        at=at,
        opens_at=funding_round.opens_at,
        closes_at=funding_round.closes_at,
        closed_originally_at=funding_round.closed_originally_at,
    )
    lines = deadline_lines(notice, funding_round.closes_at, has_draft=has_draft)
    if shows_clock and notice.state is DeadlineState.LAST_DAY:
        clock_text = gettext("Auf unserer Uhr ist es jetzt %(time)s Uhr.")
        lines.append(clock_text % {"time": time_of_day(at)})
    return {"kind": DEADLINE_KINDS.get(notice.state, "info"), "lines": lines}


def deadline_lines(
    notice: DeadlineNotice, closes_at: datetime, *, has_draft: bool = False
) -> list[str]:
    """Return the sentences about the deadline, one thought each."""
    # The deadline is the first late instant; people are told the last minute in time.
    last_minute = closes_at - timedelta(minutes=1)
    values = {
        "day": weekday(last_minute),
        "time": time_of_day(last_minute),
        "opens_on": day(notice.opens_on),
        "days": notice.days_left,
    }
    sentences = list(DEADLINE_SENTENCES[notice.state])
    if notice.state is DeadlineState.OVER:
        sentences.append(LATE_WITH_DRAFT if has_draft else TOO_LATE_TO_BEGIN)
    elif notice.is_extended and notice.state is not DeadlineState.NOT_OPEN:
        sentences.insert(0, EXTENDED)
    if notice.state is DeadlineState.CLOSE and notice.days_left == 1:
        sentences[-1] = ONE_DAY_LEFT
    return [str(sentence) % values for sentence in sentences]


@register.simple_tag(takes_context=True)
def begin_url(context: Context) -> str:
    """Return where an application is begun: with an account there, else by way of signing up."""
    request = context.get("request")
    begin = url_of("application_begin")
    if request is not None and request.user.is_authenticated:
        return begin
    sign_up = url_of("account_signup")
    return f"{sign_up}?{urlencode({'next': begin})}" if sign_up and begin else sign_up


@register.simple_tag
def url_of(name: str, *args: Any) -> str:
    """Return the address of a page, or an empty text while the page does not exist."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _links(links: Links, request: HttpRequest | None) -> list[Link]:
    here = request.path if request else ""
    found = ((label, name, url_of(name)) for label, name in links)
    return [
        Link(label, _told_from(name, url, here), url == here) for label, name, url in found if url
    ]


def _told_from(name: str, url: str, here: str) -> str:
    """Add to the way to report a barrier the page from which somebody comes."""
    if name != "report_barrier" or url == here or not here:
        return url
    return f"{url}?{urlencode({'seite': here})}"


def _instant(request: HttpRequest | None) -> datetime:
    return getattr(request, "received_at", None) or clock.now()


def _funding_round(request: HttpRequest | None) -> FundingRound | None:
    """Return the round of the request; error pages must appear without a database too."""
    try:
        found = getattr(request, "funding_round", None)
        return found or None
    except DatabaseError:
        return None
