"""The audit log is a chain: every row carries the hash of the one before."""

import pytest
from django.db import DatabaseError, connection, transaction

from applications.models import AuditChain, AuditEvent
from applications.models.append_only import ChangeRefused
from applications.workflow import audit
from tests import factories

pytestmark = pytest.mark.django_db


def test_rows_form_a_chain() -> None:
    for number in range(3):
        audit.record("test.happened", actor=None, at=factories.SENT_AT, turn=number)

    rows = list(AuditEvent.objects.order_by("number"))
    assert [row.number for row in rows] == [1, 2, 3]
    assert rows[0].previous_hash == "0" * 64
    assert [row.previous_hash for row in rows[1:]] == [row.hash for row in rows[:-1]]
    assert [audit.row_hash(row) for row in rows] == [row.hash for row in rows]
    assert AuditChain.objects.get().last_hash == rows[-1].hash


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("number", 2),
        ("event", "test.other"),
        ("actor_id", 7),
        ("application_id", 7),
        ("data", {"turn": 2}),
        ("at", factories.REVIEWED_AT),
        ("real_at", factories.REVIEWED_AT),
        ("previous_hash", "1" * 64),
    ],
)
def test_hash_changes_with_the_content(column: str, value: object) -> None:
    row = audit.record("test.happened", actor=None, at=factories.SENT_AT, turn=1)
    setattr(row, column, value)

    assert audit.row_hash(row) != row.hash


def test_row_cannot_be_changed_in_python() -> None:
    row = audit.record("test.happened", actor=None, at=factories.SENT_AT)

    for change in (row.save, row.delete, AuditEvent.objects.all().delete):
        with pytest.raises(ChangeRefused):
            change()
    with pytest.raises(ChangeRefused):
        AuditEvent.objects.update(event="other")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE applications_auditevent SET event = 'other'",
        "DELETE FROM applications_auditevent",
    ],
)
def test_row_cannot_be_changed_in_the_database(statement: str) -> None:
    audit.record("test.happened", actor=None, at=factories.SENT_AT)

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert AuditEvent.objects.get().event == "test.happened"


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(
            "REPLACE INTO applications_auditevent SELECT * FROM applications_auditevent",
            marks=pytest.mark.sqlite,
        ),
        pytest.param(
            "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE applications_auditevent CASCADE",
            marks=pytest.mark.postgresql,
        ),
    ],
)
def test_no_way_around_the_triggers(statement: str) -> None:
    audit.record("test.happened", actor=None, at=factories.SENT_AT)

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert AuditEvent.objects.get().event == "test.happened"
