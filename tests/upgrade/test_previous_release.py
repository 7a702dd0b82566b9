"""The program of the release before works on the tables of this one (DEP-02).

While an update goes on both run side by side. So a chosen part of the tests of the release before
runs here with its own program, but with tables that the migrations of this release have made.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from bootstrap import postgresql_program
from django.db import connection

from tests.support import old_release, stored_database
from tools.migration_lint import APP, new_migrations
from tools.releases import PREVIOUS

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

# From the first answer to the signed decision and its letter, and what writes evidence. They run
# on the packages of this release, so a lock that the old program cannot work with is found, too.
_SERVICES: Final = ("agreement", "award", "conflicts", "drafts", "letter_outbox", "submission")
CHOSEN: Final = ("tests/workflow", *(f"tests/services/test_{name}.py" for name in _SERVICES))
LEAST: Final = 300
# The folder and the name of its stored database are the old release's own.
STORED: Final = """
import django
django.setup()
from django.conf import settings
from tests.support import stored_database
print(settings.BASE_DIR / stored_database.FOLDER / f"{stored_database._key()}.sqlite3")
"""
# A test beside the old ones: that they did not make tables of their own.
WITNESS: Final = """
import pytest
from django.db.migrations.recorder import MigrationRecorder

@pytest.mark.django_db
def test_tables_are_those_of_the_next_release():
    assert MigrationRecorder.Migration.objects.filter(app="{app}", name="{name}").exists()
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources of the release before."""
    return old_release.unpack(tmp_path_factory.mktemp("release"))


def test_release_before_is_what_the_linter_starts_from(tree: Path) -> None:
    project = tomllib.loads((tree / "pyproject.toml").read_text())["project"]

    assert project["version"] == PREVIOUS.version
    assert old_release.last_known_migration() == PREVIOUS.last_migration


def test_clone_without_history_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(old_release, "PREVIOUS", replace(PREVIOUS, commit="0" * 40))

    with pytest.raises(AssertionError, match="git fetch --unshallow"):
        old_release.unpack(tmp_path / "release")


def test_old_program_passes_its_tests_on_new_tables(tree: Path, tmp_path: Path) -> None:
    _state, new = new_migrations()
    newest = new[-1].name if new else PREVIOUS.last_migration
    witness = WITNESS.format(app=APP, name=newest)
    (tree / "tests" / "workflow" / "test_new_tables.py").write_text(witness)
    environment = old_release.environment() | {"TMPDIR": str(tmp_path), "WIR_TEST_STRICT": "1"}
    if connection.vendor == "sqlite":
        _lay_sqlite(tree, environment)
    else:
        environment["DATABASE_URL"] = _lay_postgresql()
    command = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--reuse-db", *CHOSEN]

    said = _run(command, tree, environment)

    passed = re.search(r"(\d+) passed", said)
    assert passed, said
    assert int(passed[1]) > LEAST


def _lay_sqlite(tree: Path, environment: dict[str, str]) -> None:
    """Put the new tables where the old tests keep a database for later runs."""
    configured = environment | {"DJANGO_SETTINGS_MODULE": "wir_foerderung.settings_test"}
    place = Path(_run(["-c", STORED], tree, configured).splitlines()[-1])
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(stored_database.place("sqlite3"), place)


def _lay_postgresql() -> str:
    """Copy the new tables into the database that the old tests take; return their URL."""
    made, server = connection.settings_dict, "wir_before"
    folder, name = made["HOST"], f"test_{server}"
    told = [f"--host={folder}", f"--username={made['USER']}"]
    for program, words in (
        ("createdb", [name]),
        ("pg_dump", ["--format=custom", f"--file={folder}/{name}", made["NAME"]]),
        ("pg_restore", [f"--dbname={name}", f"{folder}/{name}"]),
    ):
        command = [str(postgresql_program(program)), *told, *words]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - of PostgreSQL
    return f"postgres://{made['USER']}@/{folder}/{server}"


def _run(words: list[str], tree: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, *words],
        cwd=tree,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{words}\n{done.stdout[-8000:]}{done.stderr[-4000:]}"
    return done.stdout
