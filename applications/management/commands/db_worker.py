"""The worker for jobs, as its package has it, but one that loses no time and no job."""

import logging
import time
from types import FrameType
from typing import Any, Final

from django.db import DatabaseError, InterfaceError, connections
from django_tasks_db.management.commands import db_worker

from applications.checks import refuse_to_lose_data
from applications.models.outages import is_database_away

logger = logging.getLogger(__name__)

_PAUSE_SECONDS: Final = 2


class Worker(db_worker.Worker):
    """Waits while the database is away or cannot write; ends between two jobs only."""

    def run(self) -> None:
        """Work until told to end. The row of what an outage broke off is for ``sweep``."""
        while self.running:
            try:
                return super().run()
            except (DatabaseError, InterfaceError) as error:
                if not is_database_away(error):
                    raise
                logger.warning("the database is away, trying again: %s", error)
                connections.close_all()
                time.sleep(_PAUSE_SECONDS)

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """End after the job in hand, or after the pause.

        The package leaves at once where no job runs; one that it had just taken, but not yet
        begun, would then stay open until ``sweep`` finds it.
        """
        is_at_work, self.running_task = self.running_task, True
        super().shutdown(signum, frame)
        self.running_task = is_at_work


class Command(db_worker.Command):
    """``manage.py db_worker``: refuses to work on a database that would lose data."""

    def handle(self, **options: Any) -> None:
        refuse_to_lose_data()
        db_worker.Worker = Worker  # type: ignore[misc]  # the command has no other door
        super().handle(**options)
