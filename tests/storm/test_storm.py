"""The last evening: everybody is answered, nothing is lost or doubled (CON-05).

How long answers take is measured and written down by ``make storm``, never asserted here.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import islice

import pytest
from evening import evening

from tests.faults.figures import Figures
from tests.faults.ledger import ACKNOWLEDGED, ASKED, Ledger, Verdict, compare
from tests.storm import running
from tests.storm.browser import Notes
from tests.storm.conftest import Row, Scene
from tests.storm.people import Person
from tests.storm.sizes import CROWD, DRAFTS, PEOPLE, SECONDS

pytestmark = pytest.mark.storm

# Seconds between two pages, but in a rush.
PAUSE = (0.5, 1.5)


def test_the_floor_of_the_machine(scene: Scene, figures: Figures) -> None:
    seconds, floors = max(1, SECONDS / 12), {}
    with scene.place.floor() as (port, process):
        for path in ("/empty/", "/insert/"):
            before = scene.place.used_by(process)
            count = running.floor(port, path, seconds)
            used = scene.place.used_by(process) - before
            floors[path] = {"a_second": count / seconds, "ms": used / count * 1000}

    assert floors
    nothing = Verdict(acknowledged=0, lost=[], doubled=[])
    figures.add("floor", scene.place.database.kind, nothing, floors=floors)


def test_an_evening_of_whole_applications(scene: Scene, ledger: Ledger, figures: Figures) -> None:
    arrivals, notes = evening(PEOPLE, 4 * SECONDS), Notes()
    visits = [
        scene.visit(row, notes, ledger, whole_evening, is_new=True, pause=PAUSE)
        for row in islice(scene.guests, PEOPLE)
    ]
    run = running.watched(
        scene.place, notes, lambda: running.play(zip(arrivals, visits, strict=True))
    )
    verdict = verdict_of(scene, notes, ledger)

    assert verdict.acknowledged == PEOPLE
    figures.add("evening", scene.place.database.kind, verdict, **asdict(run))


def test_everybody_sends_in_the_last_minute(
    scene: Scene, ledger: Ledger, figures: Figures
) -> None:
    arrivals, notes = running.evenly(PEOPLE, SECONDS), Notes()
    visits = [
        # Every tenth was signed out meanwhile.
        scene.visit(row, notes, ledger, sign_in_and_send, is_new=True, pause=PAUSE)
        if number % 10 == 0
        else scene.visit(row, notes, ledger, only_send, pause=PAUSE)
        for number, row in enumerate(islice(scene.guests, PEOPLE))
    ]
    run = running.watched(
        scene.place, notes, lambda: running.play(zip(arrivals, visits, strict=True))
    )
    verdict = verdict_of(scene, notes, ledger)

    assert verdict.acknowledged == PEOPLE
    figures.add("last minute", scene.place.database.kind, verdict, **asdict(run))


def test_a_rush_without_pauses(scene: Scene, ledger: Ledger, figures: Figures) -> None:
    notes = Notes()
    visits = in_a_rush(scene, notes, ledger)
    run = running.watched(scene.place, notes, lambda: running.crowd(CROWD, SECONDS, visits))
    verdict = verdict_of(scene, notes, ledger)

    assert verdict.acknowledged
    figures.add("rush", scene.place.database.kind, verdict, **asdict(run))


@pytest.mark.parametrize("prepared", ["PostgreSQL"], indirect=True)
def test_more_people_at_once_than_the_machine_serves(
    scene: Scene, ledger: Ledger, figures: Figures
) -> None:
    notes = Notes()
    visits = [
        (0.0, scene.visit(row, notes, ledger, only_send)) for row in islice(scene.drafts, PEOPLE)
    ]
    run = running.watched(scene.place, notes, lambda: running.play(visits))
    verdict = verdict_of(scene, notes, ledger)

    assert verdict.acknowledged == PEOPLE
    late = counted_after(scene, ledger)
    figures.add("flood", scene.place.database.kind, verdict, counted_after_s=late, **asdict(run))


@pytest.mark.parametrize("prepared", ["PostgreSQL"], indirect=True)
def test_a_rush_while_worker_and_database_are_killed(
    scene: Scene, ledger: Ledger, figures: Figures
) -> None:
    notes = Notes()
    kill = threading.Timer(SECONDS / 2, lambda: kill_and_start(scene))
    kill.start()
    running.crowd(CROWD, SECONDS, in_a_rush(scene, notes, ledger))
    kill.join()
    verdict = verdict_of(scene, notes, ledger)
    waits = sum(one.waits for found in notes.samples.values() for one in found)

    assert waits
    assert verdict.acknowledged
    figures.add("rush with kills", scene.place.database.kind, verdict, waits=waits)


def whole_evening(one: Person, row: Row) -> None:
    """Come, write, upload, send, look."""
    one.whole_evening(row["email"])


def sign_in_and_send(one: Person, row: Row) -> None:
    """Come, send, look."""
    one.last_minute(row["email"])


def only_send(one: Person, _row: Row) -> None:
    """Send, look."""
    one.last_minute()


def in_a_rush(scene: Scene, notes: Notes, ledger: Ledger) -> Iterator[Callable[[], None]]:
    """Return people who are there already and make no pause."""
    for row in islice(scene.drafts, DRAFTS):
        yield scene.visit(row, notes, ledger, lambda one, _row: one.rush())


def counted_after(scene: Scene, ledger: Ledger) -> float:
    """Return the most seconds between a click and the instant of receipt that counts for it.

    The clock of the place is another one: the quickest receipt says by how much.
    """
    clicked = {row["code"]: row["at"] for row in ledger.lines(ASKED)}
    received = scene.place.database.rows("SELECT code, submitted_at FROM applications_application")
    gaps = [at.timestamp() - clicked[code] for code, at in received if code in clicked]
    return max(gaps) - min(gaps)


def kill_and_start(scene: Scene) -> None:
    """Kill worker and database, and start both again."""
    scene.place.kill_the_worker_and_the_database()
    scene.place.database.start()
    scene.place.start_worker()


def verdict_of(scene: Scene, notes: Notes, ledger: Ledger) -> Verdict:
    """Compare; nobody was turned away, and everything that was begun was acknowledged."""
    verdict = compare(ledger, scene.place.inside("examine"))
    assert notes.failures == []
    assert ledger.codes(ASKED) == ledger.codes(ACKNOWLEDGED)
    assert (verdict.lost, verdict.doubled, verdict.torn) == ([], [], [])
    return verdict
