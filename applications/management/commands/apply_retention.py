"""Deletes what was kept long enough, or says what that would be."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from applications import clock
from applications.services.retention import apply_retention


class Command(BaseCommand):
    """``manage.py apply_retention --run`` by a timer, once a day; ``--dry-run`` by a person."""

    help = "Deletes drafts, closed cases and technical rows whose time is over."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Make the caller say whether anything may go."""
        choice = parser.add_mutually_exclusive_group(required=True)
        choice.add_argument("--run", action="store_true", help="delete it")
        choice.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and print what went."""
        report = apply_retention(at=clock.now(), is_trial=options["dry_run"])
        self.stdout.write(str(report))
        self.stdout.write(f"sha256: {report.sha256}")
