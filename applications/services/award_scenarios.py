"""Sandboxes for the head of the unit: what if the money were given out in another way?

Nothing here touches a case. Two heads never overwrite each other: whoever computes names the
version of the scenario that was on the page.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from applications.models import AwardScenario, FundingRound, User
from applications.rules.award_list import AmountOutOfRange, Overrides, check_amount, moved
from applications.rules.lifecycle import Role
from applications.services.award_board import Board, Plan, board_of, facts_of
from applications.workflow import audit
from applications.workflow.conflicts import ConflictOfInterest, closed_cases
from applications.workflow.permissions import require

WRITERS = frozenset({Role.HEAD})


class ScenarioChanged(Exception):
    """Somebody else computed or discarded the scenario meanwhile; the argument is it, or None."""

    def __init__(self, scenario: AwardScenario | None) -> None:
        super().__init__(scenario and scenario.pk)
        self.scenario = scenario


class NameTaken(Exception):
    """The round has a scenario of this name."""


class Nudge(StrEnum):
    """One press of a button beside a row."""

    UP = "up"
    DOWN = "down"
    FILL = "fill"


@transaction.atomic
def create_scenario(
    *,
    funding_round: FundingRound,
    name: str,
    base: AwardScenario | None,
    actor: User,
    at: datetime,
) -> AwardScenario:
    """Begin a scenario, empty or as a copy of another one of the round.

    Raises ``NotPermitted`` and ``NameTaken``.
    """
    require(actor, *WRITERS)
    copied = {}
    if base is not None:
        copied = {
            "plan": base.plan,
            "reserve_eur": base.reserve_eur,
            "only_reviewed": base.only_reviewed,
        }
    try:
        with transaction.atomic():
            scenario = AwardScenario.objects.create(
                round=funding_round,
                name=name,
                seen=_seen(board_of(funding_round)),
                created_by=actor,
                created_at=at,
                changed_by=actor,
                changed_at=at,
                **copied,
            )
    except IntegrityError:
        raise NameTaken(name) from None
    _log("award_scenario.created", scenario, actor=actor, at=at)
    return scenario


@transaction.atomic
def calculate(
    *, scenario: AwardScenario, version: int, plan: Plan, actor: User, at: datetime
) -> AwardScenario:
    """Keep a plan with what the list knows of the cases now; return the scenario as it is then.

    ``version`` is the one that the person had before the eyes. Raises ``NotPermitted``,
    ``AmountOutOfRange``, ``ConflictOfInterest`` and ``ScenarioChanged``.
    """
    require(actor, *WRITERS)
    board = board_of(scenario.round)
    _check(board, plan)
    _require_unbiased(actor, _stored(board, plan.overrides), scenario.plan)
    rows = AwardScenario.objects.filter(pk=scenario.pk, version=version)
    changed = rows.update(
        plan=_stored(board, plan.overrides),
        reserve_eur=plan.reserve_eur,
        only_reviewed=plan.only_reviewed,
        seen=_seen(board),
        version=F("version") + 1,
        changed_by=actor,
        changed_at=at,
    )
    known = AwardScenario.objects.select_related("round", "changed_by")
    current = known.filter(pk=scenario.pk).first()
    if not changed or current is None:
        raise ScenarioChanged(current)
    _log("award_scenario.calculated", current, actor=actor, at=at)
    return current


@transaction.atomic
def discard(*, scenario: AwardScenario, version: int, actor: User, at: datetime) -> None:
    """Throw a scenario away; lists that were frozen from it stay.

    Raises ``NotPermitted`` and ``ScenarioChanged``.
    """
    require(actor, *WRITERS)
    known = AwardScenario.objects.select_related("round", "changed_by")
    _log("award_scenario.discarded", scenario, actor=actor, at=at)
    deleted, _rows = AwardScenario.objects.filter(pk=scenario.pk, version=version).delete()
    if not deleted:
        raise ScenarioChanged(known.filter(pk=scenario.pk).first())


def plan_of(scenario: AwardScenario) -> Plan:
    """Return what a scenario sets, as the list takes it."""
    stored: Mapping[str, Any] = scenario.plan
    return Plan(
        overrides=Overrides(
            amounts_eur={
                int(key): Decimal(amount) for key, amount in stored.get("amounts", {}).items()
            },
            order=tuple(stored.get("order", ())),
            left_out=frozenset(stored.get("left_out", ())),
        ),
        reserve_eur=scenario.reserve_eur,
        only_reviewed=scenario.only_reviewed,
    )


def nudged(board: Board, plan: Plan, nudge: Nudge, key: int, *, actor: User) -> Plan:
    """Return the plan after one press: a case one rank up or down, or the rest for the line.

    Raises ``ConflictOfInterest`` when the person must keep away from the case.
    """
    if key in closed_cases(actor):
        raise ConflictOfInterest(actor.pk, key)
    ranking = board.listing(plan).ranking
    if nudge == Nudge.FILL:
        line = ranking.at_the_line
        if line is None or line.candidate.key != key or not line.given_eur:
            return plan
        amounts_eur = {**plan.overrides.amounts_eur, key: line.given_eur}
        return replace(plan, overrides=replace(plan.overrides, amounts_eur=amounts_eur))
    order = moved(ranking, key, by=-1 if nudge == Nudge.UP else 1)
    return replace(plan, overrides=replace(plan.overrides, order=order))


def _check(board: Board, plan: Plan) -> None:
    if not 0 <= plan.reserve_eur <= board.funding_round.budget_eur:
        raise AmountOutOfRange(plan.reserve_eur, board.funding_round.budget_eur)
    for key, amount_eur in plan.overrides.amounts_eur.items():
        if (case := board.cases.get(key)) and case.candidate.fixed_eur is None:
            check_amount(amount_eur, highest_eur=case.candidate.highest_eur)


def _require_unbiased(actor: User, plan: dict[str, Any], before: dict[str, Any]) -> None:
    """Refuse a plan that treats a case differently from which the person must keep away."""
    for key in closed_cases(actor):
        if _treatment(plan, key) != _treatment(before, key):
            raise ConflictOfInterest(actor.pk, key)


def _treatment(plan: dict[str, Any], key: int) -> tuple[Any, bool]:
    return plan.get("amounts", {}).get(str(key)), key in plan.get("left_out", [])


def _stored(board: Board, overrides: Overrides) -> dict[str, Any]:
    """Return a plan as JSON; the whole amount is no change and is not kept."""
    open_cases = {
        key: case.candidate.highest_eur
        for key, case in board.cases.items()
        if case.candidate.fixed_eur is None
    }
    amounts = {
        str(key): f"{amount_eur:.2f}"
        for key, amount_eur in sorted(overrides.amounts_eur.items())
        if key in open_cases and amount_eur != open_cases[key]
    }
    return {
        "amounts": amounts,
        "order": [key for key in overrides.order if key in board.cases],
        "left_out": sorted(overrides.left_out & open_cases.keys()),
    }


def _seen(board: Board) -> dict[str, Any]:
    return {"budget_eur": f"{board.funding_round.budget_eur:.2f}", "cases": facts_of(board)}


def _log(event: str, scenario: AwardScenario, *, actor: User, at: datetime) -> None:
    audit.record(
        event,
        actor=actor,
        at=at,
        round=scenario.round_id,
        scenario=scenario.pk,
        version=scenario.version,
    )
