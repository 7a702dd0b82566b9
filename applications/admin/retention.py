"""„Aufbewahrung“: what is deleted when; „Löschsperre“: what keeps a case from it."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from applications import clock
from applications.admin.base import asked_at, user_of
from applications.admin.case_gate import load
from applications.admin.problems import ANTICIPATED, sentence_for
from applications.admin.rights import for_roles
from applications.forms.legal_hold import LiftHoldForm, SetHoldForm
from applications.rules.lifecycle import Role, State
from applications.rules.retention import Kind
from applications.services import access_log, legal_holds
from applications.services.retention_overview import (
    READERS,
    current_holds,
    deleted_figures,
    last_runs,
    overview,
)
from applications.texts import label
from applications.texts.retention import KINDS, counts_words, period_words
from applications.workflow.permissions import may_see_cases


@require_GET
@for_roles(read=READERS)
def page(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """Show what goes next, what is held, how long what is kept, and the last runs."""
    reader, today = user_of(request), clock.berlin_date(asked_at(request))
    coming, still_open = overview(today=today)
    context = {
        **site.each_context(request),
        "title": _("Aufbewahrung"),
        "coming": [(KINDS[one.kind], one) for one in coming],
        "still_open": still_open,
        "holds": current_holds(reader=reader),
        "may_see_cases": may_see_cases(reader),
        "periods": [(KINDS[kind], period_words(kind)) for kind in Kind],
        "figures": [(label(State(row["outcome"])), row) for row in deleted_figures()],
        "runs": [(row, counts_words(row.data["counts"])) for row in last_runs()],
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/retention/page.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(act=legal_holds.SETTERS)
def hold_page(request: HttpRequest, code: str, *, site: AdminSite) -> HttpResponse:
    """Set a hold on a case, or lift it."""
    application = load(request, code)
    hold = legal_holds.current_hold(application)
    form = (LiftHoldForm if hold else SetHoldForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        change = legal_holds.lift_hold if hold else legal_holds.set_hold
        try:
            change(
                application=application,
                reason=form.cleaned_data["reason"],
                actor=user_of(request),
                at=asked_at(request),
            )
        except ANTICIPATED as error:
            form.add_error(None, sentence_for(error))
        else:
            done = _("Der Antrag wird zu seiner Zeit gelöscht.")
            messages.success(request, done if hold else _("Der Antrag wird nicht gelöscht."))
            return redirect("admin:applications_application_change", code)
    context = {
        **site.each_context(request),
        "application": application,
        "form": form,
        "hold": hold,
        "title": _("Löschsperre aufheben") if hold else _("Löschsperre setzen"),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/case/legal_hold.html", context)


def panel(*, roles: frozenset[Role]) -> dict[str, Any]:
    """Return what the review page offers about keeping a case, and about who saw it."""
    return {
        "may_hold": bool(roles & legal_holds.SETTERS),
        "may_read_accesses": bool(roles & access_log.READERS),
    }
