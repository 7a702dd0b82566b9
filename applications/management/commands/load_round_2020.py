"""Enters the real round of 2020."""

from typing import Any

from django.core.management.base import BaseCommand

from applications.services.rounds import load_round_2020


class Command(BaseCommand):
    """``manage.py load_round_2020``; a second call changes nothing."""

    help = "Enters the round of 2020 as the press release announces it."

    def handle(self, *args: Any, **options: Any) -> None:
        funding_round, created = load_round_2020()
        state = "entered" if created else "already there"
        self.stdout.write(f"{funding_round.reference_prefix}: {state}")
