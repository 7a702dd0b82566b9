"""Measure the staff's pages with many applications, beside a floor, into docs/measurements.md.

``python tools/bench.py 100 400 10000 100000`` fills a throw-away database step by step: SQLite, or
PostgreSQL through ``tools/with_postgres.py``. Every page is asked in this process, so the time
is that of one worker without network; the floors are asked in turn with our pages. What is
measured stands in the modules of ``AREAS``: each has ``probes(scene)`` and ``goals(results)``.
"""

import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from measure import PAGE, measured_commit, write_section

if TYPE_CHECKING:
    from django.test import Client

ROOT: Final = Path(__file__).resolve().parent.parent
AREAS: Final = ("bench_list",)
SIZES: Final = (100, 400, 10_000, 100_000)
WARM, VIEWS = 2, 9


@dataclass(frozen=True)
class Probe:
    """One page: its name in the table, and its address."""

    name: str
    address: str


@dataclass(frozen=True)
class Cost:
    """What one answer costs: medians of wall and processor milliseconds, SQL statements."""

    wall_ms: float
    cpu_ms: float
    statements: int


Results = dict[int, dict[str, Cost]]


@dataclass(frozen=True)
class Goal:
    """A ratio or a count with its limit."""

    name: str
    what: str
    value: float
    limit: float
    is_lower_bound: bool = False

    @property
    def is_met(self) -> bool:
        """Say whether the value lies on the right side of its limit."""
        return self.value >= self.limit if self.is_lower_bound else self.value <= self.limit


def main(words: list[str]) -> int:
    """Seed, measure at every size, write the section; return 1 when a goal is missed."""
    sizes = sorted({int(word) for word in words} or set(SIZES))
    with tempfile.TemporaryDirectory(prefix="wir-bench-") as folder:
        prepare(folder)
        import bench_seed  # noqa: PLC0415 - app ready

        scene = bench_seed.begin()
        areas: list[Any] = [import_module(name) for name in AREAS]
        results: Results = {}
        for size in sizes:
            bench_seed.fill(size)
            print(f"bench: {size} applications", file=sys.stderr, flush=True)
            probes = [probe for area in areas for probe in area.probes(scene)]
            results[size] = measure(scene.client, probes)
        goals = [goal for area in areas for goal in area.goals(results)]
    write_section(section(results, goals))
    print(PAGE.read_text())
    return int(not all(goal.is_met for goal in goals))


def prepare(folder: str) -> None:
    """Make an empty database with the tables; nothing leaves the machine."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "wir_foerderung.settings",
        "WIR_VAR_DIR": folder,
        "WIR_REHEARSAL": "1",
        "WIR_REHEARSAL_NOW": "2020-01-20T10:00",
        "WIR_LOG_LEVEL": "ERROR",
        "EMAIL_URL": "dummymail://",
        "WIR_BASE_URL": "http://testserver",
        "SECRET_KEY": "only for a throw-away database " * 3,
    }
    sys.path[:0] = [str(ROOT), str(ROOT / "tools")]
    import django  # noqa: PLC0415 - slow import
    from django.conf import settings  # noqa: PLC0415 - slow import
    from django.core.management import call_command  # noqa: PLC0415 - slow import

    django.setup()
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.ROOT_URLCONF = "bench_floor"
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("start_rehearsal")


def measure(client: "Client", probes: Iterable[Probe]) -> dict[str, Cost]:
    """Ask all pages in turn, so that a busy moment of the machine hits all of them."""
    asked = list(probes)
    times: dict[str, list[tuple[float, float]]] = {probe.name: [] for probe in asked}
    for view in range(WARM + VIEWS):
        for probe in asked:
            taken = _timed(lambda address=probe.address: _ask(client, address))  # type: ignore[misc]
            if view >= WARM:
                times[probe.name].append(taken)
    return {
        probe.name: Cost(
            median(wall for wall, _cpu in times[probe.name]),
            median(cpu for _wall, cpu in times[probe.name]),
            _statements(client, probe.address),
        )
        for probe in asked
    }


def _ask(client: "Client", address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"bench: {address} answers {answer.status_code}")


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def _statements(client: "Client", address: str) -> int:
    from django.db import connection  # noqa: PLC0415 - app ready
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - app ready

    with CaptureQueriesContext(connection) as captured:
        _ask(client, address)
    return len(captured)


def section(results: Results, goals: Iterable[Goal]) -> str:
    """Return the section: one table of costs for all sizes, one of the goals."""
    from django.db import connection  # noqa: PLC0415 - app ready

    commit = measured_commit()
    sizes = sorted(results)
    database = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    names = list(results[sizes[0]])
    rows = [
        f"| {name} | " + " | ".join(_cell(results[size][name]) for size in sizes) + " |"
        for name in names
    ]
    head = " | ".join(f"{size:,}" for size in sizes)
    lines = "\n".join(
        f"| {goal.name} | {goal.what} | {goal.value:.2f} | {'≥' if goal.is_lower_bound else '≤'} "
        f"{goal.limit:g} | {'yes' if goal.is_met else '**no**'} |"
        for goal in goals
    )
    date = datetime.now(tz=UTC).date().isoformat()
    return (
        f"The staff's pages with many applications, {database}\n\n"
        f"Written by `make bench`; Python {platform.python_version()}, {os.cpu_count()} "
        f"processors; {date}, commit {commit}. Each cell: median milliseconds of {VIEWS} views "
        "in one process / its processor milliseconds / SQL statements. The floors are plain "
        "pages of Django's admin over the same rows, asked in turn.\n\n"
        f"| Page | {head} |\n| --- |{' --- |' * len(sizes)}\n" + "\n".join(rows) + "\n\n"
        f"| Goal | What | Value | Limit | Met |\n| --- | --- | --- | --- | --- |\n{lines}\n"
    )


def _cell(cost: Cost) -> str:
    return f"{cost.wall_ms:.1f} / {cost.cpu_ms:.1f} / {cost.statements}"


if __name__ == "__main__":
    # The modules of the areas import this one by its name.
    sys.modules["bench"] = sys.modules["__main__"]
    raise SystemExit(main(sys.argv[1:]))
