"""Frozen award lists: freeze with a reason, confirm or return, read, make the proposals."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from applications import texts
from applications.admin import award_scenarios as scenario_pages
from applications.admin import problems
from applications.admin.award_note import note_of
from applications.admin.award_problems import ANTICIPATED, sentence_for
from applications.admin.award_view import READERS, frame
from applications.admin.base import asked_at, user_of
from applications.admin.rights import for_roles
from applications.forms.award_list import (
    ConfirmListForm,
    FreezeForm,
    ReleaseForm,
    ReturnListForm,
)
from applications.models import AwardList
from applications.models.award_list import FreezeStatus
from applications.rules.award_list import Place
from applications.services import award_lists, award_release
from applications.services.award_board import board_of
from applications.services.award_lists import CONFIRMERS, FREEZERS
from applications.services.award_release import RELEASERS, WANTED, Release, ReleaseRow
from applications.services.award_scenarios import plan_of
from applications.workflow.permissions import may_see_cases, staff_roles

RELEASES: Final = {
    Release.AWARD: gettext_lazy("Zusage vorschlagen"),
    Release.WAITING: gettext_lazy("Nachrückliste vorschlagen"),
    Release.DONE: gettext_lazy("schon vorgeschlagen oder entschieden"),
    Release.STAYS: gettext_lazy("bleibt auf der Nachrückliste"),
    Release.NOT_REVIEWED: gettext_lazy("nicht vollständig geprüft"),
    Release.CHANGED: gettext_lazy("seit dem Einfrieren geändert"),
    Release.NOT_YOURS: gettext_lazy("macht eine andere Gruppe"),
    Release.LEFT_OUT: gettext_lazy("in der Liste weggelassen"),
    Release.REFUSED: gettext_lazy("nicht möglich"),
}
RELEASED: Final = RELEASES | {
    Release.AWARD: gettext_lazy("Zusage vorgeschlagen"),
    Release.WAITING: gettext_lazy("Nachrückliste vorgeschlagen"),
}


@require_http_methods(["GET", "POST"])
@for_roles(act=FREEZERS)
def freeze_page(request: HttpRequest, scenario_id: str, *, site: Any) -> HttpResponse:
    """Freeze what a scenario gives to whom, with a reason."""
    scenario = scenario_pages.load(scenario_id)
    form = FreezeForm(request.POST or None, version=scenario.version)
    if request.method == "POST" and form.is_valid():
        try:
            frozen = award_lists.freeze_list(
                scenario=scenario,
                version=form.seen_version,
                reason=form.cleaned_data["reason"],
                actor=user_of(request),
                at=asked_at(request),
            )
        except ANTICIPATED as error:
            form.add_error(None, sentence_for(error))
        else:
            messages.success(
                request, _("Die Liste ist eingefroren. Eine andere Person bestätigt sie.")
            )
            return redirect("admin:applications_awardlist_change", frozen.pk)
    context = {
        "title": _("Liste einfrieren"),
        "form": form,
        "scenario": scenario,
        "funding_round": scenario.round,
        "ranking": board_of(scenario.round).listing(plan_of(scenario)).ranking,
        "hint": _("Eine andere Person aus Mitzeichnung oder Leitung bestätigt die Liste."),
    }
    return frame(request, site, "admin/award/step.html", context)


@require_GET
@for_roles(read=READERS)
def frozen_page(request: HttpRequest, list_id: str, *, site: Any) -> HttpResponse:
    """Show a frozen list with both persons and its hash."""
    frozen, roles = load(list_id), staff_roles(user_of(request))
    rows = list(frozen.rows.select_related("application").order_by("pk"))
    standing = AwardList.objects.standing(frozen.round_id)
    is_own = frozen.frozen_by_id == user_of(request).pk
    waits = frozen.status == FreezeStatus.PROPOSED
    context = {
        "title": _("Eingefrorene Liste"),
        "frozen": frozen,
        "funding_round": frozen.round,
        "ranked": [(row, texts.label(Place(row.place))) for row in rows if row.position],
        "left_out": [row for row in rows if not row.position],
        "inside_count": sum(row.place == Place.INSIDE for row in rows),
        "is_intact": award_lists.is_intact(frozen),
        "is_standing": standing is not None and standing.pk == frozen.pk,
        "reads_texts": may_see_cases(user_of(request)),
        "may_close": waits and not is_own and bool(roles & CONFIRMERS),
        "own_list": waits and is_own,
        "may_release": bool(roles & RELEASERS),
        "note": note_of(frozen) if may_see_cases(user_of(request)) else None,
    }
    return frame(request, site, "admin/award/frozen.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(act=CONFIRMERS)
def confirm_page(request: HttpRequest, list_id: str, *, site: Any) -> HttpResponse:
    """Let another person confirm a frozen list."""
    return _close(
        request,
        site,
        list_id,
        make_form=ConfirmListForm,
        carry_out=award_lists.confirm_list,
        title=_("Liste bestätigen"),
        done=_("Die Liste ist bestätigt. Sie gilt ab jetzt."),
    )


@require_http_methods(["GET", "POST"])
@for_roles(act=CONFIRMERS)
def return_page(request: HttpRequest, list_id: str, *, site: Any) -> HttpResponse:
    """Let another person give a frozen list back, with a reason."""
    return _close(
        request,
        site,
        list_id,
        make_form=ReturnListForm,
        carry_out=award_lists.return_list,
        title=_("Liste zurückgeben"),
        done=_("Die Liste ist zurückgegeben."),
    )


@require_http_methods(["GET", "POST"])
@for_roles(act=RELEASERS)
def release_page(request: HttpRequest, list_id: str, *, site: Any) -> HttpResponse:
    """Show what the standing list means for each case, and make the proposals."""
    frozen, person = load(list_id), user_of(request)
    form, results = ReleaseForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            results = award_release.release(award_list=frozen, actor=person, at=asked_at(request))
        except ANTICIPATED as error:
            form.add_error(None, sentence_for(error))
    planned = award_release.outlook(frozen, actor=person)
    rows = planned if results is None else results
    context = {
        "title": _("Vorschläge anlegen"),
        "frozen": frozen,
        "funding_round": frozen.round,
        "form": form,
        "is_done": results is not None,
        "rows": [_told(row, RELEASES if results is None else RELEASED) for row in rows],
        "counts": _counts(rows, RELEASES if results is None else RELEASED),
        "open_count": sum(row.release in WANTED for row in planned),
    }
    return frame(request, site, "admin/award/release.html", context)


def load(list_id: str) -> AwardList:
    """Return a frozen list with its round and persons, or 404."""
    known = AwardList.objects.select_related("round", "frozen_by", "closed_by", "replaces")
    return get_object_or_404(known, pk=int(list_id))


def _close(
    request: HttpRequest,
    site: Any,
    list_id: str,
    *,
    make_form: Callable[[Any], Any],
    carry_out: Callable[..., Any],
    title: str,
    done: str,
) -> HttpResponse:
    """Carry out what the second person does with a list; the form holds what it needs."""
    frozen, form = load(list_id), make_form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"reason": form.cleaned_data["reason"]} if "reason" in form.fields else {}
        try:
            carry_out(award_list=frozen, actor=user_of(request), at=asked_at(request), **given)
        except ANTICIPATED as error:
            form.add_error(None, sentence_for(error))
        else:
            messages.success(request, done)
            return redirect("admin:applications_awardlist_change", frozen.pk)
    context = {"title": title, "form": form, "frozen": frozen, "funding_round": frozen.round}
    return frame(request, site, "admin/award/step.html", context)


def _told(one: ReleaseRow, names: Any) -> dict[str, Any]:
    """Return a case with what becomes of it, and why not."""
    reason = problems.sentence_for(one.problem) if one.problem else ""
    if one.gaps:
        reason = ", ".join(str(texts.label(gap)) for gap in one.gaps)
    return {"row": one.row, "release": one.release, "name": names[one.release], "reason": reason}


def _counts(rows: list[ReleaseRow], names: Any) -> list[tuple[Any, int]]:
    """Return how many cases each result has, those with none left out."""
    counted = [(names[kind], sum(row.release == kind for row in rows)) for kind in Release]
    return [pair for pair in counted if pair[1]]
