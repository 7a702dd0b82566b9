"""Says who had a case before their eyes, after a breach (Art. 33 DSGVO)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from applications.management.accesses import instant, lines
from applications.models import Application
from applications.services.access_log import who_saw


class Command(BaseCommand):
    """``manage.py who_saw WIR-2020-0042-43 --since 2020-02-01``."""

    help = "Lists everybody who saw a case or took it out, the latest first."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the case and the beginning."""
        parser.add_argument("number", help="the number of a case, or the code of a draft")
        parser.add_argument("--since", type=instant, help="a day or an instant, Berlin time")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the people and every access."""
        number = options["number"].strip().upper()
        rows = Application.objects.all()
        case = rows.filter(reference_number=number).first() or rows.filter(code=number).first()
        if case is None:
            raise CommandError(f"There is no application {number}.")
        since = {"since": options["since"]} if options["since"] else {}
        for line in lines(who_saw(case, **since)):
            self.stdout.write(line)
