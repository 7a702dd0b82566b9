"""Jobs: done once, failures kept and shown, the sweep repairs what is stuck."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.db.models import F, QuerySet

from applications.documents import store
from applications.models import Application, Document, Message
from applications.notifications import mails
from applications.rules.lifecycle import MOVES
from applications.services import outbox
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.SENT_AT


@pytest.fixture
def jobs_wait(settings: LazySettings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def failing(*_args: Any, **_values: Any) -> None:
    raise RuntimeError("no paper left")


def order_mail(capture: Any) -> Message:
    with capture(execute=True):
        return outbox.order_message(
            kind="application_received",
            recipient="rania@verein.example",
            context={"reference_number": "WIR-2020-0042-43"},
            at=AT,
        )


def test_mail_leaves_after_the_commit(django_capture_on_commit_callbacks: Any) -> None:
    message = order_mail(django_capture_on_commit_callbacks)

    message.refresh_from_db()
    assert message.sent_at is not None
    assert [letter.to for letter in mail.outbox] == [["rania@verein.example"]]


def test_mail_is_sent_once(django_capture_on_commit_callbacks: Any) -> None:
    message = order_mail(django_capture_on_commit_callbacks)

    outbox.send_message.call(message.pk)

    assert len(mail.outbox) == 1


def test_failure_is_kept_and_the_sweep_repairs_it(
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(mails, "send_mail", failing)
        message = order_mail(django_capture_on_commit_callbacks)
    message.refresh_from_db()
    assert (message.sent_at, message.attempts) == (None, 1)
    assert message.last_error == "RuntimeError: no paper left"

    with django_capture_on_commit_callbacks(execute=True):
        assert outbox.sweep(at=AT + timedelta(minutes=4)) == 0
        assert outbox.sweep(at=AT + timedelta(minutes=6)) == 1

    message.refresh_from_db()
    assert (message.attempts, message.last_error) == (2, "")
    assert message.sent_at is not None


def test_mail_is_tried_for_three_days_with_growing_waits(
    jobs_wait: None, django_capture_on_commit_callbacks: Any
) -> None:
    order_mail(django_capture_on_commit_callbacks)
    tries = []

    for minutes in range(0, 4 * 24 * 60, 10):
        if outbox.sweep(at=AT + timedelta(minutes=minutes)):
            Message.objects.update(attempts=F("attempts") + 1)
            tries.append(minutes)

    hours = [24 * 60, 36 * 60, 48 * 60, 60 * 60, 72 * 60]
    assert tries == [10, 20, 30, 40, 50, 80, 160, 320, 640, *hours]


def test_row_that_failed_too_often_waits_for_a_person(jobs_wait: None) -> None:
    factories.make_submitted()
    Document.objects.update(attempts=outbox.MAXIMUM_ATTEMPTS)
    Message.objects.update(attempts=len(outbox.MAIL_DUE_AFTER))

    assert outbox.sweep(at=AT + timedelta(days=9)) == 0
    assert outbox.sweep(at=AT + timedelta(days=9), with_failed=True) == 2


def test_job_leaves_a_mail_to_the_job_that_took_it_first(
    jobs_wait: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.make_submitted()
    message = Message.objects.get()
    find = QuerySet.first

    def find_late(rows: QuerySet[Any]) -> Any:
        """Find the row; at the same moment the other job counts its attempt."""
        found = find(rows)
        Message.objects.update(attempts=1)
        return found

    monkeypatch.setattr(QuerySet, "first", find_late)
    outbox.send_message.call(message.pk)

    assert mail.outbox == []


def test_order_without_its_snapshot_is_refused() -> None:
    case = factories.make_submitted()
    move = next(move for move in MOVES if move.freezes_snapshot)

    with pytest.raises(ValueError, match="lacks what it is about"):
        outbox.carry_out(move, application=case, at=AT)


def test_application_stands_when_rendering_fails(
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "render", failing)

    with django_capture_on_commit_callbacks(execute=True):
        factories.make_submitted()

    assert Application.objects.get().state == "submitted"
    document = Document.objects.get()
    assert (document.rendered_at, document.last_error) == (None, "RuntimeError: no paper left")


def test_application_stands_when_no_job_can_be_started(
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(outbox.render_document), "enqueue", failing)

    with django_capture_on_commit_callbacks(execute=True):
        factories.make_submitted()

    assert Application.objects.get().state == "submitted"
    assert Document.objects.get().rendered_at is None
