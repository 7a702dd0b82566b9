"""Does what is due: reminders, jobs that wait too long, input that was kept long enough.

Once a day it writes the head of the audit log into the technical log.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from applications import clock
from applications.services import (
    audit_checks,
    deliveries,
    enclosure_repairs,
    exports,
    kept_input,
    letter_outbox,
    outbox,
    reminders,
)


class Command(BaseCommand):
    """``manage.py sweep`` by a timer; ``--failed`` by a person who removed the cause."""

    help = "Orders reminders that are due and starts waiting documents and mails again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--failed", action="store_true", help="also what failed too often to be tried again"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        ordered = reminders.order_reminders(at=at)
        deliveries.lapse(at=at)
        for release in letter_outbox.unsent_releases():
            letter_outbox.send_letters.enqueue(release)
        count = outbox.sweep(at=at, with_failed=options["failed"])
        count += exports.sweep(at=at)
        kept_input.sweep(now=clock.real_now())
        count += enclosure_repairs.sweep(at=clock.now())
        audit_checks.log_head_once_a_day()
        self.stdout.write(f"{count} started, {ordered} reminders")
