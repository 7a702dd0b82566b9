"""What is measured of the award list: the page, and what the head tries out.

The list shows every case of a round on one page, so it is measured up to the most that the
round of 2020 may get, beside a page of Django's admin with as many rows.
"""

from typing import Final

from bench_seed import Scene
from bench_types import Goal, Probe, Results
from django.urls import reverse

from applications.models import AwardScenario

MOST: Final = 400
LIST: Final = reverse("admin:applications_awardlist_changelist")
FLOOR: Final = reverse("floor_all:applications_application_changelist")
AWARD, FLOOR_AWARD = "Award list", "Floor: plain list, all rows on one page"
SCENARIO, WHAT_IF = "Award list, scenario with an input a row", "Award list, compute a scenario"


def probes(scene: Scene, size: int) -> list[Probe]:
    """Return the pages; a larger round than the largest that is expected is not measured."""
    if size > MOST:
        return []
    address = reverse("admin:applications_awardlist_scenario", args=[scene.scenario_id])
    return [
        Probe(AWARD, LIST, scene.worker),
        Probe(SCENARIO, address, scene.head),
        Probe(WHAT_IF, address, scene.head, typed=lambda: _typed(scene), expects=302),
        Probe(FLOOR_AWARD, FLOOR, scene.worker),
    ]


def goals(results: Results) -> list[Goal]:
    """Return the ratios inside this run."""
    known = [size for size in results if AWARD in results[size]]
    if not known:
        return []
    costs = results[max(known)]
    floor = costs[FLOOR_AWARD].cpu_ms
    return [
        Goal("–", "award list to a plain list of as many rows", costs[AWARD].cpu_ms / floor, 1),
        Goal("–", "computing a scenario to that list", costs[WHAT_IF].cpu_ms / floor, 2),
    ]


def _typed(scene: Scene) -> dict[str, str]:
    """Return what the head sends: other reserve than before, every amount as it stands."""
    scenario = AwardScenario.objects.get(pk=scene.scenario_id)
    return {
        "version": str(scenario.version),
        "reserve_eur": str(1000 + scenario.version),
        "nudge": "",
    }
