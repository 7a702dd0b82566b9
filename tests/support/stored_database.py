"""An empty, migrated SQLite database, kept between runs: migrating takes longer than most tests.

Its name is made of everything that migrations read, so that any change of it is a new database.
"""

import hashlib
import os
import shutil
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connection

FOLDER: Final = settings.BASE_DIR / "var/test-databases"
# Migrations copy seeds and put triggers up; what they import stands in these places.
_READ: Final = ("migrations", "models", "rules", "texts")
_KEPT: Final = 4


def use() -> None:
    """Let the next test database be a copy of the stored one; make that when there is none."""
    if connection.vendor != "sqlite":
        return
    stored = place("sqlite3")
    migrate = connection.creation.create_test_db

    def create(*, serialize: bool | None = True, **options: Any) -> str:
        name: str = connection.creation._get_test_db_name()
        if not stored.exists():
            migrate(serialize=False, **options)
            _store(stored)
        else:
            connection.close()
            _remove(name)
            shutil.copyfile(stored, name)
            settings.DATABASES[connection.alias]["NAME"] = name
            connection.settings_dict["NAME"] = name
        if serialize:
            connection._test_serialized_contents = connection.creation.serialize_db_to_string()
        connection.ensure_connection()
        return name

    connection.creation.create_test_db = create


def place(kind: str) -> Path:
    """Return where what was migrated lies, in a folder that exists."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    return FOLDER / f"{_key()}.{kind}"


def forget_old(kind: str) -> None:
    """Remove what was stored for earlier migrations."""
    kept = sorted(FOLDER.glob(f"*.{kind}"), key=lambda file: file.stat().st_mtime)
    for old in kept[:-_KEPT]:
        old.unlink(missing_ok=True)


def _store(stored: Path) -> None:
    """Keep a copy of what is in the database now; of several processes the last one wins."""
    new = stored.with_suffix(f".{os.getpid()}")
    new.unlink(missing_ok=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(new)])
    new.replace(stored)
    forget_old("sqlite3")


def _remove(name: str) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(name + suffix).unlink(missing_ok=True)


def _key() -> str:
    digest = hashlib.sha256((settings.BASE_DIR / "requirements.txt").read_bytes())
    for folder in _READ:
        for file in sorted((settings.BASE_DIR / "applications" / folder).rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:24]
