"""Starts the jobs of documents and mails that wait too long, and deletes kept input."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from applications import clock
from applications.services import kept_input, outbox


class Command(BaseCommand):
    """``manage.py sweep`` by a timer; ``--failed`` by a person who removed the cause."""

    help = "Starts waiting documents and mails again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--failed", action="store_true", help="also what failed too often to be tried again"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        count = outbox.sweep(at=clock.now(), with_failed=options["failed"])
        kept_input.sweep(now=clock.real_now())
        self.stdout.write(f"{count} started")
