"""What is measured of the staff's list, „Heute“ and the page of a case (goals P5 to P7)."""

from typing import Final
from urllib.parse import urlencode

from bench_seed import Scene
from bench_types import Goal, Probe, Results
from django.urls import reverse

from applications.admin.application_filters import FILTERS

LIST: Final = reverse("admin:applications_application_changelist")
FLOOR: Final = reverse("floor:applications_application_changelist")
UNFILTERED, LAST, FLOOR_LIST = "List", "List, last page", "Floor: plain list"
SEARCH: Final = "Search"
FILTERED: Final = "Filter "
TODAY, CASE, FLOOR_CASE = "„Heute“", "Page of a case", "Floor: plain change page"
WORD: Final = "verein 77"


def probes(scene: Scene, _size: int) -> list[Probe]:
    """Return the pages, every filter with its first and its last value."""
    case = scene.case
    pages = {
        UNFILTERED: LIST,
        LAST: f"{LIST}?p=-1",
        FLOOR_LIST: FLOOR,
        SEARCH: f"{LIST}?{urlencode({'q': WORD})}",
        "Floor: plain search": f"{FLOOR}?{urlencode({'q': WORD})}",
        **_filters(),
        TODAY: reverse("admin:index"),
        CASE: reverse("admin:applications_application_change", args=[case.code]),
        FLOOR_CASE: reverse("floor:applications_application_change", args=[case.pk]),
    }
    return [Probe(name, address, scene.worker) for name, address in pages.items()]


def goals(results: Results) -> list[Goal]:
    """Return the ratios inside this run."""
    small, large = results[min(results)], results[max(results)]
    cost = large[UNFILTERED].cpu_ms
    filters = [large[name].cpu_ms / cost for name in large if name.startswith(FILTERED)]
    most = max(one[UNFILTERED].statements for one in results.values())
    return [
        Goal("P5", "list, largest to smallest", cost / small[UNFILTERED].cpu_ms, 1.15),
        Goal("P5", "last page to first", large[LAST].cpu_ms / cost, 1.3),
        Goal("P5", "speed of a plain list", large[FLOOR_LIST].cpu_ms / cost, 0.75, True),
        Goal("P5", "SQL statements of the list", most, 8),
        Goal("P6", "search to list", large[SEARCH].cpu_ms / cost, 1.5),
        Goal("P6", "slowest filter to list", max(filters), 1.5),
        Goal(
            "P7",
            "speed of a plain change page",
            large[FLOOR_CASE].cpu_ms / large[CASE].cpu_ms,
            0.5,
            True,
        ),
        Goal("P7", "SQL statements of a case", large[CASE].statements, 15),
    ]


def _filters() -> dict[str, str]:
    found = {}
    for one in FILTERS:
        values = [str(value) for value, _label in one.choices_offered]
        for value in dict.fromkeys(values[:1] + values[-1:]):
            query = urlencode({str(one.parameter_name): value})
            found[f"{FILTERED}{one.parameter_name}={value}"] = f"{LIST}?{query}"
    return found
