"""Each value tells the state that was made; whatever breaks is seen at the next question."""

import logging
from collections import namedtuple
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django_tasks_db.models import DBTaskResult

from applications import clock
from applications.models import (
    AuditEvent,
    Document,
    FundingRound,
    LetterDraft,
    Message,
    append_only,
)
from applications.rules.alarms import LIMITS, Level, Value
from applications.services import letter_outbox, operation, security_log
from applications.services.identity_proof import assumed_proof
from applications.services.outbox import MAIL_DUE_AFTER, MAXIMUM_ATTEMPTS
from applications.services.round_sums import RoundSums
from applications.workflow import audit
from tests import factories
from tests.factories import REVIEWED_AT

pytestmark = pytest.mark.django_db
DISK = namedtuple("DISK", "total used free")


def asked(value: Value, **labels: str) -> float:
    """Ask anew and return the one reading with these labels."""
    operation.forget()
    (number,) = (
        one.number
        for one in operation.readings()
        if one.value == value and labels.items() <= one.labels.items()
    )
    return number


def level(value: Value, **labels: str) -> Level:
    """Ask anew and return the worst level of a value."""
    operation.forget()
    levels = {
        one.level
        for one in operation.readings()
        if one.value == value and labels.items() <= one.labels.items()
    }
    return max(levels, key=list(Level).index)


def mail(**values: Any) -> Message:
    return Message.objects.create(
        kind="account_code", recipient="rania@beispiel.de", **{"ordered_at": clock.now()} | values
    )


@pytest.mark.parametrize("count", [1, 3])
def test_mails_are_counted_from_the_oldest(count: int) -> None:
    assert (asked(Value.MAILS_WAITING), asked(Value.MAIL_WAITS)) == (0, 0)
    for minutes in range(count):
        mail(ordered_at=clock.now() - timedelta(minutes=31 + minutes))
    mail(ordered_at=clock.now() - timedelta(days=9), sent_at=clock.now())

    assert asked(Value.MAILS_WAITING) == count
    assert asked(Value.MAIL_WAITS) == pytest.approx(60 * (30 + count), abs=30)
    assert level(Value.MAIL_WAITS) == Level.ALARM


def test_a_mail_that_failed_too_often_is_parked() -> None:
    mail(attempts=len(MAIL_DUE_AFTER) - 1)
    assert (asked(Value.MAILS_WAITING), asked(Value.MAILS_PARKED)) == (1, 0)

    Message.objects.update(attempts=len(MAIL_DUE_AFTER))

    assert (asked(Value.MAILS_WAITING), asked(Value.MAILS_PARKED)) == (0, 1)
    assert level(Value.MAILS_PARKED) == Level.ALARM
    assert operation.alarms() >= 1


@pytest.mark.parametrize("count", [1, 3])
def test_a_receipt_that_is_missing_is_seen_from_what_was_sent(
    count: int, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        factories.make_submitted()
    assert asked(Value.RECEIPTS_MISSING) == 0
    # Nobody does the jobs of these.
    for number in range(count):
        factories.make_submitted(name=f"Verein {number}")

    assert asked(Value.RECEIPTS_MISSING) == asked(Value.DOCUMENTS_WAITING) == count
    assert level(Value.RECEIPT_MISSING) == level(Value.DOCUMENT_WAITS) == Level.ALARM
    Document.objects.filter(rendered_at=None).update(attempts=MAXIMUM_ATTEMPTS)
    assert (asked(Value.DOCUMENTS_WAITING), asked(Value.DOCUMENTS_PARKED)) == (0, count)
    assert (level(Value.DOCUMENTS_PARKED), asked(Value.RECEIPTS_MISSING)) == (Level.ALARM, count)


def test_a_released_letter_without_a_file_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letter_outbox, "_send", lambda draft_id, *, at: None)
    application = factories.make_proposed()
    factories.sign(application, actor=factories.make_staff("Mitzeichnung"))
    draft = LetterDraft.objects.get(application=application)
    assert asked(Value.LETTERS_MISSING) == 0
    worker, head = factories.make_staff("Sachbearbeitung"), factories.make_staff("Leitung")
    chosen = letter_outbox.ask_release(
        funding_round=application.round, drafts=[draft], actor=worker, at=REVIEWED_AT
    )
    assert asked(Value.LETTERS_MISSING) == 0

    letter_outbox.release_letters(
        release=chosen.release, proof=assumed_proof(head), actor=head, at=REVIEWED_AT
    )

    assert asked(Value.LETTERS_MISSING) == 1
    assert level(Value.LETTER_MISSING) == Level.ALARM


def test_jobs_are_told_apart_by_their_kind() -> None:
    for name, minutes in (("send_message", 12), ("send_message", 1), ("make_export", 1)):
        row = DBTaskResult.objects.create(
            task_path=f"applications.services.somewhere.{name}",
            args_kwargs={"args": [1], "kwargs": {}},
            backend_name="default",
            run_after=clock.real_now() - timedelta(minutes=minutes),
        )
        DBTaskResult.objects.filter(pk=row.pk).update(
            enqueued_at=clock.real_now() - timedelta(minutes=minutes)
        )

    assert asked(Value.JOBS_WAITING, job="send_message") == 2
    assert asked(Value.JOBS_WAITING, job="make_export") == 1
    assert asked(Value.JOB_WAITS, job="send_message") == pytest.approx(720, abs=30)
    assert level(Value.JOB_WAITS, job="send_message") == Level.WARNING
    assert level(Value.JOB_WAITS, job="make_export") == Level.GOOD


def test_books_that_do_not_equal_the_decisions_are_seen() -> None:
    case = factories.make_awarded()
    name = case.round.reference_prefix
    awarded = asked(Value.ROUND_BOOKED, round=name, kind="awarded")
    assert awarded == asked(Value.ROUND_DECIDED, round=name, kind="awarded") > 0
    assert level(Value.MONEY_IS_RIGHT) == Level.GOOD

    with connection.cursor() as cursor:
        cursor.execute("UPDATE applications_fundinground SET awarded_eur = 1")

    assert asked(Value.ROUND_DECIDED, round=name, kind="awarded") == awarded
    assert asked(Value.MONEY_IS_RIGHT, round=name) == 0
    assert level(Value.MONEY_IS_RIGHT) == Level.ALARM


@pytest.mark.parametrize(("budget", "is_right"), [("10.00", True), ("9.99", False)])
def test_decisions_above_the_budget_are_not_right(budget: str, is_right: bool) -> None:
    sums = {"reserved": Decimal("4.00"), "awarded": Decimal("6.00")}
    funding_round = FundingRound(budget_eur=Decimal(budget))

    assert (
        RoundSums(funding_round=funding_round, booked=sums, decided=dict(sums)).is_right
        is is_right
    )


def test_a_forged_log_is_seen_at_the_next_question() -> None:
    for turn in range(3):
        audit.record("test.happened", actor=None, at=clock.now(), turn=turn)
    assert asked(Value.AUDIT_ROWS) == 3
    assert level(Value.AUDIT_END_IS_WHOLE) == Level.GOOD
    table = AuditEvent._meta.db_table
    append_only.drop_triggers(connection, [table])

    AuditEvent.objects.filter(number=2)._raw_delete(connection.alias)

    append_only.create_triggers(connection, [table])
    assert level(Value.AUDIT_END_IS_WHOLE) == Level.ALARM


def test_breaks_of_the_last_walk_are_kept() -> None:
    for breaks in (0, 3):
        audit.record("audit.verified", actor=None, at=clock.now(), head="1:0", breaks=breaks)

        assert asked(Value.AUDIT_BREAKS) == breaks
    assert level(Value.AUDIT_BREAKS) == Level.ALARM


@pytest.mark.parametrize("value", list(operation.DAILY))
def test_what_should_happen_daily_and_does_not_is_seen(value: Value) -> None:
    assert asked(value) == 0
    with time_machine.travel(clock.real_now() - timedelta(hours=60)):
        audit.record("test.happened", actor=None, at=clock.now())
    assert level(value) == Level.ALARM, "never, in an installation of 60 hours"
    with time_machine.travel(clock.real_now() - timedelta(hours=27)):
        audit.record(operation.DAILY[value], actor=None, at=clock.now(), breaks=0)

    assert level(value) == Level.WARNING
    assert asked(value) == pytest.approx(27 * 3600, abs=60)
    audit.record(operation.DAILY[value], actor=None, at=clock.now(), breaks=0)
    assert level(value) == Level.GOOD


def test_refused_sign_ins_of_the_last_minutes_are_counted() -> None:
    with time_machine.travel(clock.real_now() - timedelta(minutes=16)):
        security_log.sign_in_refused("rania@beispiel.de", at=clock.now())
    for _turn in range(21):
        security_log.sign_in_refused("rania@beispiel.de", at=clock.now())

    assert asked(Value.SIGN_INS_REFUSED) == 21
    assert level(Value.SIGN_INS_REFUSED) == Level.WARNING


def test_a_wrong_clock_is_seen() -> None:
    assert level(Value.CLOCK_OFFSET) == Level.GOOD
    with time_machine.travel(clock.real_now() + timedelta(seconds=5)):
        assert level(Value.CLOCK_OFFSET) == Level.ALARM
        assert asked(Value.PART_WORKS, part="clock") == 0


def test_a_disk_that_fills_up_is_seen(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    limit = LIMITS[Value.FREE_BYTES].alarm
    monkeypatch.setattr("shutil.disk_usage", lambda folder: DISK(0, 0, limit - 1))

    assert {asked(Value.FREE_BYTES, place=place) for place in ("data", "files")} == {limit - 1}
    assert level(Value.FREE_BYTES) == Level.ALARM
    settings.S3_BUCKET = "wir-files"
    with pytest.raises(ValueError, match="not enough values"):
        asked(Value.FREE_BYTES, place="files")


def test_readings_are_kept_for_some_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    operation.readings()
    mail()

    assert {one.number for one in operation.readings() if one.value == Value.MAILS_WAITING} == {0}
    monkeypatch.setattr(operation, "_KEPT_SECONDS", 0)
    assert {one.number for one in operation.readings() if one.value == Value.MAILS_WAITING} == {1}


def test_what_cannot_be_asked_is_missing_and_the_rest_is_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_arguments: Any) -> None:
        raise operation.DatabaseError("away")

    monkeypatch.setattr(CursorWrapper, "execute", away)
    operation.forget()
    with caplog.at_level(logging.ERROR, logger=operation.__name__):
        found = operation.readings()

    assert {one.value for one in found} == {Value.PART_WORKS, Value.FREE_BYTES}
    assert {one.labels["part"]: one.number for one in found if one.value == Value.PART_WORKS} == {
        "database": 0,
        "migrations": 0,
        "storage": 1,
        "queue": 0,
        "clock": 0,
    }
    assert "no readings of money" in caplog.messages


@pytest.mark.parametrize("count", [1, 3])
def test_asking_costs_the_same_few_statements(
    count: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    for number in range(count):
        factories.make_submitted(name=f"Verein {number}")
        mail()
    for number in range(1, count):
        factories.make_round(name=f"Runde {number}", reference_prefix=f"ZWEI-{number}")
    operation.readings()
    # What a process knows once for its version is not asked again.
    operation._Last.at = operation.health._Last.at = -1e9

    with django_assert_num_queries(23):
        operation.readings()
