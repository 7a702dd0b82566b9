"""What staff may open while they see the pages as applicants do: nothing else, and no sending.

A page that is shown this way has ``request.applicant_view``; it finds there the application that
its own rights would hide. While it is made the database takes no change.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import ResolverMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from applications import clock
from applications.forms.check import QUESTIONS
from applications.models import Application
from applications.rules.sections import Section
from applications.services import applicant_view
from applications.services.applicant_view import (
    ENTRY,
    ApplicantView,
    Cause,
    Kind,
    OpenView,
    Part,
    ViewOver,
)
from applications.texts import label
from applications.views.requests import SignedInRequest
from applications.views.section_pages import PAGES, overview_url, page_url, section_url

Text = str | Promise

_FORM_PAGES: Final = frozenset(
    {
        "application_overview",
        "cost_item",
        "cost_item_add",
        "cost_items_add",
        "enclosures",
        "review_answers",
        "section_page",
    }
)
PAGES_OF: Final[dict[Part, frozenset[str]]] = {
    Part.WRITING: _FORM_PAGES | {"information_request"},
    Part.SENT: frozenset(
        {
            "application_documents",
            "application_status",
            "application_submitted",
            "case_messages",
            "hearing",
            "late_enclosures",
        }
    ),
}
PAGES_OF_A_ROUND: Final = frozenset(
    {"application_begin", "check_question", "check_result", "funding", "preparation", "start"}
)
# Files have their own rights and their own log, with or without a view.
FILES: Final = frozenset(
    {"attachment", "attachment_page", "attachment_thumbnail", "document_pdf", "message_file"}
)
# What belongs to the member of staff and not to what they look at.
_OWN_NAMES: Final = ("account", "applicant_view", "mfa_", "my_data", "usersessions_")
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_WRITING: Final = ("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "TRUNCATE")
OVER: Final[dict[Cause, Text]] = {
    Cause.TIME: gettext_lazy("Die Ansicht ist nach 30 Minuten zu Ende gegangen."),
    Cause.RIGHTS: gettext_lazy(
        "Die Ansicht ist zu Ende: Sie dürfen diese Seiten nicht mehr sehen."
    ),
}

View = Callable[..., HttpResponse]


class WrittenWhileLooking(Exception):
    """A page tried to change something while somebody only looked at it."""


@dataclass(frozen=True)
class ViewLink:
    """One page of the view in the list of the banner."""

    label: Text
    url: str
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class ShownView:
    """The view as the page that is being made knows it; ``asked_at`` is on our clock."""

    opened: OpenView
    asked_at: datetime
    minutes_left: int
    path: str

    @property
    def application(self) -> Application:
        """Return the application to show."""
        return self.opened.application

    @property
    def is_preview(self) -> bool:
        """Say whether a round is shown, with an application of nobody."""
        return self.opened.view.kind == Kind.ROUND

    @property
    def name(self) -> str:
        """Return the name of the association, or of the round."""
        if self.is_preview:
            return self.opened.funding_round.name
        return self.application.organisation_name or self.application.organisation.name

    @property
    def links(self) -> list[ViewLink]:
        """Return the pages of the view in their order."""
        pages = _round_pages() if self.is_preview else []
        if Part.WRITING in self.opened.parts:
            pages += _writing_pages(self.application)
        if Part.SENT in self.opened.parts:
            pages += _sent_pages(self.application)
        return [ViewLink(words, url, url == self.path) for words, url in pages]


@require_safe
def first_page(request: SignedInRequest) -> HttpResponse:
    """Lead to the first page of the view that was begun."""
    entry = request.session.get(ENTRY)
    if entry is None:
        return redirect("start")
    try:
        shown = _shown(request, ApplicantView.from_entry(entry))
    except ViewOver as over:
        return redirect(_tell_over(request, over.cause))
    return redirect(shown.links[0].url)


@require_POST
def end(request: SignedInRequest) -> HttpResponse:
    """„Ansicht beenden“."""
    came_from = _close(request, Cause.BUTTON)
    if came_from:
        messages.success(request, _("Die Ansicht ist beendet."))
    return redirect(came_from or "start")


def answer(request: Any, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
    """Answer instead of the view while somebody looks; None lets the request go its usual way."""
    match: ResolverMatch = request.resolver_match
    if _is_own(match):
        return None
    kept = ApplicantView.from_entry(request.session[ENTRY])
    try:
        shown = _shown(request, kept)
    except ViewOver as over:
        return _over(request, kept, over.cause)
    if request.method not in _SAFE:
        return _refuse(request, shown, is_sent=True)
    if not _is_shown(shown, match):
        is_of_view = match.kwargs.get("code") == kept.code and not _is_file(shown, match)
        return _refuse(request, shown, is_sent=False) if is_of_view else None
    request.applicant_view = shown
    request.funding_round = shown.opened.funding_round
    request.received_at = shown.opened.shown_at(request.received_at)
    with nothing_written():
        return view(request, *args, **kwargs)


@contextmanager
def nothing_written() -> Iterator[None]:
    """Let no statement that changes anything reach the database; raises when one tries."""
    with connection.execute_wrapper(_refuse_writing):
        yield


def _shown(request: Any, view: ApplicantView) -> ShownView:
    """Ask for the rights of this request. Raises ``ViewOver``."""
    now = clock.real_now()
    opened = applicant_view.open_view(view, user=request.user, now=now)
    return ShownView(
        opened=opened,
        asked_at=request.received_at,
        minutes_left=view.minutes_left(now),
        path=request.path,
    )


def _refuse_writing(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    if sql.lstrip().upper().startswith(_WRITING):
        raise WrittenWhileLooking(sql)
    return execute(sql, params, many, context)


def _is_own(match: ResolverMatch) -> bool:
    return "admin" in match.app_names or match.view_name.startswith(_OWN_NAMES)


def _is_shown(shown: ShownView, match: ResolverMatch) -> bool:
    """Tell whether a page belongs to the view: by its name, and by the code in its address."""
    view = shown.opened.view
    if shown.is_preview and match.url_name in PAGES_OF_A_ROUND:
        return True
    names = frozenset[str]().union(*(PAGES_OF[part] for part in shown.opened.parts))
    return match.url_name in names and match.kwargs.get("code") == view.code


def _is_file(shown: ShownView, match: ResolverMatch) -> bool:
    """Tell whether the address is that of a file that the person may have anyhow."""
    return match.url_name in FILES and Part.SENT in shown.opened.parts


def _refuse(request: Any, shown: ShownView, *, is_sent: bool) -> HttpResponse:
    """Say that nothing can be changed here, or that the page does not belong to the view."""
    request.applicant_view = shown
    is_shown = _is_shown(shown, request.resolver_match)
    context = {
        "page_title": _("Hier können Sie nichts ändern")
        if is_sent
        else _("Diese Seite zeigen wir hier nicht"),
        "is_sent": is_sent,
        "back_to": request.get_full_path() if is_sent and is_shown else shown.links[0].url,
    }
    page = "applications/applicant_view_refused.html"
    return render(request, page, context, status=HTTPStatus.FORBIDDEN)


def _over(request: Any, kept: ApplicantView, cause: Cause) -> HttpResponse | None:
    """End a view; its pages lead back to where it was begun, all others are shown.

    What is sent at this moment was typed into a page of the view: nothing is done with it.
    """
    came_from = _tell_over(request, cause)
    is_of_view = request.resolver_match.kwargs.get("code") == kept.code
    return redirect(came_from) if is_of_view or request.method not in _SAFE else None


def _tell_over(request: Any, cause: Cause) -> str:
    """End a view and say why; return where it was begun."""
    came_from = _close(request, cause)
    messages.warning(request, str(OVER[cause]))
    return came_from


def _close(request: Any, cause: Cause) -> str:
    return applicant_view.close(
        request.session, cause=cause, actor=request.user, at=request.received_at
    )


def _round_pages() -> list[tuple[Text, str]]:
    checks = [
        (_("Förder-Check, Frage %(number)s") % {"number": n}, reverse("check_question", args=[n]))
        for n in range(1, len(QUESTIONS) + 1)
    ]
    return [
        (_("Startseite"), reverse("start")),
        (_("Was wird gefördert?"), reverse("funding")),
        (_("Das sollten Sie bereitlegen"), reverse("preparation")),
        *checks,
        (_("Förder-Check, Ergebnis"), reverse("check_result")),
        (_("Antrag beginnen"), reverse("application_begin")),
    ]


def _writing_pages(application: Application) -> list[tuple[Text, str]]:
    if not application.is_draft:
        return [(_("Nachfrage"), overview_url(application))]
    return [
        (_("Übersicht"), overview_url(application)),
        *((page.heading, page_url(application, page.slug)) for page in PAGES),
        *(
            (label(section), section_url(application, section))
            for section in (Section.ENCLOSURES, Section.REVIEW)
        ),
    ]


def _sent_pages(application: Application) -> list[tuple[Text, str]]:
    return [
        (words, reverse(name, args=[application.code]))
        for words, name in (
            (_("Status"), "application_status"),
            (_("Nachrichten"), "case_messages"),
            (_("Dokumente"), "application_documents"),
            (_("Bestätigung vom Eingang"), "application_submitted"),
        )
    ]
