"""Prints the code that the authenticator app of a demo account would show."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from applications.models.user import User
from applications.services import second_factor


class Command(BaseCommand):
    """manage.py demo_code EMAIL"""

    help = "Prints the current code of a demo account; works only while rehearsing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the argument."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the code, or say why there is none."""
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(f"There is no account with the address {options['email']}.")
        try:
            self.stdout.write(second_factor.current_code(user))
        except second_factor.NotARehearsal:
            raise CommandError("Codes are printed only while WIR_REHEARSAL_NOW is set.") from None
        except second_factor.NoSecondFactor:
            raise CommandError(f"{user.email} has no second factor yet.") from None
