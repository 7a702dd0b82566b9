"""Machines ask whether the process lives and can work; strangers learn nothing else."""

import logging
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core.files.storage import default_storage
from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper
from django.test import Client

from applications import clock
from applications.models import Message
from applications.services import health
from tests import factories

pytestmark = pytest.mark.django_db
NOT_READY = (503, "not ready")


@pytest.fixture(autouse=True)
def _ask_anew() -> None:
    health.forget()


def asked(address: str = "/health/ready") -> tuple[int, str]:
    """Return status and body; the answer is kept nowhere and begins no session."""
    answer = Client().get(address)
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Type"].startswith("text/plain")
    return answer.status_code, answer.content.decode()


def broken_database(*_arguments: Any) -> None:
    raise OperationalError("connection to db.internal failed: password authentication failed")


def test_a_whole_installation_is_ready() -> None:
    assert asked() == (200, "ok")
    assert asked("/health/live") == (200, "ok")
    assert default_storage.listdir("health") == ([], [])


def test_without_a_database_the_process_lives_and_is_not_ready(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(CursorWrapper, "execute", broken_database)

    assert asked("/health/live") == (200, "ok")
    with caplog.at_level(logging.ERROR, logger=health.__name__):
        assert asked() == NOT_READY
    told = [record.getMessage() for record in caplog.records if record.name == health.__name__]
    assert told == ["not ready: database, migrations, queue, clock"]


def test_a_missing_migration_is_not_ready() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE name = '0029_case_file_exports'")

    assert asked() == NOT_READY


def test_a_database_of_the_next_release_is_ready() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('applications', '9999_of_the_next_release', CURRENT_TIMESTAMP)"
        )

    assert asked() == (200, "ok")


def test_a_full_disk_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: Any, **_options: Any) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full)

    assert asked() == NOT_READY


@pytest.mark.parametrize(
    ("minutes", "attempts", "answer"),
    [(29, 0, (200, "ok")), (31, 0, NOT_READY), (31, 5, (200, "ok"))],
)
def test_a_mail_that_waits_too_long_is_not_ready(
    minutes: int, attempts: int, answer: tuple[int, str]
) -> None:
    Message.objects.create(
        kind="account_code",
        recipient="rania@beispiel.de",
        ordered_at=clock.now() - timedelta(minutes=minutes),
        attempts=attempts,
    )

    assert asked() == answer


def test_a_document_that_waits_too_long_is_not_ready(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)
    factories.make_submitted()

    assert asked() == NOT_READY


def test_a_wrong_clock_is_not_ready() -> None:
    with time_machine.travel(clock.real_now() + timedelta(seconds=5)):
        assert asked() == NOT_READY


def test_many_questions_cost_one_look(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked() == (200, "ok")
    monkeypatch.setattr(CursorWrapper, "execute", broken_database)

    assert asked() == (200, "ok")
    health.forget()
    assert asked() == NOT_READY


def test_machines_are_not_led_to_https(settings: LazySettings) -> None:
    settings.SECURE_SSL_REDIRECT = True

    assert Client().get("/health/live").status_code == 200
    assert Client().get("/").status_code == 301
