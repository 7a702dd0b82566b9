"""B01, B02: my applications, begin one, delete a draft."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from applications import texts
from applications.forms.begin import BEGIN_ANYWAY, BeginForm
from applications.models import Application, FundingRound, InformationRequest
from applications.rules.lifecycle import State
from applications.services import drafts, progress
from applications.services.messages import with_new_letters
from applications.views.agreement import READ_AND_AGREE
from applications.views.check import stored_answers
from applications.views.drafts import for_drafts, for_writers
from applications.views.kept_input import keeps_input, restore
from applications.views.requests import SignedInRequest
from applications.views.section_pages import overview_url
from applications.workflow import agreements

Text = str | Promise

NEXT_STEPS: Final[dict[State, Text]] = {
    State.DRAFT: gettext_lazy("Weiter ausfüllen"),
    State.INFORMATION_REQUESTED: gettext_lazy("Antwort geben"),
}
LOOK: Final = gettext_lazy("Status ansehen")
STATE_COLOURS: Final = {
    texts.Turn.APPLICANT: "warning",
    texts.Turn.AUTHORITY: "info",
    texts.Turn.NOBODY: "info",
}


@dataclass(frozen=True, kw_only=True)
class Card:
    """One application in the list."""

    application: Application
    status: Text
    kind: str
    next_step: Text
    url: str
    answer_until: date | None = None


@require_safe
def application_list(request: SignedInRequest) -> HttpResponse:
    """B01: all applications of the person's organisations, the latest work first."""
    visible = Application.objects.visible_to(request.user).select_related("edited_by")
    open_requests = InformationRequest.objects.filter(closed_at=None)
    visible = visible.prefetch_related(
        Prefetch("information_requests", open_requests, to_attr="open_requests")
    )
    asked = agreements.with_first_agreement(with_new_letters(visible), other_than=request.user)
    cards = [card(application) for application in asked.order_by("-edited_at", "-pk")]
    context = {
        "page_title": _("Meine Anträge"),
        "cards": cards,
        "has_draft": any(one.application.is_draft for one in cards),
        "may_begin": open_round(request) is not None,
    }
    return render(request, "applications/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_input
def begin(request: SignedInRequest) -> HttpResponse:
    """B02: begin an application; a possible duplicate is only pointed at."""
    funding_round = open_round(request)
    own = Application.objects.visible_to(request.user).filter(state=State.DRAFT)
    context: dict[str, Any] = {
        "page_title": _("Antrag beginnen"),
        "back_url": reverse("application_list"),
        "form": None,
        "is_likely_duplicate": False,
        "own_drafts": own.filter(round=funding_round.pk if funding_round else None),
    }
    if funding_round is None:
        return render(request, "applications/begin.html", context)
    form = BeginForm(request.POST if request.method == "POST" else None)
    restore(request, form)
    context["form"] = form
    if form.is_valid():
        is_sure = request.POST.get("target") == BEGIN_ANYWAY.value
        if is_sure or not is_likely_duplicate(request, form, funding_round):
            return begin_draft(request, form, funding_round)
        form.buttons = (BEGIN_ANYWAY,)
        context["is_likely_duplicate"] = True
    return render(request, "applications/begin.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_drafts
@for_writers
def delete(request: SignedInRequest, application: Application) -> HttpResponse:
    """Delete a draft, after a question."""
    if request.method == "POST":
        drafts.delete_draft(application=application, actor=request.user, at=request.received_at)
        messages.success(request, _("Der Entwurf ist gelöscht."))
        return redirect("application_list")
    context = {
        "application": application,
        "page_title": _("Möchten Sie den Antrag löschen?"),
        "back_url": overview_url(application),
    }
    return render(request, "applications/delete.html", context)


def open_round(request: SignedInRequest) -> FundingRound | None:
    """Return the round in which an application can begin now."""
    funding_round = request.funding_round
    if funding_round and funding_round.is_open(request.received_at):
        return funding_round
    return None


def is_likely_duplicate(
    request: SignedInRequest, form: BeginForm, funding_round: FundingRound
) -> bool:
    """Tell whether others may have an application for the same association."""
    return drafts.likely_duplicate(
        funding_round=funding_round, actor=request.user, **form.cleaned_data
    )


def begin_draft(
    request: SignedInRequest, form: BeginForm, funding_round: FundingRound
) -> HttpResponse:
    """Begin the draft and open its task list; one that exists is opened instead."""
    try:
        application = drafts.begin_application(
            funding_round=funding_round,
            actor=request.user,
            at=request.received_at,
            eligibility=stored_answers(request),
            **form.cleaned_data,
        )
    except drafts.AlreadyBegun as begun:
        application = begun.application
        messages.info(request, _("Für diesen Verein haben Sie schon einen Antrag. Hier ist er."))
    except drafts.RoundClosed:
        return redirect("application_begin")
    return redirect(overview_url(application))


def card(application: Any) -> Card:
    """Return what the list shows of an application."""
    state = State(application.told_state)
    words = texts.applicant_state(state, partial=progress.is_partial_award(application))
    name = "application_overview" if application.is_draft else "application_status"
    next_step = NEXT_STEPS.get(state, LOOK)
    if application.is_draft and application.awaits_agreement:
        name, next_step = "agreement", READ_AND_AGREE
    url = reverse(name, args=[application.code])
    asked: InformationRequest | None = next(iter(application.open_requests), None)
    if asked:
        url = reverse("information_request", args=[application.code, asked.number])
    return Card(
        application=application,
        status=words.label,
        kind="success" if state == State.AWARDED else STATE_COLOURS[words.turn],
        next_step=next_step,
        url=url,
        answer_until=asked.due_on if asked else None,
    )
