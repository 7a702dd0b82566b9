"""Pages of a round beside its form: copy it, check it, look at it, publish it."""

from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from applications.admin.applicant_view import start
from applications.admin.base import asked_at, user_of
from applications.admin.rights import for_roles
from applications.forms.funding_round import (
    PREFIX_TAKEN,
    CopyRoundForm,
    PublishForm,
    problem_of,
    title_of,
)
from applications.models import FundingRound
from applications.rules.lifecycle import Role
from applications.services import applicant_view, round_checks, rounds
from applications.services.round_checks import Check, RoundIncomplete, Verdict
from applications.workflow.permissions import staff_roles

# Lines about texts -> what narrows the list of the texts, beside the round.
_LEGAL_TEXTS: Final[dict[str, dict[str, str]]] = {
    "legal_texts": {},
    "legal_release": {"stand": "entwurf"},
}
READERS = frozenset({Role.ADMINISTRATOR, Role.HEAD, Role.AUDITOR})


@dataclass(frozen=True)
class Line:
    """One line of the check list as the page shows it; ``link`` leads to the field."""

    check: Check
    title: str
    problem: str
    link: str


@require_http_methods(["GET", "POST"])
@for_roles(write=rounds.WRITERS)
def copy_page(request: HttpRequest, round_id: int, *, site: AdminSite) -> HttpResponse:
    """Ask for the name, the year and the prefix of the copy, and make it."""
    source = get_object_or_404(FundingRound, pk=round_id)
    form = CopyRoundForm(request.POST or None, source=source)
    if request.method == "POST" and form.is_valid():
        try:
            created = rounds.copy_round(
                source=source,
                name=form.cleaned_data["name"],
                year=form.cleaned_data["year"],
                prefix=form.cleaned_data["reference_prefix"],
                actor=user_of(request),
                at=asked_at(request),
            )
        except rounds.PrefixTaken:
            form.add_error("reference_prefix", PREFIX_TAKEN)
        else:
            messages.success(request, _("Die Kopie ist da. Noch sieht sie niemand von außen."))
            return redirect("admin:applications_fundinground_change", created.pk)
    return page(
        request, "admin/round/copy.html", source, site, form=form, title=_("Runde kopieren")
    )


@require_http_methods(["GET", "POST"])
@for_roles(read=READERS, act=rounds.WRITERS)
def publish_page(request: HttpRequest, round_id: int, *, site: AdminSite) -> HttpResponse:
    """Show the check list; publish the round when nothing is missing."""
    row = get_object_or_404(FundingRound, pk=round_id)
    if request.method == "POST":
        try:
            rounds.publish_round(funding_round=row, actor=user_of(request), at=asked_at(request))
        except rounds.AlreadyPublished:
            messages.warning(request, _("Die Runde ist schon veröffentlicht."))
        except RoundIncomplete:
            messages.error(request, _("Es fehlt noch etwas. Die Liste sagt, was."))
        else:
            messages.success(request, _("Die Runde ist veröffentlicht. Alle können sie sehen."))
        return redirect("admin:applications_fundinground_publish", row.pk)
    lines = [_line(check, row) for check in round_checks.check_round(row, at=asked_at(request))]
    return page(
        request,
        "admin/round/publish.html",
        row,
        site,
        title=_("Veröffentlichen"),
        form=PublishForm(),
        reach=round_checks.minijob_reach(row, at=asked_at(request)),
        may_publish=not row.is_published and user_roles_write(request),
        may_preview=not row.is_published and may_preview(request),
        missing=[line for line in lines if line.check.verdict == Verdict.MISSING],
        odd=[line for line in lines if line.check.verdict == Verdict.ODD],
        fine=[line for line in lines if line.check.verdict == Verdict.FINE],
    )


@require_POST
@for_roles(act=applicant_view.ROUND_VIEWERS)
def preview_page(request: HttpRequest, round_id: int, *, site: AdminSite) -> HttpResponse:
    """Show the pages of applicants with the values of a round that nobody outside knows yet."""
    row = get_object_or_404(FundingRound, pk=round_id)
    list_url = reverse("admin:applications_fundinground_publish", args=[row.pk])
    try:
        view = applicant_view.begin_preview(
            funding_round=row, actor=user_of(request), at=asked_at(request)
        )
    except rounds.AlreadyPublished:
        messages.warning(request, _("Die Runde ist schon veröffentlicht."))
    except RoundIncomplete:
        messages.error(request, _("Es fehlt noch etwas. Die Liste sagt, was."))
    else:
        return start(request, view, came_from=list_url)
    return redirect(list_url)


def page(
    request: HttpRequest, template: str, row: FundingRound, site: AdminSite, **context: Any
) -> TemplateResponse:
    """Return a page of a round inside the frame of the admin."""
    request.current_app = site.name
    return TemplateResponse(
        request,
        template,
        {**site.each_context(request), "round": row, **context},
    )


def may_preview(request: HttpRequest) -> bool:
    """Say whether the person may look at the pages of a round before others do."""
    return bool(staff_roles(user_of(request)) & applicant_view.ROUND_VIEWERS)


def user_roles_write(request: HttpRequest) -> bool:
    """Say whether the person may change rounds."""
    return bool(staff_roles(user_of(request)) & rounds.WRITERS)


def _line(check: Check, row: FundingRound) -> Line:
    return Line(
        check=check, title=title_of(check), problem=problem_of(check), link=_link(check, row)
    )


def _link(check: Check, row: FundingRound) -> str:
    """Return where the line is mended: in the texts, in the form of the round, in the law."""
    if check.code in _LEGAL_TEXTS:
        texts = reverse("admin:applications_legaltext_changelist")
        return f"{texts}?{urlencode({'round': str(row.pk), **_LEGAL_TEXTS[check.code]})}"
    if check.name:
        form = reverse("admin:applications_fundinground_change", args=[row.pk])
        return f"{form}#{_anchor(check.name)}"
    return reverse("admin:applications_legalparameter_changelist")


def _anchor(name: str) -> str:
    """Return the id of the box of a field; instants have two, and the first is the day."""
    instants = {"opens_at", "closes_at", "drafts_until"}
    return f"id_{name}_0" if name in instants else f"id_{name}"
