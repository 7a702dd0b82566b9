"""Two heads at once: no scenario is overwritten, one list waits, one list stands."""

from collections import Counter
from decimal import Decimal

import pytest

from applications.models import AwardList, AwardListRow, AwardScenario
from applications.services import award_lists, award_scenarios
from applications.services.award_board import Plan
from applications.services.award_lists import AlreadyClosed, FreezeWaiting
from applications.services.award_scenarios import ScenarioChanged
from tests import factories
from tests.services.test_concurrency import at_once
from tests.support.award_cases import make_listed
from tests.support.award_lists import AT, freeze, make_scenario

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_of_eight_heads_who_compute_at_once_one_is_kept() -> None:
    make_listed(3)
    heads = [factories.make_staff("Leitung") for _number in range(8)]
    scenario = make_scenario(actor=heads[0])

    def calculate(turn: int) -> str:
        try:
            award_scenarios.calculate(
                scenario=AwardScenario.objects.get(pk=scenario.pk),
                version=1,
                plan=Plan(reserve_eur=Decimal(turn)),
                actor=heads[turn],
                at=AT,
            )
        except ScenarioChanged:
            return "changed"
        return "kept"

    results = at_once([lambda turn=turn: calculate(turn) for turn in range(8)])

    assert Counter(results) == {"kept": 1, "changed": 7}
    stored = AwardScenario.objects.get()
    assert stored.version == 2
    assert stored.changed_by == heads[int(stored.reserve_eur)]


def test_of_eight_who_freeze_at_once_one_list_waits() -> None:
    make_listed(3)
    head = factories.make_staff("Leitung")
    scenario = make_scenario(actor=head)

    def try_to_freeze() -> str:
        try:
            freeze(scenario, actor=head)
        except FreezeWaiting:
            return "waits"
        return "frozen"

    results = at_once([try_to_freeze] * 8)

    assert Counter(results) == {"frozen": 1, "waits": 7}
    assert AwardListRow.objects.count() == 3


def test_confirming_and_returning_at_once_is_one_of_them() -> None:
    make_listed(1)
    head = factories.make_staff("Leitung")
    frozen = freeze(make_scenario(actor=head), actor=head)
    people = [factories.make_staff("Mitzeichnung") for _number in range(8)]

    def close(turn: int) -> str:
        award_list = AwardList.objects.get(pk=frozen.pk)
        values = {"award_list": award_list, "actor": people[turn], "at": AT}
        try:
            if turn % 2:
                award_lists.return_list(reason="Nein.", **values)
                return "returned"
            award_lists.confirm_list(**values)
        except AlreadyClosed:
            return "closed"
        return "confirmed"

    results = Counter(at_once([lambda turn=turn: close(turn) for turn in range(8)]))

    assert results["closed"] == 7
    stored = AwardList.objects.get()
    assert results[stored.status] == 1
