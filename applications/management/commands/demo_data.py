"""Fills an empty round of 2020 with the scene of 20 January 2020."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from applications.services.demo_data import NotEmpty, load_demo_data
from applications.services.rounds import load_round_2020


class Command(BaseCommand):
    """``manage.py demo_data``; in a rehearsal only, a second call changes nothing."""

    help = "Enters the demonstration: 52 sent applications, one draft, eight accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.REHEARSAL_NOW:
            raise CommandError("Demo data belong to a rehearsal: set WIR_REHEARSAL_NOW.")
        funding_round, _created = load_round_2020()
        try:
            sent = load_demo_data(funding_round)
        except NotEmpty:
            self.stdout.write("demo data: already there")
        else:
            self.stdout.write(f"demo data: {sent} applications sent")
