"""The worker for jobs, as its package has it, but one that outlives an outage."""

import logging
import time
from typing import Any, Final

from django.db import InterfaceError, OperationalError, connections
from django_tasks_db.management.commands import db_worker

from applications.checks import refuse_to_lose_data

logger = logging.getLogger(__name__)

_PAUSE_SECONDS: Final = 2


class Command(db_worker.Command):
    """``manage.py db_worker``: waits while the database is away or cannot write, then goes on.

    The row of what it was doing stays open, and ``sweep`` starts that again.
    """

    def handle(self, **options: Any) -> None:
        refuse_to_lose_data()
        while True:
            try:
                return super().handle(**options)
            except (OperationalError, InterfaceError) as error:
                logger.warning("the database is away, trying again: %s", error)
                connections.close_all()
                time.sleep(_PAUSE_SECONDS)
