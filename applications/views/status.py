"""S01 and S04: where a sent application stands, what happened, and its documents."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from applications import clock, texts
from applications.documents.kinds import KINDS
from applications.models import Application, Document, Transition
from applications.models.codes import group_printed
from applications.models.document import DocumentKind
from applications.rules.lifecycle import Action, State
from applications.rules.money import format_eur_in_text
from applications.views.requests import SignedInRequest
from applications.views.section_pages import overview_url
from applications.workflow.answer_sheet import long_date

DECIDED: Final = frozenset({State.AWARDED, State.REJECTED, State.WAITING, State.REVOKED})

# Steps inside the authority are not named here and so not shown.
_EVENTS: Final[dict[tuple[str, str], str | Promise]] = {
    (Action.SUBMIT, State.SUBMITTED): gettext_lazy("Antrag abgesendet von %(name)s"),
    (Action.START_REVIEW, State.UNDER_REVIEW): gettext_lazy("Wir haben mit der Prüfung begonnen"),
    (Action.REQUEST_INFORMATION, State.INFORMATION_REQUESTED): gettext_lazy(
        "Wir haben Ihnen eine Frage gestellt"
    ),
    (Action.ANSWER, State.ANSWERED): gettext_lazy("Antwort abgesendet von %(name)s"),
    (Action.HEAR, State.HEARING): gettext_lazy("Wir haben Sie um eine Stellungnahme gebeten"),
    (Action.COSIGN, State.AWARDED): gettext_lazy("Wir haben entschieden: Zusage"),
    (Action.COSIGN, State.WAITING): gettext_lazy("Wir haben entschieden: Nachrückliste"),
    (Action.COSIGN, State.REJECTED): gettext_lazy("Wir haben entschieden: Absage"),
    (Action.WITHDRAW, State.WITHDRAWN): gettext_lazy("Antrag zurückgezogen von %(name)s"),
    (Action.REVOKE, State.REVOKED): gettext_lazy("Wir haben den Bescheid geändert"),
}


@dataclass(frozen=True)
class Event:
    """One line of the history in the applicants' words."""

    at: datetime
    text: str


@dataclass(frozen=True)
class ListedDocument:
    """One of our documents as a line of the list."""

    document: Document
    title: str | Promise
    code: str


@require_safe
def status(request: SignedInRequest, code: str) -> HttpResponse:
    """Say how far the application is, who must act, and what happened."""
    application = _application(request, code)
    if application.is_draft:
        return redirect(overview_url(application))
    state = State(application.state)
    steps = application.transitions.select_related("actor").order_by("-pk")
    context = {
        "application": application,
        "page_title": _("Ihr Antrag %(number)s") % {"number": application.reference_number},
        "back_url": reverse("application_list"),
        "state": _state_text(application, state),
        "sentence": _sentence(application, state),
        "letter_follows": state in DECIDED,
        "events": list(_events(steps)),
        "documents": list(_documents(application)),
    }
    return render(request, "applications/status.html", context)


@require_safe
def documents(request: SignedInRequest, code: str) -> HttpResponse:
    """List our documents about an application."""
    application = _application(request, code)
    if application.is_draft:
        return redirect(overview_url(application))
    context = {
        "application": application,
        "page_title": _("Dokumente"),
        "back_url": reverse("application_status", args=[code]),
        "documents": list(_documents(application)),
    }
    return render(request, "applications/status_documents.html", context)


def _application(request: SignedInRequest, code: str) -> Application:
    visible = Application.objects.visible_to(request.user).select_related("round")
    application = get_object_or_404(visible, code=code)
    request.funding_round = application.round
    return application


def _state_text(application: Application, state: State) -> texts.StateText:
    asked, awarded = application.requested_eur, application.awarded_eur
    partial = bool(asked and awarded and awarded < asked)
    return texts.applicant_state(state, partial=partial)


def _sentence(application: Application, state: State) -> str:
    """Return the sentence of the state with its amount or day."""
    if state == State.INFORMATION_REQUESTED:
        return ""  # the request itself says until when
    awarded = application.awarded_eur
    return str(_state_text(application, state).sentence).format(
        amount=format_eur_in_text(awarded) if awarded else "",
        withdrawn_on=long_date(clock.berlin_date(application.state_changed_at)),
    )


def _events(steps: Iterable[Transition]) -> Iterator[Event]:
    for step in steps:
        if text := _EVENTS.get((step.action, step.target)):
            yield Event(step.at, str(text) % {"name": step.actor.get_short_name()})


def _documents(application: Application) -> Iterator[ListedDocument]:
    for document in application.documents.order_by("-pk"):
        yield ListedDocument(
            document=document,
            title=KINDS[DocumentKind(document.kind)].title,
            code=group_printed(document.code),
        )
