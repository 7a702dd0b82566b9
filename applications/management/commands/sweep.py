"""Starts the jobs of documents and mails that wait too long."""

from typing import Any

from django.core.management.base import BaseCommand

from applications import clock
from applications.services import outbox


class Command(BaseCommand):
    """``manage.py sweep``, once a minute by a timer."""

    help = "Starts waiting documents and mails again."

    def handle(self, *args: Any, **options: Any) -> None:
        count = outbox.sweep(at=clock.now())
        self.stdout.write(f"{count} started")
