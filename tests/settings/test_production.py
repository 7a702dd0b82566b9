"""An installation gives nothing away: no file of its own, no debug page, no account from us."""

import os
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from applications.models import User
from tests.support.sources import ROOT, python_files
from tools import check, demo, serve

WEAK_CRYPTOGRAPHY = ("S303", "S311", "S324")


@pytest.mark.slow
@pytest.mark.sqlite
def test_checks_of_a_deployment_are_clean() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level=WARNING"],
        env={"PATH": os.environ["PATH"], **check.PRODUCTION},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/.git/config",
        "/.git/HEAD",
        "/.env",
        "/static/",
        "/static/../manage.py",
        "/static/%2e%2e/manage.py",
        "/static/..%2fdb.sqlite3",
        "/static/.git/config",
        "/db.sqlite3",
        "/var/db.sqlite3",
        "/files/",
        "/media/",
        "/manage.py",
        "/requirements.txt",
        "/wir_foerderung/settings.py",
        "/server-status",
        "/__debug__/",
    ],
)
def test_nothing_of_the_installation_can_be_fetched(path: str) -> None:
    answer = Client().get(path)

    assert answer.status_code in {302, 404}
    assert answer.get("Location", "/konto/anmelden/").startswith("/konto/anmelden/")


@pytest.mark.django_db
def test_a_new_installation_has_no_account() -> None:
    assert not User.objects.exists()


def test_demonstration_has_a_key_of_its_own_that_nobody_else_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "VAR", tmp_path)

    file = demo._secret_key()

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(file.read_text()) >= 50
    assert demo._secret_key().read_text() == file.read_text()


def test_demonstration_listens_on_this_machine_only() -> None:
    (bind,) = (word for word in serve.server_command("8000") if word.startswith("--bind"))

    assert bind == "--bind=127.0.0.1:8000"


def test_every_place_that_is_written_to_can_be_moved_out_of_the_code() -> None:
    """With WIR_VAR_DIR elsewhere the folder of the code may be read-only."""
    places = (settings.STATIC_ROOT, settings.MEDIA_ROOT)

    assert all(Path(place).is_relative_to(settings.VAR_DIR) for place in places)


def test_weak_cryptography_is_refused_by_the_linter() -> None:
    """MD5, SHA-1 and predictable numbers decide about nothing that is real."""
    lint = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]
    excused = {
        path
        for path in python_files("applications", "wir_foerderung")
        for line in path.read_text().splitlines()
        if "noqa" in line and any(rule in line for rule in WEAK_CRYPTOGRAPHY)
    }
    # What is invented for a rehearsal has to be the same every time.
    real = {
        path
        for path in excused
        if path.parent.name != "demo_data" and not path.name.startswith("rehearsal_")
    }

    assert "S" in lint["select"]
    assert not {*WEAK_CRYPTOGRAPHY, "S"} & set(lint["ignore"])
    assert real == set()
