"""The two databases that installations of the fault tests stand on."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Protocol

import psycopg2
from bootstrap import postgresql_program
from psycopg2 import sql
from with_postgres import Server

from tests.faults.waiting import wait_until
from tests.support import stored_database


class Database(Protocol):
    """Where an installation keeps its rows; ``template`` is one that was prepared before."""

    kind: str

    def create(self, folder: Path, template: "Database | None") -> str:
        """Make a database for an installation in a folder and return its DATABASE_URL."""

    def restore(self) -> bool:
        """Take the tables that an earlier run has made, and tell whether there are any."""

    def keep(self) -> None:
        """Keep the tables for later runs: making them takes longer than most tests."""

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Return what a statement finds."""

    def kill(self) -> None:
        """Kill every process of the database; an embedded one has none."""

    def start(self) -> None:
        """Start again after a kill or a stop."""


class Sqlite:
    """A file in the folder of the installation."""

    kind = "SQLite"

    def create(self, folder: Path, template: "Sqlite | None") -> str:
        self.file = folder / "db.sqlite3"
        if template:
            with closing(sqlite3.connect(template.file)) as source:
                source.execute("VACUUM INTO ?", [str(self.file)])
        return f"sqlite:///{self.file}"

    def restore(self) -> bool:
        stored = stored_database.place("sqlite3")
        if stored.exists():
            shutil.copyfile(stored, self.file)
        return stored.exists()

    def keep(self) -> None:
        with closing(sqlite3.connect(self.file)) as source:
            source.execute("VACUUM INTO ?", [str(stored_database.place("sqlite3"))])

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.file, timeout=20)) as connection:
            return connection.execute(statement).fetchall()

    def kill(self) -> None:
        """Do nothing: the processes of the installation are those of the database."""

    start = kill


class Postgres:
    """A database of its own in a server that waits for its disk, as in production."""

    kind = "PostgreSQL"

    def __init__(self, server: Server) -> None:
        self.server = server

    def create(self, folder: Path, template: "Postgres | None") -> str:
        self.name = re.sub(r"\W", "_", folder.parent.name)
        pattern = template.name if template else "template1"
        with closing(
            psycopg2.connect(host=self.server.folder, user="wir", dbname="postgres")
        ) as connection:
            connection.autocommit = True
            connection.cursor().execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(self.name), sql.Identifier(pattern)
                )
            )
        return self.server.url(self.name)

    def restore(self) -> bool:
        stored = stored_database.place("dump")
        if stored.exists():
            self._run("pg_restore", f"--dbname={self.name}", str(stored))
        return stored.exists()

    def keep(self) -> None:
        stored = stored_database.place("dump")
        self._run("pg_dump", "--format=custom", f"--file={stored}", self.name)
        stored_database.forget_old("dump")

    def _run(self, program: str, *words: str) -> None:
        command = [postgresql_program(program), f"--host={self.server.folder}", "--username=wir"]
        subprocess.run([*command, *words], check=True)

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        host = str(self.server.folder)
        with closing(psycopg2.connect(host=host, user="wir", dbname=self.name)) as connection:
            cursor = connection.cursor()
            cursor.execute(statement)
            return list(cursor.fetchall())

    def kill(self) -> None:
        """Kill the server first, so that it starts nothing new, then all that it started."""
        first = int((self.server.data / "postmaster.pid").read_text().split()[0])
        started = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        for number in (first, *map(int, started)):
            _kill(number)
        wait_until(lambda: not any(_runs(number) for number in (first, *started)))
        # Where nobody asks for exit codes its number stays taken, and the file seems to be true.
        (self.server.data / "postmaster.pid").unlink()
        for lock in self.server.folder.glob(".s.PGSQL.*.lock"):
            lock.unlink()

    def start(self) -> None:
        self.server.start()

    def stop(self, mode: str) -> None:
        """Stop the server, ``fast`` or ``immediate``."""
        self.server.stop(mode)


def _kill(number: int) -> None:
    # Some end by themselves when their server is gone.
    with suppress(ProcessLookupError):
        os.kill(number, signal.SIGKILL)


def _runs(number: int | str) -> bool:
    try:
        # Nobody may have asked for the exit code yet: such a process does nothing any more.
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def copy_files(source: Path, target: Path) -> None:
    """Copy what an installation keeps as files; its database is another matter."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("database"), symlinks=True)
