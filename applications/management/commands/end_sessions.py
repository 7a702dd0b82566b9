"""Signs somebody out on all devices."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from applications import clock
from applications.models import User
from applications.services.accounts import sign_out_everywhere


class Command(BaseCommand):
    """``manage.py end_sessions EMAIL``: when a device was lost, or a password seen."""

    help = "Signs somebody out on all devices; the password stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the account."""
        parser.add_argument("email", help="the address with which the person signs in")

    def handle(self, *args: Any, **options: Any) -> None:
        """End the sessions."""
        account = User.objects.filter(email__iexact=options["email"]).first()
        if account is None:
            raise CommandError(f"There is no account with the address {options['email']}.")
        sign_out_everywhere(account=account, at=clock.now())
        self.stdout.write(f"{account.email} is signed out on all devices.")
