"""Asks the rules again about a sent application, under the circumstances of that day."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from applications.models import SubmissionSnapshot
from applications.workflow import assessment, snapshots


class Command(BaseCommand):
    """``manage.py replay_assessment WIR-2020-0042-43``; exit code 1 when an answer differs."""

    help = "Assesses a sent application again and compares with what was stored."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("reference")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = SubmissionSnapshot.objects.filter(
            application__reference_number=options["reference"].strip().upper()
        )
        snapshot = rows.order_by("-version").first()
        if snapshot is None:
            raise CommandError(f"No application {options['reference']}.")
        stored = snapshots.report_of(snapshot).to_json()
        replayed = assessment.replay(snapshot).to_json()
        self.stdout.write(json.dumps(replayed, ensure_ascii=False, indent=2))
        if replayed != stored:
            raise CommandError("The findings differ from those that were stored.")
        self.stderr.write("The findings are those that were stored.")
