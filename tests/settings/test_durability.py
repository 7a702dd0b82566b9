"""A database that would lose what it acknowledged is refused at the start (DUR-06)."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection

from applications import checks
from applications.management.commands.db_worker import Command
from tests.support.sources import ROOT

pytestmark = pytest.mark.django_db(transaction=True)


def run(program: list[str], folder: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run a program of ours with the settings of an installation in a folder."""
    ours = {
        "DJANGO_SETTINGS_MODULE": "wir_foerderung.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "SECRET_KEY": "kept by nobody and worth nothing 0123456789 " * 2,
        "WIR_VAR_DIR": str(folder),
    }
    return subprocess.run(  # noqa: S603 - our own programs
        program,
        env=os.environ | ours | variables,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def found() -> list[str]:
    return [one.msg for one in checks.check_commits_are_durable(None, ["default"])]


@pytest.fixture
def sqlite_with(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    """Return a function that opens a database of its own with other settings."""

    def reopen(pragmas: str) -> None:
        connection.close()
        monkeypatch.setitem(connection.settings_dict, "NAME", tmp_path / "db.sqlite3")
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "init_command", pragmas)

    yield reopen
    connection.close()


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("pragmas", "faults"),
    [
        ("PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;", []),
        ("PRAGMA journal_mode=WAL;PRAGMA synchronous=EXTRA;", []),
        ("PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;", ["synchronous is below FULL"]),
        ("PRAGMA synchronous=OFF;", ["synchronous is below FULL"]),
        ("PRAGMA synchronous=FULL;PRAGMA journal_mode=MEMORY;", ["journal_mode is memory"]),
    ],
)
def test_sqlite_that_does_not_wait_for_the_disk_is_an_error(
    pragmas: str, faults: list[str], sqlite_with: Any
) -> None:
    sqlite_with(pragmas)

    sentence = "The database would lose what it has acknowledged: "
    assert found() == [f"{sentence}{fault}." for fault in faults]


@pytest.mark.sqlite
def test_our_own_settings_wait_for_the_disk(tmp_path: Path) -> None:
    program = [sys.executable, "manage.py", "check", "--database=default"]

    told = run(program, tmp_path, WIR_DEBUG="1")

    assert told.returncode == 0, told.stderr


@pytest.mark.postgresql
@pytest.mark.parametrize("name", ["fsync", "full_page_writes", "synchronous_commit"])
def test_postgresql_that_does_not_wait_for_the_disk_is_an_error(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The server of the tests is careless on purpose.
    assert f"The database would lose what it has acknowledged: {name} is off." in found()

    monkeypatch.setattr(checks, "DURABLE", ())
    assert found() == []


def careless(*_args: Any, **_values: Any) -> list[str]:
    return ["synchronous is below FULL"]


def test_production_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_risks", careless)

    with pytest.raises(ImproperlyConfigured, match="would lose what it has acknowledged"):
        checks.refuse_to_lose_data()
    with pytest.raises(ImproperlyConfigured):
        Command().handle()


def test_a_rehearsal_is_told(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings.REHEARSAL = True
    monkeypatch.setattr(checks, "_risks", careless)

    checks.refuse_to_lose_data()

    assert "synchronous is below FULL" in caplog.text


def test_a_database_that_is_away_is_no_reason_to_stop(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(_connection: object) -> list[str]:
        raise OperationalError("nobody there")

    monkeypatch.setattr(checks, "_risks", away)

    checks.refuse_to_lose_data()

    assert "could not be checked: nobody there" in caplog.text


def test_web_server_asks_before_its_first_request(tmp_path: Path) -> None:
    program = (
        "from applications import checks; "
        "checks._risks = lambda connection: ['fsync is off']; import wir_foerderung.wsgi"
    )

    told = run([sys.executable, "-c", program], tmp_path, WIR_DEBUG="0")

    assert told.returncode == 1
    assert "ImproperlyConfigured: The database would lose" in told.stderr


def test_web_server_has_loaded_its_pages_before_its_first_request(tmp_path: Path) -> None:
    program = (
        "import sys; import wir_foerderung.wsgi; from django.template import engines; "
        "from django.urls import get_resolver; loaded = sys.modules; "
        "(cache,) = engines['django'].engine.template_loaders; "
        "print('applications.admin.case' in loaded, 'applications.views.check' in loaded, "
        "'pages/start.html' in cache.get_template_cache, get_resolver()._populated)"
    )

    told = run([sys.executable, "-c", program], tmp_path, WIR_DEBUG="1")

    assert told.stdout.split() == ["True"] * 4
