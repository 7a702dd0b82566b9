"""Checks everything that is stored: log, proof, files, money."""

import sys
import time
from typing import Any

from django.core.management.base import BaseCommand

from applications.services.verification import Check, checks


class Command(BaseCommand):
    """``manage.py verify``: time and number of faults of each check, a line for each fault.

    Exit code 1 when anything is wrong, else 0.
    """

    help = "Checks migrations, audit log, proof, files and budgets."

    def handle(self, *args: Any, **options: Any) -> None:
        if run_checks(self, checks()):
            sys.exit(1)


def run_checks(command: BaseCommand, wanted: list[Check]) -> int:
    """Run checks in turn, tell their time and faults, and return how many faults there are.

    Nothing can be asked of a database that is not of this version.
    """
    faults = 0
    for title, check in wanted:
        started, count = time.monotonic(), 0
        for count, sentence in enumerate(check(), start=1):  # noqa: B007 - the last one is told
            command.stderr.write(sentence)
        command.stdout.write(f"{time.monotonic() - started:8.1f} s  {title}: {count} faults")
        faults += count
        if count and title == wanted[0][0]:
            break
    return faults
