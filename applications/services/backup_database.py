"""The database as one file: a copy of one instant, taken while others read and write.

SQLite is copied by its online backup, PostgreSQL by ``pg_dump``; the facts of the manifest are
read in the same snapshot, so they are true of exactly this copy.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.postgresql.client import DatabaseClient
from django.db.models import FileField

from applications.models import AuditChain
from applications.services.backup_archive import Facts

_ONE_SNAPSHOT: Final = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_Query = Callable[[str], Sequence[Sequence[Any]]]


class ProgramMissing(Exception):
    """A program of PostgreSQL is not installed here; the text is its name."""


class ProgramFailed(Exception):
    """A program of PostgreSQL gave up; the text is what it said."""


def dump(target: Path) -> Facts:
    """Write the database as it is at this instant into a file and return what it said of itself.

    Raises ``ProgramMissing`` and ``ProgramFailed`` on PostgreSQL.
    """
    return _dump_sqlite(target) if connection.vendor == "sqlite" else _dump_postgresql(target)


def load(source: Path) -> None:
    """Fill the empty database of this installation from such a file.

    Raises ``ProgramMissing`` and ``ProgramFailed`` on PostgreSQL.
    """
    if connection.vendor == "sqlite":
        connection.close()
        with (
            closing(sqlite3.connect(source)) as copy,
            closing(sqlite3.connect(connection.settings_dict["NAME"])) as target,
        ):
            copy.backup(target)
    else:
        _run("pg_restore", "--exit-on-error", "--single-transaction", str(source))


def current_facts() -> Facts:
    """Return what the database of this installation says of itself now."""
    with connection.cursor() as cursor:
        return _facts(lambda statement: _ask(cursor, statement))


def is_empty() -> bool:
    """Tell whether the database of this installation has no table at all."""
    return not connection.introspection.table_names()


def _dump_sqlite(target: Path) -> Facts:
    source_name = connection.settings_dict["NAME"]
    with (
        closing(sqlite3.connect(source_name, isolation_level=None)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        # From the first question on this connection sees one instant; others go on writing.
        source.execute("BEGIN")
        facts = _facts(lambda statement: source.execute(statement).fetchall())
        source.backup(copy)
    return facts


def _dump_postgresql(target: Path) -> Facts:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_ONE_SNAPSHOT)
        facts = _facts(lambda statement: _ask(cursor, statement))
        ((snapshot,),) = _ask(cursor, "SELECT pg_export_snapshot()")
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}")
    return facts


def _ask(cursor: Any, statement: str) -> Sequence[Sequence[Any]]:
    cursor.execute(statement)
    rows: Sequence[Sequence[Any]] = cursor.fetchall()
    return rows


def _run(program: str, *options: str) -> None:
    """Run a program of PostgreSQL with the address and the password of our settings."""
    path = shutil.which(program)
    if path is None:
        raise ProgramMissing(program)
    (_psql, *address, name), environment = DatabaseClient.settings_to_cmd_args_env(
        connection.settings_dict, []
    )
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL with options of our own
        [
            path,
            *address,
            "--dbname",
            name,
            "--no-password",
            "--no-owner",
            "--no-privileges",
            *options,
        ],
        env=os.environ | (environment or {}),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ProgramFailed(f"{program}: {done.stderr.strip()}")


def _facts(query: _Query) -> Facts:
    """Ask in plain SQL, since only one of the two copies is made over Django's connection."""
    models = apps.get_models(include_auto_created=True)
    tables = sorted({model._meta.db_table for model in models} | {"django_migrations"})
    ((number, digest),) = query(_select("last_number, last_hash", AuditChain._meta.db_table))
    applied = query(f"{_select('app, name', 'django_migrations')} ORDER BY app, name")
    files: set[str] = set()
    for model in models:
        for column in model._meta.concrete_fields:
            if isinstance(column, FileField):
                names = query(_select(column.attname, model._meta.db_table))
                files.update(name for (name,) in names if name)
    return Facts(
        vendor=connection.vendor,
        migrations=[f"{app}.{migration}" for app, migration in applied],
        tables={table: query(_select("COUNT(*)", table))[0][0] for table in tables},
        audit_head=f"{number}:{digest}",
        files=sorted(files),
    )


def _select(what: str, table: str) -> str:
    return f"SELECT {what} FROM {table}"  # noqa: S608 - names of our own models
