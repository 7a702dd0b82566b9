"""Copies database and files into one archive while people work."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError

from applications import clock
from applications.services.backup_database import ProgramFailed, ProgramMissing
from applications.services.backups import make_backup


class Command(BaseCommand):
    """``manage.py backup TARGET``; ``-`` writes to standard output, for a pipe.

    The archive appears under its name only when it is complete.
    """

    help = "Writes database, files and a manifest into one tar archive."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", help="a file that does not exist yet, or - ")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with _opened(options["target"]) as target:
                manifest = make_backup(target, at=clock.now())
        except FileExistsError as error:
            raise CommandError(f"{error.filename} exists already.") from None
        except ProgramMissing as error:
            raise CommandError(f"{error} is missing: install the client of PostgreSQL.") from None
        except ProgramFailed as error:
            raise CommandError(str(error)) from None
        size = sum(part.size for part in manifest.parts.values())
        self.stderr.write(
            f"{len(manifest.parts)} parts, {size / 1e6:.1f} MB, {manifest.made_at}\n"
            f"audit head {manifest.facts.audit_head}"
        )
        for name in manifest.lost:
            self.stderr.write(f"{name} is missing, though a row names it")


@contextmanager
def _opened(target: str) -> Iterator[IO[bytes]]:
    """Open the target, readable for its owner only; nothing half-written keeps its name."""
    if target == "-":
        yield sys.stdout.buffer
        return
    place, unfinished = Path(target), Path(f"{target}.unfinished")
    if place.exists():
        raise FileExistsError(17, "exists", str(place))
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as opened:
            yield opened
            opened.flush()
            os.fsync(opened.fileno())
        unfinished.rename(place)
    finally:
        unfinished.unlink(missing_ok=True)
