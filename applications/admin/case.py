"""The pages of one case: the review page, the judgement on a finding, the steps."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from applications.admin import (
    bank_details,
    case_notes,
    case_records,
    case_sheets,
    information_requests,
    retention,
)
from applications.admin import case_parts as parts
from applications.admin import messages as case_messages
from applications.admin.base import asked_at, days_between, user_of
from applications.admin.case_gate import LIST_READERS, load
from applications.admin.problems import ANTICIPATED, own_proposal, sentence_for
from applications.admin.rights import for_roles
from applications.admin.steps import STEPS, TAKING
from applications.forms.staff import SettleForm
from applications.models import Finding
from applications.rules.lifecycle import Role
from applications.services import review as reviews
from applications.services.applicant_view import CASE_VIEWERS
from applications.services.case_file import CaseFile, CaseFinding, case_file
from applications.services.case_presence import note_presence
from applications.services.case_stack import place_of
from applications.services.conflict_hints import hints_for_the_head
from applications.services.readings import readings_of
from applications.services.similar_cases import earlier_awards, similar_cases
from applications.workflow.conflicts import closed_cases, is_asked
from applications.workflow.permissions import may_see_cases, staff_roles


@require_GET
@for_roles(read=LIST_READERS)
def review(request: HttpRequest, code: str, *, site: AdminSite) -> HttpResponse:
    """Show facts next to findings; the answers are those that were sent, not live rows."""
    application = load(request, code)
    context: dict[str, Any] = {
        "application": application,
        "title": application.reference_number,
    }
    roles = staff_roles(user_of(request))
    context |= bank_details.panel(application, roles=roles)
    if not may_see_cases(user_of(request)):
        return _page(request, site, "admin/case/amounts.html", context)
    at = asked_at(request)
    file = case_file(application)
    # Mostly none: asked for once, instead of inside of each part of what needs them.
    closed = list(closed_cases(user_of(request)))
    context |= {
        "file": file,
        "findings": _with_forms(file, roles),
        "others_here": note_presence(application=application, user=user_of(request)),
        "place": place_of(application, user_of(request), closed=closed),
        "open_days": days_between(application.state_changed_at, at),
        **case_messages.panel(application, actor=user_of(request), at=at),
        **case_sheets.panels(application, file.snapshot, actor=user_of(request)),
        **case_notes.panel(application, actor=user_of(request)),
        **case_records.panel(file, roles=roles),
        **retention.panel(roles=roles),
        **_offered(request, file, roles),
        "conflict_hints": (
            hints_for_the_head(application, file.document) if Role.HEAD in roles else []
        ),
        "may_be_biased": is_asked(user_of(request)),
        "may_see_as_applicant": bool(roles & CASE_VIEWERS),
    }
    context |= information_requests.panel(application, at=at)
    similar = similar_cases(application, closed=closed)
    context |= {"similar": similar, "earlier_awards": earlier_awards(similar, application)}
    context |= _parts(request, file, context["requests"])
    return _page(request, site, "admin/case/review.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(act=reviews.SETTLERS)
def settle(request: HttpRequest, code: str, finding_id: str, *, site: AdminSite) -> HttpResponse:
    """Take a written judgement on one finding."""
    application = load(request, code)
    listed = (one for one in case_file(application).findings if one.row.pk == int(finding_id))
    found = next(listed, None)
    if found is None or not found.needs_settling:
        raise Http404
    finding = found.row
    form = SettleForm(request.POST or None, prefix=_prefix(finding))
    if request.method == "POST" and form.is_valid():
        try:
            reviews.settle_finding(
                finding=finding,
                is_met=form.cleaned_data["is_met"],
                reason=form.cleaned_data["reason"],
                actor=user_of(request),
                at=asked_at(request),
            )
        except ANTICIPATED as error:
            form.add_error(None, sentence_for(error))
        else:
            messages.success(request, _("%(rule)s ist geklärt.") % {"rule": finding.rule})
            return redirect("admin:applications_application_change", code)
    title = _("%(rule)s klären") % {"rule": finding.rule}
    context = {"application": application, "form": form, "found": found, "title": title}
    return _page(request, site, "admin/case/settle.html", context)


def _parts(
    request: HttpRequest, file: CaseFile, requests: list[information_requests.ShownRequest]
) -> dict[str, Any]:
    """Return what depends on the address: the shown document and the chosen chip."""
    user, chosen = user_of(request), request.GET.get("verlauf", "")
    readers = readings_of(file.application) if file.attachments else {}
    return {
        "sections": parts.shown_sections(file.sections, requests, file.attachments),
        "files": parts.files_with_readers(file.attachments, readers, user),
        "may_mark_read": case_notes.may_mark(user),
        "viewer": parts.viewer_of(request, file.attachments),
        "chips": parts.chips_of(file.history, chosen),
        "chosen_kind": chosen,
        "history": parts.filtered(file.history, chosen),
        "is_chain_intact": all(entry.is_intact for entry in file.history),
    }


def _offered(request: HttpRequest, file: CaseFile, roles: frozenset[Role]) -> dict[str, Any]:
    """Return the buttons of the move table, and why the own proposal has none."""
    steps = [step for step in STEPS if step.is_open(file.application, roles)]
    own = file.is_proposed_by(user_of(request))
    signs = any(step.is_signing for step in steps)
    if own:
        steps = [step for step in steps if not step.is_signing]
    if file.application.assigned_to == user_of(request):
        steps = [step for step in steps if step.slug != TAKING]
    usual = [step for step in steps if step.is_usual(file.application)]
    return {
        "steps": usual,
        "other_steps": [step for step in steps if step not in usual],
        "own_proposal": own_proposal() if own and signs else "",
    }


def _with_forms(
    file: CaseFile, roles: frozenset[Role]
) -> list[tuple[CaseFinding, SettleForm | None]]:
    may_settle = bool(roles & reviews.SETTLERS) and file.application.state in reviews.SETTLED_IN
    return [
        (
            found,
            SettleForm(prefix=_prefix(found.row)) if may_settle and found.needs_settling else None,
        )
        for found in file.to_read
    ]


def _prefix(finding: Finding) -> str:
    return f"finding-{finding.pk}"


def _page(
    request: HttpRequest, site: AdminSite, template: str, context: dict[str, Any]
) -> TemplateResponse:
    request.current_app = site.name
    return TemplateResponse(request, template, {**site.each_context(request), **context})
