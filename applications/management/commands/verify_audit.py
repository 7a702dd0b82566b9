"""Checks that no row of the audit log was changed, taken out or put in."""

import sys
from argparse import ArgumentParser
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from applications.services.audit_checks import Broken, Head, current_head, walk_chain
from applications.services.verification import BREAKS

# A forged row may break all that follow; the first ones tell enough.
_TOLD: Final = 20


class Command(BaseCommand):
    """``manage.py verify_audit [--head NUMBER:HASH]``: a line for each break, then the head.

    Exit code 1 when anything is wrong, else 0.
    """

    help = "Walks the audit log, names every row that is wrong and prints its end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--head", metavar="NUMBER:HASH", help="a head that was noted before")

    def handle(self, *args: Any, **options: Any) -> None:
        noted = self._noted(options["head"])
        head, count = current_head(), 0
        for count, broken in enumerate(walk_chain(head, noted=noted), start=1):
            self._tell(count, broken)
        self.stdout.write(f"{head.number} rows checked, {count} breaks")
        self.stdout.write(f"audit head {head}")
        if count:
            sys.exit(1)

    def _noted(self, text: str | None) -> Head | None:
        if text is None:
            return None
        try:
            return Head.read(text)
        except ValueError:
            raise CommandError(f"A head looks like 12:0a1b…, not {text!r}.") from None

    def _tell(self, count: int, broken: Broken) -> None:
        if count <= _TOLD:
            self.stderr.write(f"{broken.number}: {BREAKS[broken.kind]}")
