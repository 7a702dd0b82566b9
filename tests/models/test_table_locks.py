"""A migration takes its tables when nobody has them, and never stands in the way of a sender."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg2
import pytest
from django.db import OperationalError, connection, transaction

from applications.models.table_locks import TakeTables

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

LOG, CASES = "applications_auditevent", "applications_application"
HELD = (
    "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted "
    "AND relation IN ('applications_auditevent'::regclass, 'applications_application'::regclass)"
)


@pytest.fixture
def sender() -> Iterator[Any]:
    """Somebody else's connection, in the middle of writing an application."""
    parameters = connection.get_connection_params()
    named = {name: parameters[name] for name in ("dbname", "user", "host")}
    with closing(psycopg2.connect(**named)) as other:
        other.cursor().execute(f"LOCK TABLE {CASES} IN ROW EXCLUSIVE MODE")
        yield other


def take(patience_seconds: float) -> None:
    step = TakeTables(LOG, CASES, patience_seconds=patience_seconds)
    with connection.schema_editor() as editor:
        step(None, editor)


def held(cursor: Any) -> int:
    cursor.execute(HELD)
    return int(cursor.fetchone()[0])


def test_busy_tables_are_given_up_all_together(sender: Any) -> None:
    with pytest.raises(OperationalError):
        take(0)

    assert held(sender.cursor()) == 0


def test_sender_gets_the_other_table_while_the_migration_waits(sender: Any) -> None:
    """Without giving way this would be a deadlock: each has what the other one wants."""
    step = TakeTables(LOG, CASES, patience_seconds=0)
    with transaction.atomic(), connection.schema_editor() as editor:
        with pytest.raises(OperationalError):
            step(None, editor)
        sender.cursor().execute(f"LOCK TABLE {LOG} IN ROW EXCLUSIVE MODE NOWAIT")


def test_free_tables_are_held_until_the_end_and_limits_stay() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        usual = cursor.fetchone()
    with connection.schema_editor() as editor:
        TakeTables(LOG, CASES)(None, editor)
        with connection.cursor() as cursor:
            assert held(cursor) == 2
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone() == usual
    with connection.cursor() as cursor:
        assert held(cursor) == 0


def test_tables_are_taken_as_soon_as_the_sender_is_through(
    sender: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    def finish(seconds: float) -> None:
        waited.append(seconds)
        sender.commit()

    monkeypatch.setattr("applications.models.table_locks.time.sleep", finish)
    take(60)

    assert len(waited) == 1
