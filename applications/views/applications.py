"""B01 to B03: my applications, begin one, the task list, delete a draft."""

from collections.abc import Iterable, Iterator
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
from applications.rules.sections import STEPS, Section
from applications.services import drafts
from applications.services.overview import Overview, SectionStatus, Status, overview
from applications.texts.question_labels import STEP_TITLES
from applications.views.agreement import READ_AND_AGREE, agreement_note
from applications.views.check import stored_answers
from applications.views.drafts import for_drafts
from applications.views.kept_input import keeps_input, restore
from applications.views.requests import SignedInRequest
from applications.views.section_pages import MINUTES, overview_url, section_url
from applications.workflow import agreements

Text = str | Promise

# Words and colour of a status; without a colour it is plain text.
STATUSES: Final[dict[Status, tuple[Text, str]]] = {
    Status.NOT_STARTED: (gettext_lazy("Noch offen"), "info"),
    Status.IN_PROGRESS: (gettext_lazy("Angefangen"), "warning"),
    Status.FINISHED: (gettext_lazy("Fertig"), ""),
    Status.FINISHED_WITH_NOTE: (gettext_lazy("Fertig, mit Hinweis"), ""),
    Status.PLEASE_CHECK: (gettext_lazy("Bitte prüfen"), "danger"),
    Status.NOT_POSSIBLE_YET: (gettext_lazy("Noch nicht möglich"), ""),
}
NEXT_STEPS: Final[dict[State, Text]] = {
    State.DRAFT: gettext_lazy("Weiter ausfüllen"),
    State.INFORMATION_REQUESTED: gettext_lazy("Antwort geben"),
}
LOOK: Final = gettext_lazy("Status ansehen")
STATE_COLOURS: Final = {
    texts.Turn.APPLICANT: "warning",
    texts.Turn.AUTHORITY: "info",
    texts.Turn.NOBODY: "success",
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


@dataclass(frozen=True, kw_only=True)
class Task:
    """One row of the task list; without an address it cannot be opened yet."""

    key: str
    title: Text
    minutes: int
    status: Text
    kind: str
    url: str
    is_done: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of the task list."""

    title: Text
    tasks: list[Task]


@require_safe
def application_list(request: SignedInRequest) -> HttpResponse:
    """B01: all applications of the person's organisations, the latest work first."""
    visible = Application.objects.visible_to(request.user).select_related("edited_by")
    open_requests = InformationRequest.objects.filter(closed_at=None)
    visible = visible.prefetch_related(
        Prefetch("information_requests", open_requests, to_attr="open_requests")
    )
    asked = agreements.with_first_agreement(visible, other_than=request.user)
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
    context: dict[str, Any] = {
        "page_title": _("Antrag beginnen"),
        "back_url": reverse("application_list"),
        "form": None,
        "is_likely_duplicate": False,
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


@require_safe
@for_drafts
def application_overview(request: SignedInRequest, application: Application) -> HttpResponse:
    """B03: what is done, what is open, until when."""
    state = overview(application, at=request.received_at)
    members = application.organisation.memberships.select_related("user")
    names = [row.user.name for row in members.order_by("user__name", "pk")]
    listed = list(steps(application, state))
    context = {
        "application": application,
        "page_title": _("Ihr Antrag – Entwurf, noch nicht abgesendet"),
        "back_url": reverse("application_list"),
        "state": state,
        "total": len(state.sections),
        "steps": listed,
        "next_task": next_task(listed),
        "agreement": agreement_note(request, application),
        "team": ", ".join(names),
    }
    return render(request, "applications/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_drafts
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
    state = State(application.state)
    words = texts.applicant_state(state)
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
        kind=STATE_COLOURS[words.turn],
        next_step=next_step,
        url=url,
        answer_until=asked.due_on if asked else None,
    )


def steps(application: Application, state: Overview) -> Iterator[Step]:
    """Yield the seven steps with their tasks."""
    for title, sections in zip(STEP_TITLES, STEPS, strict=True):
        tasks = [task(application, state.status(section)) for section in sections]
        yield Step(title=title, tasks=tasks)


def next_task(listed: Iterable[Step]) -> Task:
    """Return the first open task; when all are done, the last one, which sends."""
    tasks = [task for step in listed for task in step.tasks]
    return next((task for task in tasks if task.url and not task.is_done), tasks[-1])


def task(application: Application, row: SectionStatus) -> Task:
    """Return what the task list shows of a section."""
    section: Section = row.section
    words, kind = STATUSES[row.status]
    is_closed = row.status == Status.NOT_POSSIBLE_YET
    return Task(
        key=section.value,
        title=texts.label(section),
        minutes=MINUTES[section],
        status=words,
        kind=kind,
        url="" if is_closed else section_url(application, section),
        is_done=row.is_done,
        reason=_("Zuerst müssen alle Abschnitte fertig sein.") if is_closed else "",
    )
