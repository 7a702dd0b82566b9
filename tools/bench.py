"""Measure all pages that people wait for, with many applications, into docs/measurements.md.

``python tools/bench.py 100 400 10000 100000`` fills a throw-away database step by step: SQLite, or
PostgreSQL through ``tools/with_postgres.py``. Every page is asked in this process, so the time
is that of one worker without network; the floors are asked in turn with our pages. What is
measured stands in the modules of ``AREAS``: each has ``probes(scene, size)`` and
``goals(results)``; lists that leave the house are made in processes of their own.

Goals are ratios of processor time inside one run: they say the same on a fast and on a slow
machine, and on one that also does other things.
"""

import os
import resource
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any, Final

import bench_exports
import bench_start
import performance_page
from bench_page import section
from bench_types import Cost, Probe, Results
from measure import PAGE, write_section

ROOT: Final = Path(__file__).resolve().parent.parent
AREAS: Final = ("bench_applicants", "bench_list", "bench_award")
SIZES: Final = (100, 400, 10_000, 100_000)
WARM, VIEWS = 2, 9


def main(words: list[str]) -> int:
    """Seed, measure at every size, write the section; return 1 when a goal is missed."""
    sizes = sorted({int(word) for word in words} or set(SIZES))
    results: Results = {}
    runs: bench_exports.Runs = {}
    with tempfile.TemporaryDirectory(prefix="wir-bench-") as folder:
        prepare(folder)
        import bench_seed  # noqa: PLC0415 - app ready
        from django.db import connection  # noqa: PLC0415 - app ready

        database = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
        scene = bench_seed.begin()
        starts = bench_start.goals()
        areas: list[Any] = [import_module(name) for name in AREAS]
        for size in sizes:
            wall_ms, _cpu_ms = _timed(lambda size=size: bench_seed.fill(size))  # type: ignore[misc]
            _say(f"{size:,} applications, filled in {wall_ms / 1000:.0f} s")
            results[size] = measure([p for area in areas for p in area.probes(scene, size)])
            if size >= bench_exports.SMALLEST:
                _say("lists that leave the house")
                runs[size] = bench_exports.measured()
            # Written after every size, so that a run that is stopped leaves what it measured.
            goals = [goal for area in areas for goal in area.goals(results)]
            goals += [*bench_exports.goals(runs), *starts]
            write_section(section(database, VIEWS, results, runs, goals))
            performance_page.write(database, results, [g for g in goals if g.name != "–"])
    print(PAGE.read_text())
    return int(not all(goal.is_met for goal in goals))


def prepare(folder: str, *, now: str = "2020-01-20T10:00") -> None:
    """Make an empty database with the tables, at an instant; nothing leaves the machine."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "wir_foerderung.settings",
        "WIR_VAR_DIR": folder,
        "WIR_REHEARSAL": "1",
        "WIR_REHEARSAL_NOW": now,
        "WIR_LOG_LEVEL": "ERROR",
        # One server process for the whole run: its time of the processor is read before and after.
        "WIR_DATABASE_SECONDS": "86400",
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


def measure(probes: Iterable[Probe]) -> dict[str, Cost]:
    """Ask all pages in turn, so that a busy moment of the machine hits all of them."""
    asked = list(probes)
    times: dict[str, list[tuple[float, float]]] = {probe.name: [] for probe in asked}
    for view in range(WARM + VIEWS):
        for probe in asked:
            taken = _timed(prepared(probe))
            if view >= WARM:
                times[probe.name].append(taken)
    return {
        probe.name: Cost(
            median(wall for wall, _cpu in times[probe.name]),
            median(cpu for _wall, cpu in times[probe.name]),
            _statements(probe),
        )
        for probe in asked
    }


def prepared(probe: Probe) -> Callable[[], None]:
    """Make what the request needs, and return a function that asks and reads the answer."""
    from django.test.client import (  # noqa: PLC0415 - app ready
        BOUNDARY,
        MULTIPART_CONTENT,
        encode_multipart,
    )

    address = probe.address if isinstance(probe.address, str) else probe.address()
    body = None if probe.typed is None else encode_multipart(BOUNDARY, dict(probe.typed()))

    def ask() -> None:
        if body is None:
            answer = probe.client.get(address)
        else:
            answer = probe.client.generic("POST", address, body, MULTIPART_CONTENT)
        if answer.status_code != probe.expects:
            raise SystemExit(f"bench: {address} answers {answer.status_code}")
        if answer.streaming:
            deque(answer, maxlen=0)
        answer.close()

    return ask


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), _processor_s()
    work()
    return (time.perf_counter() - wall) * 1000, (_processor_s() - cpu) * 1000


def _processor_s() -> float:
    """Return the processor time of this process, its children and the database's for it."""
    from django.db import connection  # noqa: PLC0415 - app ready

    from applications.services.file_process import READERS  # noqa: PLC0415 - app ready
    from tests.storm.processes import processor_s  # noqa: PLC0415 - app ready

    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = time.process_time() + children.ru_utime + children.ru_stime
    # What reads files goes on from one request to the next.
    own += processor_s(READERS.process_id) if READERS.process_id else 0
    if connection.vendor != "postgresql":
        return own
    connection.ensure_connection()
    server = connection.connection.get_backend_pid()
    nanoseconds = int(Path(f"/proc/{server}/schedstat").read_text().split()[0])
    return own + nanoseconds / 1e9


def _statements(probe: Probe) -> int:
    from django.db import connection  # noqa: PLC0415 - app ready
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - app ready

    from tests.support.statements import count_statements  # noqa: PLC0415 - app ready

    ask = prepared(probe)
    with CaptureQueriesContext(connection) as captured:
        ask()
    return count_statements(captured)


def _say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
