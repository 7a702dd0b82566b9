"""Taking several tables at once, for migrations that run while people work."""

import time
from typing import Any, Final

from django.db import OperationalError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# PostgreSQL looks for a deadlock after a second and then ends the request of somebody: a try must
# be over before, so that it is always the migration that gives way.
_TRY_MILLISECONDS: Final = 700
_PAUSE_MILLISECONDS: Final = 300
PATIENCE_SECONDS: Final = 60
# Ended by its time limit, or by the shorter one for locks.
_OUT_OF_TIME: Final = frozenset({"57014", "55P03"})


class TakeTables:
    """A step for ``RunPython`` that takes tables until the end of the transaction.

    It takes all of them or holds none: a migration that has one and waits for the next stands in
    the way of whoever comes from the other side. On SQLite there is nothing to take.
    """

    def __init__(self, *tables: str, patience_seconds: float = PATIENCE_SECONDS) -> None:
        """Name the tables; after so many seconds the step gives up."""
        self.tables, self._patience_seconds = tables, patience_seconds

    def __call__(self, _apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        """Take them. Raises ``OperationalError`` when they were busy all the time."""
        if editor.connection.vendor != "postgresql":
            return
        until = time.monotonic() + self._patience_seconds
        while not _taken(editor.connection, self.tables, is_last=time.monotonic() > until):
            time.sleep(_PAUSE_MILLISECONDS / 1000)


def _taken(connection: BaseDatabaseWrapper, tables: tuple[str, ...], *, is_last: bool) -> bool:
    names = ", ".join(map(connection.ops.quote_name, tables))
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        (usual,) = cursor.fetchone()
        try:
            with transaction.atomic(using=connection.alias):
                cursor.execute(f"SET LOCAL statement_timeout = {_TRY_MILLISECONDS}")
                cursor.execute(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE")
        except OperationalError as error:
            if is_last or getattr(error.__cause__, "pgcode", None) not in _OUT_OF_TIME:
                raise
            return False
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [usual])
    return True
