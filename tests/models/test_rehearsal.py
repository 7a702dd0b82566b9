"""The rehearsal clock: set once, the same for every process, never back in time."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.core.management import call_command

from applications import clock
from applications.models import RehearsalClock, rehearsal
from applications.workflow import audit

pytestmark = pytest.mark.django_db

REAL = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
SCENE = datetime(2020, 1, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def rehearsing(settings: LazySettings) -> None:
    settings.REHEARSAL_NOW = "2020-01-20T10:00"


def test_outside_a_rehearsal_business_time_is_real_time() -> None:
    with time_machine.travel(REAL, tick=False):
        assert rehearsal.start(latest=None) == rehearsal.stored_offset() == timedelta()
        assert clock.now() == REAL
    assert not RehearsalClock.objects.exists()


@pytest.mark.usefixtures("rehearsing")
def test_clock_starts_at_the_wanted_instant_and_runs() -> None:
    with time_machine.travel(REAL, tick=False) as machine:
        call_command("start_rehearsal")
        assert clock.now() == SCENE
        machine.shift(timedelta(minutes=5))
        assert clock.now() == SCENE + timedelta(minutes=5)
        assert clock.real_now() == REAL + timedelta(minutes=5)


@pytest.mark.usefixtures("rehearsing")
def test_clock_never_starts_before_what_is_recorded() -> None:
    audit.record("test.happened", actor=None, at=SCENE + timedelta(hours=3))

    with time_machine.travel(REAL, tick=False):
        call_command("start_rehearsal")
        assert clock.now() == SCENE + timedelta(hours=3)


@pytest.mark.usefixtures("rehearsing")
def test_other_processes_read_the_stored_offset() -> None:
    with time_machine.travel(REAL, tick=False):
        call_command("start_rehearsal")
        clock.reset()
        assert clock.now() == SCENE


@pytest.mark.usefixtures("rehearsing")
def test_without_a_stored_offset_the_wanted_instant_counts() -> None:
    with time_machine.travel(REAL, tick=False):
        assert rehearsal.stored_offset() == SCENE - REAL


def test_day_is_that_of_berlin(settings: LazySettings) -> None:
    with time_machine.travel(datetime(2020, 1, 31, 23, 0, tzinfo=UTC), tick=False):
        assert clock.today().isoformat() == "2020-02-01"
