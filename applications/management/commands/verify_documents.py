"""Checks that nothing of what is kept as proof was changed or lost."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from applications.services.document_checks import Checked, check_documents, check_snapshots
from applications.services.verification import FAULTS


class Command(BaseCommand):
    """``manage.py verify_documents``: a line for each fault, then the counts.

    Exit code 1 when anything is wrong, else 0.
    """

    help = "Hashes all documents and frozen applications again and names what is wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = 0
        for title, checked in (
            ("frozen applications", check_snapshots()),
            ("documents", check_documents()),
        ):
            count = 0
            for count, one in enumerate(checked, start=1):  # noqa: B007 - the last one is told
                faults += self._tell(one)
            self.stdout.write(f"{count} {title} checked")
        self.stdout.write(f"{faults} faults")
        if faults:
            sys.exit(1)

    def _tell(self, one: Checked) -> bool:
        if one.fault is not None:
            self.stderr.write(f"{one.name}: {FAULTS[one.fault]}")
        return one.fault is not None
