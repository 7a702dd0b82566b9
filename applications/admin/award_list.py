"""The award list: its addresses, and the page where it stands as it is now."""

from functools import partial
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.views.decorators.http import require_GET

from applications.admin import award_frozen, award_note, award_scenarios
from applications.admin.award_view import (
    READERS,
    chosen_round,
    frame,
    lists_of,
    scenarios_of,
    shown_list,
)
from applications.admin.base import StaffModelAdmin, asked_at, user_of
from applications.admin.rights import for_roles
from applications.services.award_board import Plan, board_of
from applications.services.award_release import RELEASERS
from applications.services.award_scenarios import WRITERS
from applications.services.draft_forecast import forecast_of
from applications.workflow.permissions import staff_roles

_NUMBER: Final = "[0-9]{1,18}"


class AwardListAdmin(StaffModelAdmin):
    """One page for the list of a round; scenarios and frozen lists have their own pages."""

    readers = READERS

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Let nobody add one here: lists are frozen from scenarios."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Give the list, its scenarios and its frozen states their pages."""
        site, name = self.admin_site, "applications_awardlist"

        def page(route: str, view: Any, suffix: str) -> URLPattern:
            wrapped = site.admin_view(partial(view, site=site))
            return re_path(f"^{route}$", wrapped, name=f"{name}_{suffix}")

        scenario, frozen = f"szenario/(?P<scenario_id>{_NUMBER})/", f"(?P<list_id>{_NUMBER})/"
        return [
            path("", site.admin_view(partial(show, site=site)), name=f"{name}_changelist"),
            page("szenario/neu/", award_scenarios.begin, "scenario_add"),
            page("vergleich/", award_scenarios.compare_two, "compare"),
            page(scenario, award_scenarios.scenario_page, "scenario"),
            page(f"{scenario}verwerfen/", award_scenarios.discard_page, "discard"),
            page(f"{scenario}einfrieren/", award_frozen.freeze_page, "freeze"),
            page(frozen, award_frozen.frozen_page, "change"),
            page(f"{frozen}bestaetigen/", award_frozen.confirm_page, "confirm"),
            page(f"{frozen}zurueckgeben/", award_frozen.return_page, "return"),
            page(f"{frozen}vermerk/", award_note.note_file, "note"),
            page(f"{frozen}vorschlaege/", award_frozen.release_page, "release"),
        ]


@require_GET
@for_roles(read=READERS)
def show(request: HttpRequest, *, site: Any) -> HttpResponse:
    """Show who gets how much if nothing is changed by hand."""
    funding_round = chosen_round(request)
    if funding_round is None:
        return frame(request, site, "admin/award/none.html", {"title": "Vergabeliste"})
    plan = Plan(only_reviewed=request.GET.get("geprueft") == "1")
    board, roles = board_of(funding_round), staff_roles(user_of(request))
    context = {
        "only_reviewed": plan.only_reviewed,
        "forecast": forecast_of(funding_round, at=asked_at(request)),
        "scenarios": scenarios_of(funding_round),
        "lists": lists_of(funding_round),
        "may_try_out": bool(roles & WRITERS),
        "may_release": bool(roles & RELEASERS),
        **shown_list(request, board, board.listing(plan)),
    }
    return frame(request, site, "admin/award/list.html", context)
