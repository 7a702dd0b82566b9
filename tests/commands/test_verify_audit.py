"""Whoever gets past the triggers of the audit log is found, with the number of the row."""

import io
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection

from applications.models import AuditChain, AuditEvent, append_only
from applications.services import audit_checks
from applications.workflow import audit
from tests import factories

pytestmark = pytest.mark.django_db
TABLE = "applications_auditevent"
Forgery = Callable[[], object]


@contextmanager
def unguarded() -> Iterator[None]:
    """Take the triggers away, as somebody with the rights of the owner could."""
    append_only.drop_triggers(connection, [TABLE])
    yield
    append_only.create_triggers(connection, [TABLE])


def sql(statement: str, *values: object) -> None:
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def write(count: int) -> None:
    for turn in range(count):
        audit.record("test.happened", actor=None, at=factories.SENT_AT, turn=turn)


def verify(*arguments: str) -> tuple[int, list[str], str]:
    """Return exit code, breaks and the head."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    try:
        call_command("verify_audit", *arguments, stdout=out, stderr=err)
    except SystemExit as stopped:
        code = int(str(stopped.code))
    return code, err.getvalue().splitlines(), out.getvalue().splitlines()[-1]


def change_event() -> None:
    sql(f"UPDATE {TABLE} SET event = 'other.thing' WHERE number = 3")  # noqa: S608


def delete() -> None:
    sql(f"DELETE FROM {TABLE} WHERE number = 3")  # noqa: S608


def swap() -> None:
    """Let two rows change places, with all they say but their numbers."""
    for source, target in ((3, 9), (5, 3), (9, 5)):
        sql(f"UPDATE {TABLE} SET number = %s WHERE number = %s", target, source)  # noqa: S608


def insert() -> None:
    """Make room for a row that never was, and give it a hash that fits its content."""
    for number in (6, 5, 4, 3):
        sql(f"UPDATE {TABLE} SET number = %s WHERE number = %s", number + 1, number)  # noqa: S608
    before = AuditEvent.objects.get(number=2)
    AuditEvent.objects.bulk_create([forged(3, before.hash)])
    AuditChain.objects.update(last_number=7)


def cut() -> None:
    sql(f"DELETE FROM {TABLE} WHERE number > 4")  # noqa: S608


def append() -> None:
    AuditEvent.objects.bulk_create([forged(7, AuditEvent.objects.get(number=6).hash)])


def forged(number: int, previous: str) -> AuditEvent:
    at = factories.SENT_AT
    row = AuditEvent(
        number=number, event="test.forged", data={}, at=at, real_at=at, previous_hash=previous
    )
    row.hash = audit.row_hash(row)
    return row


@pytest.mark.parametrize(
    ("forge", "breaks"),
    [
        (change_event, ["3: the row was changed"]),
        (delete, ["3: the row is missing"]),
        (
            swap,
            [
                "3: the row does not follow from the one before",
                "3: the row was changed",
                "4: the row does not follow from the one before",
                "5: the row does not follow from the one before",
                "5: the row was changed",
                "6: the row does not follow from the one before",
            ],
        ),
        (
            insert,
            [
                "4: the row does not follow from the one before",
                *(f"{number}: the row was changed" for number in (4, 5, 6, 7)),
            ],
        ),
        (cut, ["6: the log does not end where it says"]),
        (append, ["7: the row stands behind the end of the log"]),
    ],
    ids=["change", "deletion", "swap", "insertion", "cut end", "row behind the end"],
)
def test_every_forgery_is_found_with_its_row(forge: Forgery, breaks: list[str]) -> None:
    write(6)
    assert list(audit_checks.check_chain(audit_checks.current_head())) == []

    forge()

    assert verify()[:2] == (1, breaks)


def test_every_walk_is_noted_with_what_it_found() -> None:
    write(6)
    verify()
    change_event()
    verify()

    noted = AuditEvent.objects.filter(event="audit.verified").order_by("number")
    assert [row.data["breaks"] for row in noted] == [0, 1]
    assert noted[0].data["head"].startswith("6:")


def test_log_that_takes_no_row_is_still_walked(caplog: pytest.LogCaptureFixture) -> None:
    write(6)
    append()

    assert verify()[:2] == (1, ["7: the row stands behind the end of the log"])
    assert caplog.messages == ["the audit log takes no row: 1 breaks"]


@pytest.mark.parametrize("forge", [change_event, delete, swap, cut, append])
def test_a_forged_end_is_seen_at_once(forge: Forgery) -> None:
    write(6)
    assert audit_checks.end_is_whole()

    forge()

    assert not audit_checks.end_is_whole()


def test_the_end_is_judged_by_its_last_rows_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_checks, "ROWS", 3)
    write(6)
    change_event()

    assert audit_checks.end_is_whole()
    sql(f"UPDATE {TABLE} SET event = 'other.thing' WHERE number = 4")  # noqa: S608
    assert not audit_checks.end_is_whole()


@pytest.mark.parametrize("column", ["actor_id", "application_id", "data", "at", "real_at", "hash"])
def test_every_column_is_held_by_the_chain(column: str) -> None:
    case = factories.make_submitted()
    number = AuditEvent.objects.filter(application=case, actor__isnull=False).first().number
    values = {"actor_id": None, "application_id": None, "data": "{}", "hash": "f" * 64}
    value = values.get(column, factories.BEGUN_AT - timedelta(days=1))

    sql(f"UPDATE {TABLE} SET {column} = %s WHERE number = %s", value, number)  # noqa: S608

    code, breaks, _head = verify()
    assert (code, breaks[0]) == (1, f"{number}: the row was changed")


def rewrite_the_end() -> None:
    """Cut the end and let the chain say that it was always so."""
    cut()
    AuditChain.objects.update(last_number=4, last_hash=AuditEvent.objects.get(number=4).hash)


def rewrite_everything() -> None:
    """Change a row and give it and all that follow, the end included, hashes that fit."""
    change_event()
    previous = AuditEvent.objects.get(number=2).hash
    for row in AuditEvent.objects.filter(number__gte=3).order_by("number"):
        row.previous_hash = previous
        previous = audit.row_hash(row)
        sql(
            f"UPDATE {TABLE} SET previous_hash = %s, hash = %s WHERE number = %s",  # noqa: S608
            row.previous_hash,
            previous,
            row.number,
        )
    AuditChain.objects.update(last_hash=previous)


@pytest.mark.parametrize("forge", [rewrite_the_end, rewrite_everything])
def test_a_head_noted_before_finds_a_chain_that_was_written_anew(forge: Forgery) -> None:
    write(6)
    noted = str(audit_checks.current_head())
    assert verify()[2] == f"audit head {noted}"

    forge()

    assert verify()[:2] == (0, [])
    assert verify("--head", noted)[:2] == (1, ["6: the log is another one than was noted"])


def test_a_noted_head_stays_true_while_the_log_grows() -> None:
    write(3)
    noted = str(audit_checks.current_head())
    write(3)

    assert verify("--head", noted)[:2] == (0, [])


@pytest.mark.parametrize("head", ["", "12", "12:abc", f"x:{'0' * 64}", f"1:{'g' * 64}"])
def test_what_is_no_head_is_said(head: str) -> None:
    with pytest.raises(CommandError, match="A head looks like"):
        verify("--head", head)


def test_empty_log_is_whole() -> None:
    assert verify()[:2] == (0, [])


def test_many_breaks_are_counted_and_the_first_told() -> None:
    write(40)
    sql(f"UPDATE {TABLE} SET event = 'other.thing'")  # noqa: S608

    code, breaks, _head = verify()

    assert (code, len(breaks)) == (1, 20)


def test_rows_are_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_checks, "ROWS", 2)
    write(7)

    assert verify()[:2] == (0, [])


def test_sweep_writes_the_head_into_the_log_once_a_day(
    caplog: pytest.LogCaptureFixture,
) -> None:
    write(2)
    with caplog.at_level(logging.INFO, logger=audit_checks.__name__):
        for hour in ("2026-11-29T06:00:00+00:00", "2026-11-29T06:10:00+00:00"):
            with time_machine.travel(hour, tick=False):
                call_command("sweep", stdout=io.StringIO())
        assert caplog.messages == [f"audit head {audit_checks.current_head()}"]
        with time_machine.travel("2026-11-30T00:10:00+00:00", tick=False):
            call_command("sweep", stdout=io.StringIO())

    assert len(caplog.messages) == 2
