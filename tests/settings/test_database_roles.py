"""The roles of docs/samples/roles.sql: the pages work and cannot touch what is evidence."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import psycopg2
import pytest
from bootstrap import postgresql_program
from psycopg2 import errors
from with_postgres import CARELESS, server

from applications.models.append_only import TABLES
from tests.support.sources import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]
OURS: Final = ("WIR_", "DATABASE_URL", "EMAIL_URL", "SECRET_KEY", "DJANGO_", "PG")
# Evidence of which not even a column may change: the log, and what was frozen.
FROZEN: Final = sorted(table for table, condition in TABLES.items() if not condition)


class Installation:
    """A database made by the sample file, with a folder for the files of its cases."""

    def __init__(self, host: Path, folder: Path) -> None:
        self.host, self.folder = host, folder

    def grant(self, role: str) -> None:
        """Run the sample, as whoever may."""
        psql = [postgresql_program("psql"), "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--quiet"]
        sample = f"--file={ROOT / 'docs/samples/roles.sql'}"
        address = [f"--host={self.host}", f"--username={role}", "--dbname=wir"]
        self._run([*psql, *address, sample], role)

    def manage(self, role: str, *words: str) -> str:
        """Run a management command with the role in its DATABASE_URL.

        Its checks would refuse a server that does not wait for its disk.
        """
        return self._run([sys.executable, "manage.py", *words, "--skip-checks"], role)

    def at_work(self, role: str, deed: str, *words: str) -> Any:
        """Do a deed of ``tests.support.roles_at_work`` and return what it found."""
        said = self._run([sys.executable, "-m", "tests.support.roles_at_work", deed, *words], role)
        return json.loads(said.splitlines()[-1])

    def ask(self, role: str, statement: str) -> list[tuple[Any, ...]]:
        """Run one statement in plain SQL."""
        with closing(psycopg2.connect(host=self.host, user=role, dbname="wir")) as connection:
            cursor = connection.cursor()
            cursor.execute(statement)
            found = list(cursor.fetchall()) if cursor.description else []
            connection.commit()
        return found

    def _run(self, command: list[str], role: str) -> str:
        kept = {name: text for name, text in os.environ.items() if not name.startswith(OURS)}
        environment = kept | {
            "DATABASE_URL": f"postgres://{role}@/{self.host}/wir",
            "EMAIL_URL": "dummymail://",
            "SECRET_KEY": "kept by nobody and worth nothing " * 3,
            "WIR_LOG_LEVEL": "WARNING",
            "WIR_REHEARSAL": "1",
            "WIR_REHEARSAL_NOW": "2020-01-20T10:00",
            "WIR_VAR_DIR": str(self.folder),
        }
        done = subprocess.run(  # noqa: S603 - our own programs
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{command}\n{done.stdout}{done.stderr}")
        return done.stdout


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Make the roles, migrate as the owner, close what is evidence, and let the pages work."""
    with server(CARELESS) as made:
        with closing(psycopg2.connect(host=made.folder, user="wir", dbname="postgres")) as admin:
            admin.autocommit = True
            admin.cursor().execute("CREATE DATABASE wir")
        found = Installation(made.folder, tmp_path_factory.mktemp("roles"))
        found.grant("wir")
        found.manage("wir_owner", "migrate", "--verbosity=0")
        found.grant("wir_owner")
        yield found


@pytest.fixture(scope="module")
def worked(installation: Installation) -> dict[str, Any]:
    """What the pages and the worker did with the weakest role."""
    did: dict[str, Any] = installation.at_work("wir_app", "work")
    installation.manage("wir_app", "db_worker", "--batch", "--no-startup-delay")
    return did


def test_pages_and_worker_work_with_the_weakest_role(
    installation: Installation, worked: dict[str, Any]
) -> None:
    assert worked["empty"] == []
    assert worked["states"] == ["awarded", "draft", "hearing", "information_requested", "proposed"]
    assert all(installation.at_work("wir_app", "made"))
    installation.manage("wir_app", "sweep")
    installation.manage("wir_app", "verify_audit")
    installation.manage("wir_app", "verify_documents")


@pytest.mark.parametrize("table", FROZEN)
def test_the_pages_cannot_touch_the_evidence(
    installation: Installation, worked: dict[str, Any], table: str
) -> None:
    for statement in (
        f"UPDATE {table} SET id = id",  # noqa: S608 - our own table
        f"DELETE FROM {table}",  # noqa: S608 - our own table
        f"TRUNCATE {table} CASCADE",
        f"ALTER TABLE {table} DISABLE TRIGGER ALL",
        f"DROP TRIGGER {table}_no_update ON {table}",
        f"DROP TABLE {table} CASCADE",
        f"CREATE TRIGGER own BEFORE INSERT ON {table} EXECUTE FUNCTION refuse_change()",
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            installation.ask("wir_app", statement)


def test_what_may_still_close_is_never_deleted_or_emptied(installation: Installation) -> None:
    for table in sorted(TABLES.keys() - set(FROZEN)):
        delete = f"DELETE FROM {table}"  # noqa: S608 - our own table
        for statement in (delete, f"TRUNCATE {table} CASCADE"):
            with pytest.raises(errors.InsufficientPrivilege):
                installation.ask("wir_app", statement)


@pytest.mark.parametrize(
    "statement",
    [
        "SET ROLE wir_owner",
        "SET ROLE wir_removal",
        "SET SESSION AUTHORIZATION wir_owner",
        "SET session_replication_role = replica",
        "CREATE TABLE own (id int)",
        "CREATE TEMPORARY TABLE applications_auditevent (id int)",
        "CREATE OR REPLACE FUNCTION public.refuse_change() RETURNS trigger LANGUAGE plpgsql"
        " AS 'BEGIN RETURN NEW; END'",
        "CREATE SCHEMA own",
        "ALTER ROLE wir_app SUPERUSER",
        "GRANT wir_owner TO wir_app",
        "DELETE FROM django_migrations",
        "ALTER DEFAULT PRIVILEGES FOR ROLE wir_owner GRANT TRUNCATE ON TABLES TO wir_app",
    ],
)
def test_the_pages_cannot_help_themselves(installation: Installation, statement: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        installation.ask("wir_app", statement)


def test_the_pages_give_nobody_rights(installation: Installation) -> None:
    # PostgreSQL only warns somebody who may read a table but not pass that on.
    installation.ask("wir_app", "GRANT ALL ON applications_auditevent TO wir_app")

    rights = "has_table_privilege('wir_app', 'applications_auditevent', '{}')"
    wanted = {"SELECT": True, "INSERT": True, "UPDATE": False, "DELETE": False, "TRUNCATE": False}
    asked = ", ".join(rights.format(name) for name in wanted)
    assert installation.ask("wir_app", f"SELECT {asked}") == [tuple(wanted.values())]


def test_tables_of_a_later_migration_work_and_are_closed(installation: Installation) -> None:
    ask = installation.ask
    ask("wir_owner", "CREATE TABLE later (id int)")
    ask("wir_owner", "CREATE TABLE later_proof (id int)")
    ask("wir_app", "INSERT INTO later VALUES (1)")
    ask(
        "wir_owner",
        "CREATE TRIGGER later_proof_no_update BEFORE UPDATE ON later_proof"
        " EXECUTE FUNCTION refuse_change()",
    )
    installation.grant("wir_owner")

    ask("wir_app", "DELETE FROM later")
    ask("wir_app", "INSERT INTO later_proof VALUES (1)")
    assert ask("wir_backup", "SELECT COUNT(*) FROM later_proof") == [(1,)]
    with pytest.raises(errors.InsufficientPrivilege):
        ask("wir_app", "DELETE FROM later_proof")
    ask("wir_owner", "DROP TABLE later, later_proof")


def test_a_backup_reads_everything_and_notes_itself(
    installation: Installation, worked: dict[str, Any], tmp_path: Path
) -> None:
    installation.manage("wir_backup", "backup", str(tmp_path / "wir.tar"))

    last = "SELECT event FROM applications_auditevent ORDER BY number DESC LIMIT 1"
    assert installation.ask("wir_app", last) == [("backup.made",)]
    for statement in ("DELETE FROM applications_message", "UPDATE auth_group SET name = name"):
        with pytest.raises(errors.InsufficientPrivilege):
            installation.ask("wir_backup", statement)


def test_only_the_role_of_removal_opens_the_triggers(
    installation: Installation, worked: dict[str, Any]
) -> None:
    with pytest.raises(RuntimeError, match=r"InsufficientPrivilege.*must be owner"):
        installation.at_work("wir_app", "retain", "")
    installation.grant("wir_owner")

    counts = installation.at_work("wir_removal", "retain", "")

    assert counts["cases"] == len(worked["states"]) - 1
    assert installation.ask("wir_app", "SELECT COUNT(*) FROM applications_decision") == [(0,)]
    # The triggers are back, and the role of the pages is as weak as before.
    with pytest.raises(errors.IntegrityConstraintViolation):
        installation.ask("wir_owner", "DELETE FROM applications_auditevent")
    with pytest.raises(errors.InsufficientPrivilege):
        installation.ask("wir_app", "DELETE FROM applications_casestatistic")
    installation.manage("wir_app", "verify_audit")
