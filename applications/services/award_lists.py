"""The frozen award list: one person freezes a scenario with a reason, another confirms it.

What is frozen is evidence: every rank with its points and amounts, and a hash over all of it.
One list of a round stands; only a new one, by two persons and with a reason, takes its place.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from applications.models import (
    Application,
    AwardList,
    AwardListRow,
    AwardScenario,
    FundingRound,
    User,
)
from applications.models.award_list import FreezeStatus
from applications.rules.award_list import Place, Ranking, split_amount
from applications.rules.lifecycle import Role
from applications.rules.money import ZERO
from applications.services import records
from applications.services.award_board import BoardCase, Listing, board_of, changed_since
from applications.services.award_scenarios import ScenarioChanged, plan_of
from applications.workflow import audit
from applications.workflow.budget import BudgetExceeded
from applications.workflow.conflicts import closed_cases
from applications.workflow.guards import ReasonNeeded, SecondPersonNeeded
from applications.workflow.permissions import require

FREEZERS = frozenset({Role.HEAD})
CONFIRMERS = frozenset({Role.APPROVER, Role.HEAD})


@dataclass
class ListChanged(Exception):
    """Since the list was computed or frozen, something it depends on has changed.

    ``numbers`` are the reference numbers of the cases; the budget, or the list that stands, may
    have changed as well.
    """

    numbers: tuple[str, ...] = ()
    budget_changed: bool = False
    list_changed: bool = False


@dataclass
class ConflictOnList(Exception):
    """The list names cases from which the person must keep away (§§ 20, 21 HVwVfG)."""

    numbers: tuple[str, ...]


class FreezeWaiting(Exception):
    """A frozen list of the round already waits for its second person."""


class NothingInside(Exception):
    """The list gives nothing to anybody, so there is nothing to freeze."""


class AlreadyClosed(Exception):
    """Somebody has confirmed or returned the list before."""


@dataclass(frozen=True, kw_only=True)
class PlaceOnList:
    """Where a case stands on the list that counts, for the pages of the case."""

    award_list: AwardList
    rank: int | None
    place: Place
    amount_eur: Decimal


@transaction.atomic
def freeze_list(
    *, scenario: AwardScenario, version: int, reason: str, actor: User, at: datetime
) -> AwardList:
    """Freeze what a scenario gives to whom; it counts once another person has confirmed it.

    Raises ``NotPermitted``, ``ReasonNeeded``, ``ScenarioChanged``, ``ListChanged``,
    ``ConflictOnList``, ``BudgetExceeded``, ``NothingInside`` and ``FreezeWaiting``.
    """
    require(actor, *FREEZERS)
    if not reason.strip():
        raise ReasonNeeded("freeze")
    funding_round = _hold(scenario.round_id)
    current = AwardScenario.objects.filter(pk=scenario.pk).first()
    if current is None or current.version != version:
        raise ScenarioChanged(current)
    board = board_of(funding_round)
    _refuse_changes(current.seen["cases"], current.seen["budget_eur"], board)
    listing = board.listing(plan_of(current))
    _refuse_conflicts(actor, [one.case.application for one in listing.rows])
    _refuse_too_much(listing)
    frozen = _draw_up(current, listing.ranking, reason=reason, actor=actor, at=at)
    rows = _rows(frozen, listing)
    frozen.sha256 = hash_of(frozen, rows)
    try:
        with transaction.atomic():
            frozen.save(force_insert=True)
    except IntegrityError:
        raise FreezeWaiting(funding_round.pk) from None
    AwardListRow.objects.bulk_create(rows)
    _log("award_list.frozen", frozen, actor=actor, at=at)
    return frozen


@transaction.atomic
def confirm_list(*, award_list: AwardList, actor: User, at: datetime) -> None:
    """Confirm what somebody else froze; from now on it stands in the place of the one before.

    The Vergabevermerk is ordered with it.

    Raises ``NotPermitted``, ``SecondPersonNeeded``, ``ConflictOnList``, ``AlreadyClosed`` and
    ``ListChanged``.
    """
    _require_second_person(award_list, actor)
    funding_round = _hold(award_list.round_id)
    _require_open(award_list)
    standing = AwardList.objects.standing(funding_round.pk)
    if award_list.replaces_id != (standing and standing.pk):
        raise ListChanged(list_changed=True)
    board = board_of(funding_round)
    _refuse_changes(award_list.facts, f"{award_list.budget_eur:.2f}", board)
    _close(award_list, status=FreezeStatus.CONFIRMED, actor=actor, at=at)
    award_list.refresh_from_db()
    records.order_award_note(award_list=award_list, at=at)
    _log("award_list.confirmed", award_list, actor=actor, at=at)


@transaction.atomic
def return_list(*, award_list: AwardList, reason: str, actor: User, at: datetime) -> None:
    """Give a frozen list back; the one that stood before goes on standing.

    Raises ``NotPermitted``, ``SecondPersonNeeded``, ``ConflictOnList``, ``ReasonNeeded`` and
    ``AlreadyClosed``.
    """
    _require_second_person(award_list, actor)
    if not reason.strip():
        raise ReasonNeeded("return")
    _hold(award_list.round_id)
    _close(
        award_list,
        status=FreezeStatus.RETURNED,
        actor=actor,
        at=at,
        return_reason=reason.strip(),
    )
    _log("award_list.returned", award_list, actor=actor, at=at)


def place_of(application: Application) -> PlaceOnList | None:
    """Return where the standing list of the round puts a case; None if it does not name it."""
    confirmed = AwardList.objects.filter(round=application.round_id, status=FreezeStatus.CONFIRMED)
    standing = confirmed.order_by("-pk").values("pk")[:1]
    rows = AwardListRow.objects.filter(award_list=standing, application=application)
    row = rows.select_related("award_list__frozen_by", "award_list__closed_by").first()
    if row is None:
        return None
    return PlaceOnList(
        award_list=row.award_list,
        rank=row.position,
        place=Place(row.place),
        amount_eur=row.given_eur,
    )


def is_intact(award_list: AwardList) -> bool:
    """Say whether a frozen list still is what its hash was made of."""
    rows = award_list.rows.select_related("application").order_by("pk")
    return award_list.sha256 == hash_of(award_list, list(rows))


def hash_of(award_list: AwardList, rows: list[AwardListRow]) -> str:
    """Return SHA-256 of the canonical JSON of a frozen list and of the hash it replaces."""
    replaced = award_list.replaces
    content = {
        "round": award_list.round.reference_prefix,
        "scenario": award_list.scenario_name,
        "only_reviewed": award_list.only_reviewed,
        "budget_eur": f"{award_list.budget_eur:.2f}",
        "reserve_eur": f"{award_list.reserve_eur:.2f}",
        "given_eur": f"{award_list.given_eur:.2f}",
        "reason": award_list.reason,
        "facts": award_list.facts,
        "replaces": replaced.sha256 if replaced else None,
        "frozen_by": award_list.frozen_by_id,
        "frozen_at": award_list.frozen_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "rows": [row.as_evidence() for row in rows],
    }
    return hashlib.sha256(audit.canonical_json(content).encode()).hexdigest()


def _hold(round_id: int) -> FundingRound:
    """Let nobody change the money of the round between looking and writing."""
    return FundingRound.objects.select_for_update().get(pk=round_id)


def _refuse_changes(facts: dict[str, list[Any]], budget_eur: str, board: Any) -> None:
    numbers = changed_since(facts, board)
    budget_changed = f"{board.funding_round.budget_eur:.2f}" != budget_eur
    if numbers or budget_changed:
        raise ListChanged(numbers=numbers, budget_changed=budget_changed)


def _refuse_too_much(listing: Listing) -> None:
    ranking = listing.ranking
    if ranking.is_overdrawn:
        raise BudgetExceeded(free_eur=ranking.available_eur, wanted_eur=ranking.given_eur)
    if not ranking.inside:
        raise NothingInside


def _draw_up(
    scenario: AwardScenario, ranking: Ranking, *, reason: str, actor: User, at: datetime
) -> AwardList:
    return AwardList(
        round=scenario.round,
        scenario_name=scenario.name,
        only_reviewed=scenario.only_reviewed,
        budget_eur=ranking.budget_eur,
        reserve_eur=ranking.reserve_eur,
        given_eur=ranking.given_eur,
        reason=reason.strip(),
        facts=scenario.seen["cases"],
        replaces=AwardList.objects.standing(scenario.round_id),
        frozen_by=actor,
        frozen_at=at,
    )


def _rows(award_list: AwardList, listing: Listing) -> list[AwardListRow]:
    rows = [
        _row(
            award_list,
            one.case,
            wanted_eur=one.row.wanted_eur,
            position=one.row.rank,
            place=one.row.place,
            given_eur=one.row.given_eur,
        )
        for one in listing.rows
    ]
    return rows + [
        _row(
            award_list,
            case,
            wanted_eur=case.candidate.highest_eur,
            position=None,
            place=Place.LEFT_OUT,
            given_eur=ZERO,
        )
        for case in listing.left_out
    ]


def _row(
    award_list: AwardList, case: BoardCase, *, wanted_eur: Decimal, **values: Any
) -> AwardListRow:
    parts = split_amount(wanted_eur, requested=case.grant)
    return AwardListRow(
        award_list=award_list,
        application=case.application,
        points=case.candidate.points,
        state=case.application.state,
        highest_eur=case.candidate.highest_eur,
        wanted_eur=wanted_eur,
        micro_project_eur=parts.micro_project_eur,
        minijob_eur=parts.minijob_eur,
        is_fixed=case.candidate.fixed_eur is not None,
        **values,
    )


def _require_second_person(award_list: AwardList, actor: User) -> None:
    require(actor, *CONFIRMERS)
    if award_list.frozen_by_id == actor.pk:
        raise SecondPersonNeeded(actor.pk)
    rows = award_list.rows.select_related("application")
    _refuse_conflicts(actor, [row.application for row in rows])


def _refuse_conflicts(actor: User, cases: Iterable[Application]) -> None:
    closed = set(closed_cases(actor))
    numbers = tuple(case.reference_number or "" for case in cases if case.pk in closed)
    if numbers:
        raise ConflictOnList(numbers)


def _require_open(award_list: AwardList) -> None:
    if not AwardList.objects.filter(pk=award_list.pk, status=FreezeStatus.PROPOSED).exists():
        raise AlreadyClosed(award_list.pk)


def _close(award_list: AwardList, *, actor: User, at: datetime, **values: Any) -> None:
    waiting = AwardList.objects.filter(pk=award_list.pk, status=FreezeStatus.PROPOSED)
    if not waiting.update(closed_by=actor, closed_at=at, **values):
        raise AlreadyClosed(award_list.pk)


def _log(event: str, award_list: AwardList, *, actor: User, at: datetime) -> None:
    audit.record(
        event,
        actor=actor,
        at=at,
        round=award_list.round_id,
        list=award_list.pk,
        sha256=award_list.sha256,
        given_eur=f"{award_list.given_eur:.2f}",
    )
