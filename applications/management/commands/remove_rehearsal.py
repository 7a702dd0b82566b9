"""Removes a rehearsal round with everything that belongs to it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from applications.models import FundingRound
from applications.services.rehearsal_removal import NotARehearsal, remove_rehearsal


class Command(BaseCommand):
    """``manage.py remove_rehearsal PREFIX --yes``; a real round is never removed."""

    help = "Removes a rehearsal round with its applications, evidence and files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the round and the confirmation."""
        parser.add_argument("prefix", help="the beginning of its numbers, such as PROBE-1")
        parser.add_argument("--yes", action="store_true", help="without it nothing is removed")

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove the round, or say what would go."""
        prefix = options["prefix"]
        funding_round = FundingRound.objects.filter(reference_prefix=prefix).first()
        if funding_round is None:
            raise CommandError(f"There is no round {prefix}.")
        if not funding_round.is_rehearsal:
            raise CommandError(f"{prefix} is a real round: it is never removed.")
        if not options["yes"]:
            count = funding_round.applications.count()
            raise CommandError(f"{prefix} has {count} applications. Add --yes to remove it.")
        try:
            removed = remove_rehearsal(funding_round)
        except NotARehearsal:
            raise CommandError(f"{prefix} is gone already.") from None
        self.stdout.write(f"{prefix}: removed with {removed} applications")
