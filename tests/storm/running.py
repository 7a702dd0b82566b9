"""Runs of many people: who comes when, and what it took to answer them."""

import http.client
import random
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import mean, quantiles
from typing import Final

from tests.storm.browser import Notes, Sample, TurnedAwayError
from tests.storm.place import Place

_FLOOR_CLIENTS: Final = 8

Visit = Callable[[], None]


@dataclass(frozen=True, kw_only=True)
class Run:
    """What a run took; seconds of processor by part, the people themselves among them."""

    seconds: float
    processor_s: dict[str, float]
    memory_mb: tuple[float, float]
    answers: dict[str, dict[str, float]]


def evenly(people: int, seconds: float) -> list[float]:
    """Return when people come who all come within some seconds."""
    chance = random.Random(2020)
    return sorted(chance.uniform(0, seconds) for _person in range(people))


def watched(place: Place, notes: Notes, work: Callable[[], None]) -> Run:
    """Let people do something and measure what it takes."""
    before, memory, own, began = (
        place.processor_s(),
        place.memory_mb(),
        time.process_time(),
        time.monotonic(),
    )
    work()
    seconds = time.monotonic() - began
    used = {name: value - before[name] for name, value in place.processor_s().items()}
    return Run(
        seconds=seconds,
        processor_s=used | {"people": time.process_time() - own},
        memory_mb=(memory, place.memory_mb()),
        answers={kind: _figures(found) for kind, found in notes.samples.items()},
    )


def play(visits: Iterable[tuple[float, Visit]]) -> None:
    """Let each person come at the given second, and wait until all have gone."""
    began, people = time.monotonic(), []
    for at, visit in visits:
        time.sleep(max(0, began + at - time.monotonic()))
        people.append(threading.Thread(target=_until_turned_away, args=(visit,)))
        people[-1].start()
    for person in people:
        person.join()


def crowd(people: int, seconds: float, visits: Iterable[Visit]) -> None:
    """Let so many people take one visit after the other until the time is over."""
    until, lock, waiting = time.monotonic() + seconds, threading.Lock(), iter(visits)

    def work() -> None:
        while time.monotonic() < until:
            with lock:
                visit = next(waiting, None)
            if visit is None:
                return
            _until_turned_away(visit)

    play((0, work) for _person in range(people))


def floor(port: int, path: str, seconds: float) -> int:
    """Ask the bare server as fast as it answers; return how often it did."""
    until, counts = time.monotonic() + seconds, []

    def work() -> None:
        count = 0
        while time.monotonic() < until:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            line.request("GET", path)
            assert line.getresponse().read() == b"ok"
            line.close()
            count += 1
        counts.append(count)

    play((0, work) for _client in range(_FLOOR_CLIENTS))
    return sum(counts)


def _until_turned_away(visit: Visit) -> None:
    try:
        visit()
    except TurnedAwayError:
        # Noted where it happened.
        return


def _figures(found: list[Sample]) -> dict[str, float]:
    times = [one.ms for one in found]
    marks = quantiles(times, n=100, method="inclusive") if len(times) > 1 else times * 99
    return {
        "count": len(found),
        "waits": sum(one.waits for one in found),
        "p50_ms": marks[49],
        "p95_ms": marks[94],
        "p99_ms": marks[98],
        "statements": mean(one.statements for one in found),
        "web_ms": mean(one.web_ms for one in found),
        "database_ms": mean(one.database_ms for one in found),
    }
