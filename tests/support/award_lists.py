"""Scenarios and frozen lists of the round of 2020, made by the services."""

from datetime import UTC, datetime
from typing import Any

from applications.models import AwardList, AwardScenario, User
from applications.services import award_lists, award_scenarios
from applications.services.award_board import Plan
from tests import factories

AT = datetime(2020, 2, 3, 8, 0, tzinfo=UTC)


def make_scenario(*, actor: User, name: str = "Nach Punkten", **values: Any) -> AwardScenario:
    """A scenario that has just begun."""
    return award_scenarios.create_scenario(
        **{
            "funding_round": factories.make_round(),
            "name": name,
            "base": None,
            "actor": actor,
            "at": AT,
            **values,
        }
    )


def calculate(
    scenario: AwardScenario, actor: User, plan: Plan | None = None, **values: Any
) -> AwardScenario:
    """The scenario after a press of „Rechnen“."""
    return award_scenarios.calculate(
        **{
            "scenario": scenario,
            "version": scenario.version,
            "plan": plan or Plan(),
            "actor": actor,
            "at": AT,
            **values,
        }
    )


def freeze(
    scenario: AwardScenario,
    *,
    actor: User,
    reason: str = "Nach Punkten.",
    at: datetime = AT,
) -> AwardList:
    """A list that waits for its second person."""
    return award_lists.freeze_list(
        scenario=scenario, version=scenario.version, reason=reason, actor=actor, at=at
    )


def make_standing(*, actor: User | None = None) -> AwardList:
    """The list that counts: frozen by one person, confirmed by another."""
    head = actor or factories.make_staff("Leitung")
    frozen = freeze(make_scenario(actor=head), actor=head)
    award_lists.confirm_list(award_list=frozen, actor=factories.make_staff("Mitzeichnung"), at=AT)
    return frozen
