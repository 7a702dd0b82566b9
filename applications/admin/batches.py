"""Steps for many cases: choose in the list, confirm, and see what became of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from applications import clock, texts
from applications.admin.base import asked_at, user_of
from applications.admin.problems import ANTICIPATED, sentence_for
from applications.admin.rights import for_roles, require_role
from applications.forms.batches import FORMS, AskForm, AssignForm, BatchForm
from applications.models import Application, Batch, Membership, User
from applications.models.codes import address_code
from applications.rules.batches import MAXIMUM_CASES, BatchKind
from applications.rules.lifecycle import Action, Role, State, moves_from
from applications.services import information_requests, review
from applications.services.batches import ROLES, Explained, mark_of, run_batch
from applications.services.team_mail import people_who_answer
from applications.workflow.conflicts import open_to
from applications.workflow.permissions import staff_roles

MakeList = Callable[[HttpRequest], ChangeList]
SLUGS: Final = {
    "uebernehmen": BatchKind.TAKE,
    "zuweisen": BatchKind.ASSIGN,
    "nachfrage": BatchKind.ASK,
}


_STEPS: Final = tuple((texts.label(kind), ROLES[kind]) for kind in SLUGS.values())


class NoAccount(Exception):
    """Nobody of the association can answer here."""


@dataclass(frozen=True)
class Candidate:
    """A chosen case, and why it is left out; "" when it is not."""

    application: Application
    reason: str


def steps_for(roles: frozenset[Role]) -> list[dict[str, Any]]:
    """Return the buttons of the list for these roles; who works on cases exports them, too."""
    steps = [
        {
            "label": texts.label(kind),
            "address": reverse("admin:applications_application_batch", args=[slug]),
        }
        for slug, kind in SLUGS.items()
        if ROLES[kind] & roles
    ]
    export = {"label": _("Exportieren"), "address": reverse("admin:applications_export_add")}
    return [*steps, export] if steps else []


@require_http_methods(["GET", "POST"])
@for_roles(steps=_STEPS)
def batch(
    request: HttpRequest, slug: str, *, site: AdminSite, make_list: MakeList
) -> HttpResponse:
    """Show what will happen to the chosen cases; do it once that is confirmed."""
    if slug not in SLUGS:
        raise Http404
    kind = SLUGS[slug]
    require_role(request, ROLES[kind])
    if request.method == "GET":
        return _to_list(request)
    if request.POST.get("step") == "go":
        form = _form(kind, request, data=request.POST)
        if form.is_valid():
            return _run(request, kind, form)
        codes = [selected.code for selected in form.selected]
        return _confirm(request, kind, codes, form=form, site=site)
    try:
        codes = _chosen(request, make_list)
    except IncorrectLookupParameters:
        codes = []
    if problem := _problem(codes):
        messages.warning(request, problem)
        return _to_list(request)
    return _confirm(request, kind, codes, form=None, site=site)


@require_GET
@for_roles(read=frozenset().union(*ROLES.values()))
def result(request: HttpRequest, code: str, *, site: AdminSite) -> HttpResponse:
    """Show what became of each case; everybody sees only the own steps."""
    own = get_object_or_404(Batch, code=code, actor=user_of(request))
    results = list(own.results.select_related("application").order_by("application__number", "pk"))
    context = {
        **site.each_context(request),
        "batch": own,
        "results": results,
        "done_count": sum(one.is_done for one in results),
        "title": own.get_kind_display(),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/batches/result.html", context)


def _chosen(request: HttpRequest, make_list: MakeList) -> list[str]:
    """Return the codes of the marked rows, or of the whole list behind the page."""
    if request.POST.get("all"):
        rows = make_list(request).queryset.values_list("code", flat=True)
        return list(rows[: MAXIMUM_CASES + 1])
    return list(dict.fromkeys(request.POST.getlist("case")))


def _problem(codes: Sequence[str]) -> str:
    if not codes:
        return _("Wählen Sie zuerst Anträge aus. Haken Sie sie in der Liste an.")
    if len(codes) > MAXIMUM_CASES:
        return _(
            "Das sind mehr als %(maximum)s Anträge auf einmal. Grenzen Sie die Liste weiter ein."
        ) % {"maximum": MAXIMUM_CASES}
    return ""


def _form(kind: BatchKind, request: HttpRequest, *, data: Any = None, **initial: str) -> BatchForm:
    known: dict[str, Any] = {"initial": initial} if initial else {}
    if kind == BatchKind.ASK:
        known["on"] = clock.berlin_date(asked_at(request))
    return FORMS[kind](data, **known)


def _confirm(
    request: HttpRequest,
    kind: BatchKind,
    codes: Sequence[str],
    *,
    form: BatchForm | None,
    site: AdminSite,
) -> HttpResponse:
    candidates = _candidates(kind, codes, user_of(request))
    going = [one.application for one in candidates if not one.reason]
    if form is None:
        cases = " ".join(f"{one.code}.{mark_of(one)}" for one in going)
        form = _form(kind, request, batch=address_code(), cases=cases)
    context = {
        **site.each_context(request),
        "kind": kind,
        "title": texts.label(kind),
        "form": form,
        "going": going,
        "skipped": [one for one in candidates if one.reason],
        "list_query": request.GET.urlencode(),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/batches/confirm.html", context)


def _candidates(kind: BatchKind, codes: Sequence[str], user: User) -> list[Candidate]:
    """Read the chosen cases in one query; drafts and unknown codes are not there."""
    sent = open_to(user, Application.objects.sent())
    rows = sent.filter(code__in=codes[:MAXIMUM_CASES])
    rows = rows.defer("search_text").select_related("assigned_to").order_by("submitted_at", "pk")
    found = list(rows)
    reachable: set[int] = set()
    if kind == BatchKind.ASK:
        members = Membership.objects.filter(
            organisation__in=[row.organisation_id for row in found],
            role__in=(Role.REPRESENTATIVE, Role.MEMBER),
            user__is_active=True,
        )
        reachable = set(members.values_list("organisation", flat=True))
    return [Candidate(row, _reason(kind, row, user, reachable)) for row in found]


def _reason(kind: BatchKind, row: Application, user: User, reachable: set[int]) -> str:
    """Say why a case is left out."""
    state = {"state": texts.label(State(row.state))}
    if kind == BatchKind.ASK:
        if row.state == State.SUBMITTED:
            return _("Die Prüfung hat noch nicht begonnen.")
        moves = moves_from(State(row.state), staff_roles(user))
        if not any(move.action == Action.REQUEST_INFORMATION for move in moves):
            return _("Im Status „%(state)s“ ist keine Nachfrage möglich.") % state
        return "" if row.organisation_id in reachable else _no_account()
    if row.state not in review.ASSIGNED_IN:
        return _("Im Status „%(state)s“ ist niemand mehr zuständig.") % state
    if kind == BatchKind.TAKE and row.assigned_to_id == user.pk:
        return _("Sie sind schon zuständig.")
    return ""


def _run(request: HttpRequest, kind: BatchKind, form: BatchForm) -> HttpResponse:
    actor, at = user_of(request), asked_at(request)

    def assign(application: Application, assignee: User | None) -> str:
        review.assign_application(application=application, assignee=assignee, actor=actor, at=at)
        who = assignee.name if assignee else _("niemand")
        return _("Zuständig ist jetzt: %(who)s.") % {"who": who}

    def act(application: Application) -> str:
        if isinstance(form, AskForm):
            if not people_who_answer(application):
                raise NoAccount
            due_on = form.cleaned_data["due_on"]
            information_requests.request_information(
                application=application, points=[form.point], due_on=due_on, actor=actor, at=at
            )
            day = {"day": date_format(due_on, "d.m.Y")}
            return _("Die Nachfrage ist gesendet. Antwort bis %(day)s.") % day
        return assign(application, form.person if isinstance(form, AssignForm) else actor)

    done = run_batch(
        code=form.cleaned_data["batch"],
        kind=kind,
        cases=form.selected,
        act=act,
        explained=Explained((*ANTICIPATED, NoAccount), _sentence),
        actor=actor,
        at=at,
    )
    return redirect("admin:applications_application_batch_result", done.code)


def _sentence(error: Exception) -> str:
    return _no_account() if isinstance(error, NoAccount) else sentence_for(error)


def _no_account() -> str:
    return _("Der Verein hat hier kein Konto. Schreiben Sie ihm einen Brief.")


def _to_list(request: HttpRequest) -> HttpResponseRedirect:
    address = reverse("admin:applications_application_changelist")
    query = request.GET.urlencode()
    return redirect(f"{address}?{query}" if query else address)
