"""A backup of everything, made while people work, and its way back into an empty place."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO, cast

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection, transaction

from applications import clock
from applications.services import backup_database
from applications.services.backup_archive import (
    DATABASE,
    FILES,
    Manifest,
    check_archive,
    new_archive,
    open_archive,
)
from applications.workflow import audit


class PlaceNotEmpty(Exception):
    """A backup goes into an empty place only; the text says what is there."""


class OtherDatabase(Exception):
    """The backup was made of another kind of database; the text names it."""


def make_backup(target: IO[bytes], *, at: datetime) -> Manifest:
    """Write everything into a stream: first the database, then the files, then the manifest.

    In this order every file that the copied database knows is copied, too, for a row is only
    committed when its file lies there. What was deleted in between is in ``Manifest.lost``.
    ``at`` is business time, for the audit log.
    """
    made_at = clock.real_now().isoformat()
    with new_archive(target) as archive:
        with tempfile.TemporaryDirectory(prefix="backup-") as folder:
            dump = Path(folder) / DATABASE
            facts = backup_database.dump(dump)
            with dump.open("rb") as content:
                archive.add(DATABASE, content)
        for name in stored_names():
            with suppress(FileNotFoundError), default_storage.open(name) as content:
                archive.add(FILES + name, cast("IO[bytes]", content))
        # Without the manifest itself: its name carries its own hash.
        parts = dict(archive.parts)
        manifest = Manifest(made_at=made_at, keys=key_prints(), facts=facts, parts=parts)
        archive.finish(manifest)
    with transaction.atomic():
        audit.record("backup.made", actor=None, at=at, head=facts.audit_head)
    return manifest


def restore_backup(source: Path) -> Manifest:
    """Check an archive, then put database and files into this empty installation.

    Raises ``Damaged`` before anything is written, ``PlaceNotEmpty`` and ``OtherDatabase``.
    """
    if not backup_database.is_empty():
        raise PlaceNotEmpty("the database has tables")
    if next(stored_names(), None) is not None:
        raise PlaceNotEmpty("the folder of files has files")
    manifest = check_archive(source)
    if manifest.facts.vendor != connection.vendor:
        raise OtherDatabase(manifest.facts.vendor)
    with open_archive(source) as parts:
        for name, _size, content in parts:
            if name == DATABASE:
                _load(content)
            elif name.startswith(FILES):
                default_storage.save(name.removeprefix(FILES), File(content))
    return manifest


def note_restore(manifest: Manifest, *, at: datetime) -> None:
    """Write into the audit log from which backup this installation was made; business time."""
    with transaction.atomic():
        audit.record(
            "backup.restored",
            actor=None,
            at=at,
            made_at=manifest.made_at,
            head=manifest.facts.audit_head,
        )


def stored_names(folder: str = "") -> Iterator[str]:
    """Yield the names of all files in the storage, in one order."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever stored
        return
    prefix = f"{folder}/" if folder else ""
    for name in sorted(names):
        yield prefix + name
    for name in sorted(folders):
        yield from stored_names(prefix + name)


def key_prints() -> list[str]:
    """Return a fingerprint of every secret key in use: without them sealed columns stay shut."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [hashlib.sha256(b"key of a backup:" + key.encode()).hexdigest()[:16] for key in keys]


def _load(content: IO[bytes]) -> None:
    with tempfile.TemporaryDirectory(prefix="restore-") as folder:
        dump = Path(folder) / DATABASE
        with dump.open("wb") as target:
            shutil.copyfileobj(content, target)
        backup_database.load(dump)
