"""Play deadline evenings of up to 100,000 people on more machines than there are here.

``python tools/scaling.py`` takes what ``make storm`` measured a request of each kind costs, and
how long it locks what everybody shares (``tools/bench_locks.py``), and writes the table of
docs/scaling.md. Nothing is asked of a server: people come, wait for a process that is
free, are answered and read on, in a queue that is only computed.
"""

import heapq
import json
import math
import os
import random
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from statistics import quantiles
from typing import Any, Final

import bench_locks
from bench_page import table
from evening import EVENING_MINUTES, evening
from measure import measured_commit
from storm import KEPT, ROOT

PAGE: Final = ROOT / "docs" / "scaling.md"
BEGIN, END = "<!-- evenings: written by make scaling -->", "<!-- end of evenings -->"
PEOPLE: Final = (100, 1_000, 10_000, 30_000, 100_000)
# Processes of the web server that are tried, one after the other, until an evening is calm.
PROCESSES: Final = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128)
CALM_S: Final = 2.0
SEND: Final = "Sending"
# Seconds between an answer and the next click; people write for longer, which only helps.
READING_S: Final = (10, 60)
LAST_S: Final = 10 * 60
RECEIPTS_S: Final = 60 * 60


@dataclass(frozen=True, kw_only=True)
class Step:
    """A request of a kind: seconds of a web process, of these of the database, of a lock."""

    kind: str
    web_s: float
    database_s: float
    locked_s: float = 0.0

    @property
    def whole_s(self) -> float:
        """Return how long a process is busy with it when nobody holds it up."""
        return self.web_s + self.database_s


@dataclass(frozen=True, kw_only=True)
class Evening:
    """An evening; ``web``, ``database`` and ``lock`` say how busy the last minutes were."""

    people: int
    processes: int
    wait_s: float
    longest_s: float
    sends_a_second: float
    web: float
    database: float
    lock: float


class Office:
    """The processes of the web server, and the one lock for which they wait for each other."""

    def __init__(self, processes: int) -> None:
        """Open with all processes free."""
        self.free = [0.0] * processes
        self._unlocked = 0.0

    def serve(self, step: Step, at: float) -> tuple[float, float]:
        """Take a request as soon as a process is free; return when it began and was done."""
        begun = max(at, self.free[0])
        done = begun + step.whole_s
        if step.locked_s:
            done = self._unlocked = max(self._unlocked, done - step.locked_s) + step.locked_s
        heapq.heapreplace(self.free, done)
        return begun, done


def play(people: int, processes: int, journey: list[Step]) -> Evening:
    """Let everybody come, the oldest request first; what needs the lock waits in its process."""
    chance, order = random.Random(people), count()  # noqa: S311 - the same evening every time
    end, office = EVENING_MINUTES * 60, Office(processes)
    coming = [(at, next(order), 0) for at in evening(people, end)]
    heapq.heapify(coming)
    waits: list[float] = []
    last: list[Step] = []
    while coming:
        at, _turn, number = heapq.heappop(coming)
        step = journey[number]
        begun, done = office.serve(step, at)
        if step.kind == SEND:
            waits.append(done - at)
        if begun >= end - LAST_S:
            last.append(step)
        if number + 1 < len(journey):
            again = done + chance.uniform(*READING_S)
            heapq.heappush(coming, (again, next(order), number + 1))
    seconds = max(office.free) - end + LAST_S
    return Evening(
        people=people,
        processes=processes,
        wait_s=quantiles(waits, n=20, method="inclusive")[-1],
        longest_s=max(waits),
        sends_a_second=sum(step.kind == SEND for step in last) / seconds,
        web=sum(step.web_s for step in last) / seconds,
        database=sum(step.database_s for step in last) / seconds,
        lock=sum(step.locked_s for step in last) / seconds,
    )


def calmest(people: int, journey: list[Step]) -> Evening:
    """Return the evening with the fewest processes that answers 95 of 100 sendings in time."""
    tried: dict[int, Evening] = {}

    def is_calm(processes: int) -> bool:
        tried[processes] = play(people, processes, journey)
        return tried[processes].wait_s <= CALM_S

    place = bisect_left(PROCESSES[:-1], True, key=is_calm)
    return tried.get(PROCESSES[place]) or play(people, PROCESSES[place], journey)


def journey_of(row: Mapping[str, Any], locked_ms: Mapping[str, float]) -> list[Step]:
    """Return what one person asks for, from a measured evening; sending comes near the end."""
    steps = []
    for kind, found in row["answers"].items():
        step = Step(
            kind=kind,
            web_s=found["web_ms"] / 1000,
            database_s=found["database_ms"] / 1000,
            locked_s=locked_ms.get(kind, 0.0) / 1000,
        )
        steps += [step] * round(found["count"] / row["acknowledged"])
    return steps


def main() -> int:
    """Measure the lock, play the evenings, write the table of docs/scaling.md."""
    if not KEPT.exists():
        raise SystemExit("Nothing was measured here yet: run make storm first.")
    rows = [json.loads(line) for line in KEPT.read_text().splitlines()]
    measured = {row["fault"]: row for row in rows if row["database"] == "PostgreSQL"}["evening"]
    locked_ms = bench_locks.measured_ms()
    worker_s = measured["processor_s"]["worker"] / measured["acknowledged"]
    evenings = [calmest(people, journey_of(measured, locked_ms)) for people in PEOPLE]
    before, _begin, rest = PAGE.read_text().partition(BEGIN)
    _old, _end, after = rest.partition(END)
    parts = [BEGIN, _about(locked_ms, worker_s), _table(evenings, worker_s), END]
    PAGE.write_text(before + "\n\n".join(parts) + after)
    return 0


def _about(locked_ms: Mapping[str, float], worker_s: float) -> str:
    locks = ", ".join(f"{kind} {ms:.1f}" for kind, ms in locked_ms.items())
    return (
        f"Played at commit {measured_commit()}; what a request costs is from the evening of "
        f"`make storm`, {os.cpu_count()} processors. Milliseconds for which what everybody "
        f"shares is locked, medians on a PostgreSQL of its own: {locks}. Seconds of processor of "
        f"a worker for an application: {worker_s:.2f}."
    )


def _table(evenings: list[Evening], worker_s: float) -> str:
    head = ["People that evening", "Web processes", "95 of 100 sendings, s", "Longest, s"]
    head += ["Sendings a second at the end", "Processors: web", "database", "The lock"]
    lines = [
        [
            f"{one.people:,}",
            str(one.processes),
            f"{one.wait_s:.2f}",
            f"{one.longest_s:.1f}",
            f"{one.sends_a_second:.1f}",
            f"{one.web:.1f}",
            f"{one.database:.1f}",
            f"{one.lock:.0%}",
            f"{max(1, math.ceil(one.people * worker_s / RECEIPTS_S))}",
        ]
        for one in evenings
    ]
    return table([*head, "Workers for all receipts in an hour"], lines)


if __name__ == "__main__":
    raise SystemExit(main())
