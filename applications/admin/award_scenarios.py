"""Scenarios of the award list: begin one, compute it, throw it away, put two side by side."""

import re
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from applications import clock, texts
from applications.admin.award_problems import sentence_for
from applications.admin.award_view import (
    READERS,
    chosen_round,
    district_sums,
    frame,
    scenarios_of,
    shown_list,
)
from applications.admin.base import asked_at, user_of
from applications.admin.rights import for_roles
from applications.forms.award_list import AmountRow, AwardPlanForm, DiscardForm, ScenarioForm
from applications.models import AwardScenario, FundingRound
from applications.rules.award_comparison import Change, Pair, compare
from applications.rules.award_list import AmountOutOfRange, Overrides
from applications.services import award_scenarios
from applications.services.award_board import Board, BoardCase, Listing, Plan, board_of
from applications.services.award_scenarios import WRITERS, Nudge, ScenarioChanged
from applications.workflow.conflicts import ConflictOfInterest, closed_cases
from applications.workflow.permissions import may_see_cases, staff_roles

_PRESSED: Final = re.compile(r"(up|down|fill)-([0-9]{1,18})")
PLAIN: Final = "0"


@require_http_methods(["GET", "POST"])
@for_roles(write=WRITERS)
def begin(request: HttpRequest, *, site: Any) -> HttpResponse:
    """Take the name of a new scenario."""
    funding_round = chosen_round(request)
    if funding_round is None:
        raise Http404
    known = {row.pk: row for row in scenarios_of(funding_round)}
    bases = [(row.pk, row.name) for row in known.values()]
    form = ScenarioForm(request.POST or None, bases=bases)
    if request.method == "POST" and form.is_valid():
        try:
            made = award_scenarios.create_scenario(
                funding_round=funding_round,
                name=form.cleaned_data["name"],
                base=known[form.base_key] if form.base_key else None,
                actor=user_of(request),
                at=asked_at(request),
            )
        except award_scenarios.NameTaken:
            form.add_error("name", _("Diesen Namen hat schon ein anderes Szenario."))
        else:
            return redirect("admin:applications_awardlist_scenario", made.pk)
    context = {"title": _("Neues Szenario"), "form": form, "funding_round": funding_round}
    return frame(request, site, "admin/award/step.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(read=READERS, write=WRITERS)
def scenario_page(request: HttpRequest, scenario_id: str, *, site: Any) -> HttpResponse:
    """Show a scenario; the head changes amounts, order and reserve, and the server computes."""
    scenario = load(scenario_id)
    board = board_of(scenario.round)
    plan = award_scenarios.plan_of(scenario)
    may_try_out = bool(staff_roles(user_of(request)) & WRITERS)
    form, warning = _form(board, plan, request), ""
    if request.method == "POST" and form.is_valid():
        wanted, place = _typed(plan, form), "ergebnis"
        try:
            if match := _PRESSED.fullmatch(request.POST.get("nudge", "")):
                wanted, place = _pressed(board, wanted, match, request)
            award_scenarios.calculate(
                scenario=scenario,
                version=form.cleaned_data["version"],
                plan=wanted,
                actor=user_of(request),
                at=asked_at(request),
            )
        except ScenarioChanged as error:
            if error.scenario is None:
                return _gone(request, scenario)
            scenario, warning = error.scenario, _changed_meanwhile(error.scenario)
        except AmountOutOfRange:
            warning = _("Ein Antrag hat sich inzwischen geändert. Bitte rechnen Sie noch einmal.")
        except ConflictOfInterest as error:
            warning = sentence_for(error)
        else:
            address = reverse("admin:applications_awardlist_scenario", args=[scenario.pk])
            return redirect(f"{address}#{place}")
    shown_form = form if may_try_out else None
    context = {
        **shown_list(request, board, board.listing(plan), form=shown_form),
        "scenario": scenario,
        "form": shown_form,
        "warning": warning,
        "title": scenario.name,
    }
    return frame(request, site, "admin/award/scenario.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(write=WRITERS)
def discard_page(request: HttpRequest, scenario_id: str, *, site: Any) -> HttpResponse:
    """Throw a scenario away."""
    scenario = load(scenario_id)
    form = DiscardForm(request.POST or None, version=scenario.version)
    if request.method == "POST" and form.is_valid():
        try:
            award_scenarios.discard(
                scenario=scenario,
                version=form.seen_version,
                actor=user_of(request),
                at=asked_at(request),
            )
        except ScenarioChanged as error:
            if error.scenario is None:
                return _gone(request, scenario)
            form.add_error(None, _changed_meanwhile(error.scenario))
        else:
            messages.success(request, _("Das Szenario ist verworfen."))
            return redirect(_address_of(scenario.round))
    context = {
        "title": _("Szenario verwerfen"),
        "form": form,
        "scenario": scenario,
        "funding_round": scenario.round,
        "hint": _("Eingefrorene Listen bleiben. Das Szenario selbst ist danach weg."),
    }
    return frame(request, site, "admin/award/step.html", context)


@dataclass(frozen=True, kw_only=True)
class ShownPair:
    """One case in both lists, with the difference in words."""

    pair: Pair
    case: BoardCase
    change: str | Promise

    @property
    def is_changed(self) -> bool:
        """Say whether the case differs."""
        return self.pair.change != Change.NONE


@require_GET
@for_roles(read=READERS)
def compare_two(request: HttpRequest, *, site: Any) -> HttpResponse:
    """Show two lists of a round side by side."""
    funding_round = chosen_round(request)
    if funding_round is None:
        raise Http404
    board = board_of(funding_round)
    known = {str(row.pk): row for row in scenarios_of(funding_round).defer(None)}
    sides = [_side(board, known, request.GET.get(name, PLAIN)) for name in ("a", "b")]
    only_changes = request.GET.get("nur") == "1"
    first, second = (listing for _key, _name, listing in sides)
    pairs = [
        ShownPair(
            pair=pair,
            case=board.cases[pair.candidate.key],
            change=texts.label(pair.change),
        )
        for pair in compare(first.ranking, second.ranking)
    ]
    context = {
        "title": _("Szenarien vergleichen"),
        "funding_round": funding_round,
        "options": [(PLAIN, _("Liste nach Punkten")), *((k, s.name) for k, s in known.items())],
        "first": sides[0],
        "second": sides[1],
        "only_changes": only_changes,
        "change_count": sum(one.is_changed for one in pairs),
        "pairs": [one for one in pairs if one.is_changed or not only_changes],
        "districts": district_sums(first.ranking, second.ranking, board),
        "reads_texts": may_see_cases(user_of(request)),
    }
    return frame(request, site, "admin/award/compare.html", context)


def load(scenario_id: str) -> AwardScenario:
    """Return a scenario with its round, or 404."""
    known = AwardScenario.objects.select_related("round", "changed_by")
    return get_object_or_404(known, pk=int(scenario_id))


def _form(board: Board, plan: Plan, request: HttpRequest) -> AwardPlanForm:
    """Return the form with one amount for every case that is shown, open and not closed to us."""
    closed = set(closed_cases(user_of(request)))
    listing = board.listing(plan)
    shown = [*(one.case for one in listing.rows), *listing.left_out]
    rows = [
        AmountRow(
            key=case.candidate.key,
            number=case.application.reference_number or "",
            highest_eur=case.candidate.highest_eur,
        )
        for case in shown
        if case.candidate.fixed_eur is None and case.candidate.key not in closed
    ]
    return AwardPlanForm(
        request.POST or None,
        rows=rows,
        budget_eur=board.funding_round.budget_eur,
        amounts_eur=plan.overrides.amounts_eur,
        left_out=plan.overrides.left_out,
        initial={"reserve_eur": plan.reserve_eur, "only_reviewed": plan.only_reviewed},
    )


def _pressed(
    board: Board, plan: Plan, match: re.Match[str], request: HttpRequest
) -> tuple[Plan, str]:
    """Return the plan after the button of a row, and the row to come back to."""
    nudge, key = Nudge(match[1]), int(match[2])
    actor = user_of(request)
    return award_scenarios.nudged(board, plan, nudge, key, actor=actor), f"fall-{key}"


def _typed(plan: Plan, form: AwardPlanForm) -> Plan:
    """Return the plan that was typed; for cases that are not in the form it stays as it was."""
    kept = plan.overrides
    elsewhere = {key: sum_ for key, sum_ in kept.amounts_eur.items() if key not in form.rows}
    return Plan(
        overrides=Overrides(
            amounts_eur=elsewhere | form.amounts_eur,
            order=kept.order,
            left_out=(kept.left_out - form.rows.keys()) | form.left_out,
        ),
        reserve_eur=form.reserve_eur,
        only_reviewed=form.cleaned_data["only_reviewed"],
    )


def _changed_meanwhile(scenario: AwardScenario) -> str:
    sentence = _(
        "%(name)s hat dieses Szenario um %(time)s Uhr gerechnet. Ihre Eingaben stehen noch hier. "
        "Mit „Rechnen“ ersetzen sie die anderen."
    )
    at = scenario.changed_at.astimezone(clock.BERLIN)
    return sentence % {"name": scenario.changed_by.name, "time": date_format(at, "H:i")}


def _gone(request: HttpRequest, scenario: AwardScenario) -> HttpResponse:
    messages.warning(request, _("Jemand hat dieses Szenario inzwischen verworfen."))
    return redirect(_address_of(scenario.round))


def _address_of(funding_round: FundingRound) -> str:
    address = reverse("admin:applications_awardlist_changelist")
    return f"{address}?{urlencode({'runde': funding_round.pk})}"


def _side(board: Board, known: dict[str, AwardScenario], key: str) -> tuple[str, str, Listing]:
    """Return one side of the comparison: its key, its name and its list."""
    scenario = known.get(key)
    if scenario is None:
        return PLAIN, _("Liste nach Punkten"), board.listing()
    return key, scenario.name, board.listing(award_scenarios.plan_of(scenario))
