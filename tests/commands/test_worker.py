"""The worker: goes on after an outage, and finishes what it has taken."""

import signal
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, OperationalError
from django_tasks_db.models import DBTaskResult

from applications.management.commands.db_worker import Worker
from applications.services.account_mail import order_password_link
from wir_foerderung import settings as real_settings

pytestmark = pytest.mark.django_db(transaction=True)
NOBODY = 0
PACKAGED = Worker.__base__


@pytest.fixture
def worker() -> Worker:
    return Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        backend_name="default",
        worker_id="the only one",
        interval=0,
        batch=True,
        startup_delay=False,
        max_tasks=None,
    )


def test_worker_outlives_an_outage(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = [OperationalError("away"), None]

    def run(_worker: object) -> None:
        if problem := outcomes.pop(0):
            raise problem

    monkeypatch.setattr(PACKAGED, "run", run)
    monkeypatch.setattr("applications.management.commands.db_worker.time.sleep", lambda _s: None)

    worker.run()

    assert outcomes == []


def test_worker_ends_with_what_is_no_outage(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(_worker: object) -> None:
        raise DatabaseError("Forced update did not affect any rows.")

    monkeypatch.setattr(PACKAGED, "run", run)

    with pytest.raises(DatabaseError):
        worker.run()


def test_worker_that_is_told_to_end_in_an_outage_ends(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(_worker: object) -> None:
        raise OperationalError("away")

    def sleep(_seconds: int) -> None:
        worker.shutdown(signal.SIGTERM, None)

    monkeypatch.setattr(PACKAGED, "run", run)
    monkeypatch.setattr("applications.management.commands.db_worker.time.sleep", sleep)

    worker.run()

    assert not worker.running


def test_worker_does_the_job_that_it_took_when_it_was_told_to_end(
    worker: Worker, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TASKS = real_settings.TASKS
    order_password_link.enqueue(NOBODY)
    order_password_link.enqueue(NOBODY)
    claim = DBTaskResult.claim

    def take_and_hear(job: DBTaskResult, *about: Any) -> None:
        claim(job, *about)
        worker.shutdown(signal.SIGTERM, None)

    monkeypatch.setattr(DBTaskResult, "claim", take_and_hear)

    worker.run()

    states = DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True)
    assert list(states) == ["SUCCESSFUL", "READY"]
