"""Fills an empty installation from a backup and proves that nothing is lost."""

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from applications import clock
from applications.management.commands.verify import run_checks
from applications.services.backup_archive import Damaged
from applications.services.backup_database import ProgramFailed, ProgramMissing
from applications.services.backups import (
    OtherDatabase,
    PlaceNotEmpty,
    note_restore,
    restore_backup,
)
from applications.services.verification import checks


class Command(BaseCommand):
    """``manage.py restore SOURCE``: checks the archive, restores, verifies.

    Only into an empty database and an empty folder of files. Exit code 1 when anything is wrong.
    """

    help = "Restores a backup into an empty place and verifies it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", type=Path, help="an archive that manage.py backup wrote")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        try:
            manifest = restore_backup(options["source"])
        except FileNotFoundError:
            raise CommandError(f"{options['source']} is not there.") from None
        except Damaged as error:
            raise CommandError(f"The backup is damaged: {error}.") from None
        except PlaceNotEmpty as error:
            raise CommandError(f"A backup goes into an empty place: {error}.") from None
        except OtherDatabase as error:
            raise CommandError(f"The backup is one of {error}; set DATABASE_URL.") from None
        except (ProgramMissing, ProgramFailed) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{time.monotonic() - started:8.1f} s  restored, {manifest.made_at}")
        for name in manifest.lost:
            self.stderr.write(f"{name} was missing when the backup was made")
        faults = run_checks(self, checks(manifest))
        note_restore(manifest, at=clock.now())
        self.stdout.write(f"{time.monotonic() - started:8.1f} s  in all, {faults} faults")
        if faults:
            sys.exit(1)
