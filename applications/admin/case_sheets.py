"""Checklist, scores and accepted costs: panels of the review page, and pages of their own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from applications.admin.base import asked_at, user_of
from applications.admin.case_gate import load
from applications.admin.problems import ANTICIPATED, sentence_for
from applications.admin.rights import for_roles
from applications.forms.review import (
    AcceptedCostsForm,
    ChecklistForm,
    JudgementForm,
    Line,
    ScoresForm,
)
from applications.models import Application, SubmissionSnapshot, User
from applications.services import accepted_costs, checklist, scores
from applications.services.judgements import JUDGED_IN, JUDGES, Given, Sorted
from applications.services.sent_version import latest_snapshot
from applications.workflow.permissions import CASE_READERS, staff_roles

Text = str | Promise
Make = Callable[[Application, SubmissionSnapshot, Any], JudgementForm]
Save = Callable[[Application, Sequence[Given], User, datetime], Sorted]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One list of small judgements; ``slug`` is its address and its place on the page."""

    slug: str
    title: Text
    template: str
    done: Text
    make: Make
    save: Save


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A sheet with the judgements of one case, to read or to fill in."""

    sheet: Sheet
    form: JudgementForm
    lines: list[Line]
    may_edit: bool
    extra: dict[str, Any]

    @property
    def open_count(self) -> int:
        """Return how many lines nobody has judged."""
        return sum(line.standing is None for line in self.lines)


def _make_checklist(case: Application, _sent: SubmissionSnapshot, data: Any) -> ChecklistForm:
    return ChecklistForm(checklist.checklist(case), data)


def _make_scores(case: Application, _sent: SubmissionSnapshot, data: Any) -> ScoresForm:
    return ScoresForm(scores.scores(case), data)


def _make_costs(case: Application, sent: SubmissionSnapshot, data: Any) -> AcceptedCostsForm:
    judged = accepted_costs.judgements(case)
    lines = accepted_costs.accepted_in(sent, judged).lines
    return AcceptedCostsForm(lines, judged, data)


CHECKLIST: Final = Sheet(
    slug="pruefliste",
    title=gettext_lazy("Prüfliste"),
    template="admin/case/checklist.html",
    done=gettext_lazy("Die Prüfliste ist gespeichert."),
    make=_make_checklist,
    save=lambda case, given, actor, at: checklist.save_answers(
        application=case, given=given, actor=actor, at=at
    ),
)
SCORES: Final = Sheet(
    slug="bewertung",
    title=gettext_lazy("Bewertung"),
    template="admin/case/scores.html",
    done=gettext_lazy("Die Bewertung ist gespeichert."),
    make=_make_scores,
    save=lambda case, given, actor, at: scores.save_scores(
        application=case, given=given, actor=actor, at=at
    ),
)
COSTS: Final = Sheet(
    slug="kosten",
    title=gettext_lazy("Kosten"),
    template="admin/case/accepted_costs.html",
    done=gettext_lazy("Die anerkannten Kosten sind gespeichert."),
    make=_make_costs,
    save=lambda case, given, actor, at: accepted_costs.save_accepted_costs(
        application=case, given=given, actor=actor, at=at
    ),
)


def panels(application: Application, sent: SubmissionSnapshot, *, actor: User) -> dict[str, Any]:
    """Return the three panels of the review page."""
    found = {
        name: panel_of(sheet, sheet.make(application, sent, None), application, sent, actor=actor)
        for name, sheet in (("checklist", CHECKLIST), ("scores", SCORES), ("costs", COSTS))
    }
    return {"sheets": found}


def panel_of(
    sheet: Sheet,
    form: JudgementForm,
    application: Application,
    sent: SubmissionSnapshot,
    *,
    actor: User,
) -> Panel:
    """Return a panel with the sums that belong to it."""
    may_edit = bool(staff_roles(actor) & JUDGES) and application.state in JUDGED_IN
    lines = list(form.lines())
    return Panel(
        sheet=sheet, form=form, lines=lines, may_edit=may_edit, extra=_sums(sheet, lines, sent)
    )


@require_http_methods(["GET", "POST"])
@for_roles(read=CASE_READERS, write=JUDGES)
def page(request: HttpRequest, code: str, *, site: AdminSite, sheet: Sheet) -> HttpResponse:
    """Show one sheet alone, and save it; what a colleague judged meanwhile is shown beside."""
    application = load(request, code)
    sent = latest_snapshot(application)
    form = sheet.make(application, sent, None)
    if request.method == "POST":
        form = sheet.make(application, sent, request.POST)
        if form.is_valid() and _save(request, application, sheet, form):
            messages.success(request, str(sheet.done))
            url = reverse("admin:applications_application_change", args=[code])
            return redirect(f"{url}#{sheet.slug}")
        if form.overtaken:
            keys, form = form.overtaken, sheet.make(application, sent, request.POST)
            form.overtake(keys)
    context = {
        **site.each_context(request),
        "application": application,
        "panel": panel_of(sheet, form, application, sent, actor=user_of(request)),
        "title": sheet.title,
        "is_page": True,
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/case/sheet_page.html", context)


def _save(
    request: HttpRequest, application: Application, sheet: Sheet, form: JudgementForm
) -> bool:
    """Save the lines; the others say on the form what became of them."""
    try:
        found = sheet.save(application, form.given(), user_of(request), asked_at(request))
    except ANTICIPATED as error:
        form.add_error(None, sentence_for(error))
        return False
    form.overtaken = found.overtaken
    if found.overtaken:
        messages.warning(
            request,
            _("Jemand anders hat inzwischen etwas gewählt. Sie sehen unten beides. Alles andere ")
            + _("ist gespeichert."),
        )
    return not found.overtaken


def _sums(sheet: Sheet, lines: Sequence[Line], sent: SubmissionSnapshot) -> dict[str, Any]:
    if sheet is SCORES:
        rows = [
            scores.ScoredCriterion(criterion=line.subject, score=line.standing) for line in lines
        ]
        return {"points": scores.points_so_far(rows), "highest": scores.highest_points(rows)}
    if sheet is COSTS:
        judged = {line.key: line.standing for line in lines if line.standing}
        return {"costs": accepted_costs.accepted_in(sent, judged)}
    return {}
