"""Creates an account for somebody of the granting authority."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from applications import clock
from applications.models.user import User
from applications.services import accounts


class Command(BaseCommand):
    """manage.py create_staff EMAIL --group NAME [--name NAME] [--password-stdin]"""

    help = "Creates a staff account and prints a link to set its password (valid for 60 minutes)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("email")
        parser.add_argument("--group", required=True, help="Sachbearbeitung, Mitzeichnung, …")
        parser.add_argument("--name", default="", help="the person's name")
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the account; nothing is changed when something is wrong."""
        email, name = options["email"], options["name"]
        password = (
            self.password(User(email=email, name=name, is_staff=True))
            if options["password_stdin"]
            else None
        )
        try:
            validate_email(email)
            user = accounts.create_account(
                email=email, name=name, password=password, group=options["group"], at=clock.now()
            )
        except ValidationError:
            raise CommandError(f"{email} is not an e-mail address.") from None
        except accounts.UnknownGroup:
            known = ", ".join(Group.objects.order_by("name").values_list("name", flat=True))
            raise CommandError(f"There is no group {options['group']}. Known: {known}.") from None
        except accounts.AddressTaken:
            raise CommandError(f"There is an account with the address {email}.") from None
        self.stdout.write(f"{user.email} belongs to {options['group']}.")
        if password is None:
            link = accounts.password_link(user)
            self.stdout.write(f"Set the password within 60 minutes: {link}")

    def password(self, person: User) -> str:
        """Read the password and check it as the sign-up page does."""
        password = sys.stdin.readline().rstrip("\n")
        try:
            validate_password(password, person)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from None
        return password
