"""Sets the rehearsal clock: to the wanted instant, never before what is already recorded."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Max

from applications.models import AuditEvent, rehearsal


class Command(BaseCommand):
    """Run once when a rehearsal starts; outside a rehearsal nothing happens."""

    help = "Stellt die Uhr der Vorführung (WIR_REHEARSAL_NOW)."

    def handle(self, *args: Any, **options: Any) -> None:
        rehearsal.start(latest=AuditEvent.objects.aggregate(latest=Max("at"))["latest"])
