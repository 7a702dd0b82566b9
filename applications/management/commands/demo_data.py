"""Fills an empty round of 2020 with the scene of 20 January or of 3 February 2020."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from applications.models import rehearsal
from applications.services.demo_data import NotEmpty, load_demo_data
from applications.services.rounds import load_round_2020


class Command(BaseCommand):
    """``manage.py demo_data``; in a rehearsal only, a second call changes nothing."""

    help = "Enters the demonstration that fits WIR_REHEARSAL_NOW: 52 or 141 sent applications."

    def handle(self, *args: Any, **options: Any) -> None:
        now = rehearsal.wanted_instant()
        if now is None:
            raise CommandError("Demo data belong to a rehearsal: set WIR_REHEARSAL_NOW.")
        funding_round, _created = load_round_2020()
        try:
            sent = load_demo_data(funding_round, now=now)
        except NotEmpty:
            self.stdout.write("demo data: already there")
        else:
            self.stdout.write(f"demo data: {sent} applications sent")
