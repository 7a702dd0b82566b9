"""„Heute“: puts figures, charts and links together; the numbers are those of the lists."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications import clock, texts
from applications.admin import audit_log, confirmations
from applications.admin.application_links import TASKS, ListLinks
from applications.admin.base import asked_at, user_of
from applications.admin.rights import for_roles
from applications.models import AuditEvent, FundingRound
from applications.models.funding_round import current_of
from applications.rules.choices import District, Topic
from applications.rules.lifecycle import State
from applications.rules.periods import last_day_before
from applications.rules.waiting import WaitsFor
from applications.services import charts
from applications.services.next_case import TAKERS, take_next_case
from applications.services.round_figures import UNDECIDED, RoundFigures, RoundMoney
from applications.services.today import Today, today
from applications.texts.events import event_label
from applications.workflow.permissions import staff_roles

_LAST_DAYS: Final = 7
# Parts of the bar of the budget, named like their classes in the stylesheet.
_AWARDED, _PROPOSED, _UNDECIDED = "awarded", "proposed", "undecided"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of a chart and of its table: a number, the list behind it, and a bar."""

    label: Any
    count: int
    address: str
    share: str = ""
    amount_eur: Decimal | None = None
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A number that should be seen first."""

    label: Any
    count: int
    address: str


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day of the table of arrivals, with the lists behind both numbers."""

    day: date
    count: int
    total: int
    address: str
    total_address: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group of tasks with the list behind its number."""

    label: Any
    task: str
    total: int
    address: str
    cases: Sequence[Any]


@dataclass(frozen=True, kw_only=True)
class Event:
    """One of the latest events."""

    event: AuditEvent
    label: Any


def index(request: HttpRequest, *, site: AdminSite) -> TemplateResponse:
    """Show „Heute“ for the round in the address, else for the current one."""
    rounds = list(FundingRound.objects.order_by("-opens_at", "pk"))
    shown = _chosen(request, rounds)
    work = today(funding_round=shown, user=user_of(request), at=asked_at(request))
    context = {
        **site.each_context(request),
        "title": site.index_title,
        "today": work,
        "rounds": rounds,
        **_tasks(request, work),
        **(_charts(request, work, shown) if shown else {}),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/index.html", context)


@require_POST
@for_roles(act=TAKERS)
def take_next(request: HttpRequest) -> HttpResponse:
    """Give the person the next case and open it."""
    shown = _chosen(request, list(FundingRound.objects.order_by("-opens_at", "pk")))
    case = shown and take_next_case(
        funding_round=shown, actor=user_of(request), at=asked_at(request)
    )
    if case:
        messages.success(request, _("Sie sind jetzt für %(number)s zuständig.") % {"number": case})
        return redirect("admin:applications_application_change", case.code)
    messages.info(request, _("Gerade wartet kein Antrag ohne Zuständigkeit."))
    return redirect(address_of(shown))


def address_of(shown: FundingRound | None) -> str:
    """Return the address of „Heute“ for a round."""
    home = reverse("admin:index")
    return f"{home}?{urlencode({'round': shown.pk})}" if shown else home


def _chosen(request: HttpRequest, rounds: Iterable[FundingRound]) -> FundingRound | None:
    wanted = request.GET.get("round", "")
    found = next((one for one in rounds if str(one.pk) == wanted), None)
    return found or current_of(rounds, asked_at(request))


def _tasks(request: HttpRequest, work: Today) -> dict[str, Any]:
    user, names = user_of(request), dict(TASKS)
    links = ListLinks(user)
    return {
        "groups": [
            Group(
                label=names[group.task],
                task=group.task,
                total=group.total,
                address=links.to(task=group.task.value),
                cases=group.cases,
            )
            for group in work.groups
        ],
        "confirmations": confirmations.shown(work.confirmations),
        "events": [Event(event=event, label=event_label(event.event)) for event in work.events],
        "reads_log": bool(staff_roles(user) & audit_log.READERS),
    }


def _charts(request: HttpRequest, work: Today, shown: FundingRound) -> dict[str, Any]:
    figures, money, links = work.figures, work.money, ListLinks(user_of(request))
    if figures is None or money is None:
        return {}
    in_round = _InRound(links, shown)
    districts = _lines(District, "district", figures.by_district, in_round)
    return {
        "take_address": f"{reverse('admin:take_next')}?{urlencode({'round': shown.pk})}",
        "unassigned_address": in_round.to(state=State.SUBMITTED.value, assigned="nobody"),
        "tiles": _tiles(figures, in_round),
        **_budget(figures, money, in_round),
        "arrivals": _arrival_chart(figures, shown),
        "days": _days(figures, in_round),
        "last_days": _last_days(figures, in_round, _last_day(request, figures, shown)),
        "states": _states(figures, in_round),
        "tile_map": (tile_map := charts.tile_map(figures.by_district)),
        "map_tiles": _map_tiles(tile_map, in_round),
        "districts": districts,
        "outside": next(line for line in districts if line.mark == District.OUTSIDE),
        "topics": _lines(Topic, "topic", figures.by_topic, in_round),
    }


class _InRound:
    """Links to the list of one round."""

    def __init__(self, links: ListLinks, funding_round: FundingRound) -> None:
        self._links, self._round = links, funding_round

    def to(self, **filters: Any) -> str:
        """Return the address of the list of the round with these filters."""
        return self._links.to(round=self._round.pk, **filters)


def _tiles(figures: RoundFigures, links: _InRound) -> list[Tile]:
    us, association = WaitsFor.US, WaitsFor.ASSOCIATION
    return [
        Tile(label=_("Eingereicht"), count=figures.total, address=links.to()),
        Tile(
            label=_("Zu prüfen"),
            count=figures.waiting_for(us),
            address=links.to(waits_for=us.value),
        ),
        Tile(
            label=_("Warten auf Verein"),
            count=figures.waiting_for(association),
            address=links.to(waits_for=association.value),
        ),
    ]


def _budget(figures: RoundFigures, money: RoundMoney, links: _InRound) -> dict[str, Any]:
    parts = {
        _AWARDED: money.awarded_eur,
        _PROPOSED: money.proposed_eur,
        _UNDECIDED: money.undecided_eur,
    }
    rows = (
        (_AWARDED, _("Zugesagt"), (State.AWARDED,), {"state": State.AWARDED.value}),
        (_PROPOSED, _("Vorgeschlagen"), (State.PROPOSED,), {"state": State.PROPOSED.value}),
        (_UNDECIDED, _("Beantragt, offen"), UNDECIDED, {"money": "undecided"}),
    )
    over = money.requested_eur > money.budget_eur > 0
    asked = (state for state in State if state not in (State.DRAFT, State.WITHDRAWN))
    return {
        "budget_bar": charts.budget_bar(budget_eur=money.budget_eur, parts_eur=parts),
        "budget_lines": [
            Line(
                label=label,
                mark=mark,
                amount_eur=parts[mark],
                count=figures.count_in(*states),
                address=links.to(**filters),
            )
            for mark, label, states, filters in rows
        ],
        "requested_line": Line(
            label=_("Beantragt insgesamt"),
            amount_eur=money.requested_eur,
            count=figures.count_in(*asked),
            address=links.to(money="requested"),
        ),
        "times_budget": charts.times(money.requested_eur, money.budget_eur) if over else None,
    }


def _arrival_chart(figures: RoundFigures, shown: FundingRound) -> charts.ArrivalChart:
    return charts.arrival_chart(
        counts=figures.by_day,
        opens_on=clock.berlin_date(shown.opens_at),
        closes_on=last_day_before(shown.closes_at),
    )


def _days(figures: RoundFigures, links: _InRound) -> list[Day]:
    days, total = [], 0
    for day, count in figures.by_day.items():
        total += count
        days.append(_day(day, count, total, links))
    return days


def _last_day(request: HttpRequest, figures: RoundFigures, shown: FundingRound) -> date:
    """Return today while something may still arrive, afterwards the last day of interest."""
    closes_on = last_day_before(shown.closes_at)
    return min(clock.berlin_date(asked_at(request)), max([closes_on, *figures.by_day]))


def _last_days(figures: RoundFigures, links: _InRound, last: date) -> list[Day]:
    """Return the last seven days, the latest first; a day without arrivals is one, too."""
    days = (last - timedelta(days=back) for back in range(_LAST_DAYS))
    return [
        _day(
            day,
            figures.by_day.get(day, 0),
            sum(count for other, count in figures.by_day.items() if other <= day),
            links,
        )
        for day in days
    ]


def _day(day: date, count: int, total: int, links: _InRound) -> Day:
    return Day(
        day=day,
        count=count,
        total=total,
        address=links.to(day=day.isoformat()) if count else "",
        total_address=links.to(until=day.isoformat()) if total else "",
    )


def _states(figures: RoundFigures, links: _InRound) -> list[Line]:
    highest = max(figures.by_state.values(), default=0)
    return [
        Line(
            label=str(texts.label(state)),
            count=count,
            amount_eur=figures.requested_by_state.get(state, Decimal(0)),
            share=charts.share_of(count, highest),
            address=links.to(state=state.value) if count else "",
            mark=state.value,
        )
        for state in State
        if state != State.DRAFT
        for count in [figures.by_state[state]]
    ]


def _map_tiles(tile_map: charts.TileMap, links: _InRound) -> list[tuple[charts.MapTile, Line]]:
    """Return each square with its name and its list."""
    return [
        (
            tile,
            Line(
                label=str(texts.label(tile.district)),
                count=tile.count,
                address=links.to(district=tile.district.value),
            ),
        )
        for tile in tile_map.tiles
    ]


def _lines(
    choices: type[District] | type[Topic], name: str, counts: Mapping[str, int], links: _InRound
) -> list[Line]:
    """Return a row for each choice, the most first; choices that nobody made come last."""
    highest = max(counts.values(), default=0)
    rows = [
        Line(
            label=str(texts.label(choice)),
            count=counts.get(choice, 0),
            share=charts.share_of(counts.get(choice, 0), highest),
            address=links.to(**{name: choice.value}) if counts.get(choice, 0) else "",
            mark=choice.value,
        )
        for choice in choices
    ]
    return sorted(rows, key=lambda row: -row.count)
