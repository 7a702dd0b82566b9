"""What the pages of the award list share: the round, the rows as they are shown, the sums."""

from dataclasses import dataclass
from typing import Any, Final

from django.contrib.admin import AdminSite
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications import texts
from applications.admin.award_rows import shown_rows
from applications.admin.base import user_of
from applications.forms.award_list import AwardPlanForm
from applications.models import AwardList, AwardScenario, FundingRound
from applications.rules.award_comparison import GroupSum, group_sums
from applications.rules.award_list import Ranking
from applications.rules.choices import District
from applications.rules.lifecycle import Role
from applications.services.award_board import ApartCase, Board, Listing
from applications.workflow.conflicts import closed_cases
from applications.workflow.permissions import CASE_READERS, may_see_cases

Text = str | Promise
READERS: Final = CASE_READERS | {Role.BUDGET_OFFICER}
TITLE: Final = _("Vergabeliste")


@dataclass(frozen=True, kw_only=True)
class ShownApart:
    """One case that gets nothing, with the reason in words."""

    case: ApartCase
    ground: Text


@dataclass(frozen=True, kw_only=True)
class DistrictSum:
    """How many associations of a district get something, and how much."""

    name: Text
    sums: GroupSum


def chosen_round(request: HttpRequest) -> FundingRound | None:
    """Return the round of the address, else the current one; None while there is none."""
    wanted = request.GET.get("runde", "")
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 19:
        known = FundingRound.objects.filter(pk=int(wanted)).first()
        if known is not None:
            return known
    return request.funding_round or None  # type: ignore[attr-defined]


def scenarios_of(funding_round: FundingRound) -> QuerySet[AwardScenario]:
    """Return the scenarios of a round, the last computed first."""
    rows = AwardScenario.objects.filter(round=funding_round).select_related("changed_by")
    return rows.defer("plan", "seen").order_by("-changed_at", "-pk")


def lists_of(funding_round: FundingRound) -> list[AwardList]:
    """Return what was frozen in a round, the newest first."""
    rows = AwardList.objects.filter(round=funding_round).select_related("frozen_by", "closed_by")
    return list(rows.defer("facts").order_by("-pk"))


def shown_list(
    request: HttpRequest, board: Board, listing: Listing, *, form: AwardPlanForm | None = None
) -> dict[str, Any]:
    """Return what the table and the sums above and below it need."""
    ranking, funding_round = listing.ranking, board.funding_round
    closed = set(closed_cases(user_of(request)))
    return {
        "title": TITLE,
        "funding_round": funding_round,
        "rounds": list(FundingRound.objects.order_by("-opens_at", "pk")),
        "reads_texts": may_see_cases(user_of(request)),
        "ranking": ranking,
        "listing": listing,
        "rows": shown_rows(listing, form, closed),
        "closed": closed,
        "line": ranking.at_the_line,
        "fixed_eur": ranking.fixed_eur,
        "left_out": [
            (case, form.cell(case.candidate.key) if form else None) for case in listing.left_out
        ],
        "apart": [ShownApart(case=one, ground=texts.label(one.ground)) for one in listing.apart],
        "districts": district_sums(ranking, ranking, board),
    }


def district_sums(first: Ranking, second: Ranking, board: Board) -> list[DistrictSum]:
    """Return the sums of the districts by their names, those without one last."""
    sums = group_sums(first, second, board.districts)
    named = [DistrictSum(name=district_name(one.group), sums=one) for one in sums]
    return sorted(named, key=lambda one: (not one.sums.group, str(one.name)))


def district_name(code: str) -> Text:
    """Return the name of a district, or that there is none."""
    return texts.label(District(code)) if code else _("ohne Kreis")


def frame(
    request: HttpRequest, site: AdminSite, template: str, context: dict[str, Any]
) -> HttpResponse:
    """Return a page of the site; it names no case from which the person must keep away."""
    request.current_app = site.name
    closed = context.get("closed")
    if closed is None:
        closed = set(closed_cases(user_of(request)))
    shown = {**site.each_context(request), **context, "closed": closed}
    return TemplateResponse(request, template, shown)
