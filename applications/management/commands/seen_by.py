"""Says which cases an account had before its eyes, after a breach (Art. 33 DSGVO)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from applications.management.accesses import instant, lines
from applications.models import User
from applications.services.access_log import seen_by


class Command(BaseCommand):
    """``manage.py seen_by somebody@behoerde.example --since 2020-02-01``."""

    help = "Lists what an account saw or took out, the latest first."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the account and the beginning."""
        parser.add_argument("email", help="the address of the account")
        parser.add_argument("--since", type=instant, help="a day or an instant, Berlin time")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every access."""
        account = User.objects.filter(email__iexact=options["email"].strip()).first()
        if account is None:
            raise CommandError(f"There is no account {options['email']}.")
        since = {"since": options["since"]} if options["since"] else {}
        for line in lines(seen_by(account, **since)):
            self.stdout.write(line)
