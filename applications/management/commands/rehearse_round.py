"""Builds a rehearsal round with invented associations, from the form to the decision."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from applications import clock
from applications.rules.findings import Outcome
from applications.services.rehearsal_names import MOST
from applications.services.rehearsal_round import (
    USUAL,
    NothingToCopy,
    TooManyAssociations,
    rehearse_round,
)
from applications.services.submission import NotComplete


class Command(BaseCommand):
    """``manage.py rehearse_round [--associations N] [--seed S]``."""

    help = "Builds a rehearsal round with invented associations; remove_rehearsal removes it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare how many associations apply and which ones."""
        parser.add_argument(
            "--associations", type=int, default=USUAL, help=f"1 to {MOST}, usually {USUAL}"
        )
        parser.add_argument(
            "--seed", type=int, default=1, help="the same seed gives the same answers"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Build the round and say how to remove it."""
        try:
            funding_round = rehearse_round(
                associations=options["associations"], seed=options["seed"], now=clock.now()
            )
        except NothingToCopy:
            raise CommandError("There is no round whose values could be copied.") from None
        except TooManyAssociations:
            raise CommandError(f"Ask for 1 to {MOST} associations.") from None
        except NotComplete as error:
            rules = ", ".join(sorted({found.rule for found in error.report.of(Outcome.BLOCKING)}))
            raise CommandError(f"The rules of the latest round do not fit: {rules}.") from None
        prefix = funding_round.reference_prefix
        self.stdout.write(f"{prefix}: {options['associations']} applications")
        self.stdout.write(f"manage.py remove_rehearsal {prefix} --yes removes all of it")
