"""The application of the web server, whose answers say what they cost (``X-Measured``).

``STATEMENTS;WEB;DATABASE``: statements of SQL, and microseconds of processor of the web process
with its children and of the server process of PostgreSQL that works for it.
"""

import resource
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from django.db import connection

from applications.services.file_process import READERS
from tests.storm.processes import processor_s
from wir_foerderung.wsgi import application as measured

HEADER: Final = "X-Measured"


class _Count:
    """Counts statements."""

    def __init__(self) -> None:
        self.value = 0

    def __call__(self, execute: Callable[..., Any], *about: Any) -> Any:
        self.value += 1
        return execute(*about)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer as the application does and add the header."""
    count, started = _Count(), []
    web, database = _web_us(), _database_us()

    def keep(status: str, headers: list[tuple[str, str]], *error: Any) -> None:
        started[:] = [status, headers, *error]

    with connection.execute_wrapper(count):
        answer = measured(environ, keep)
    status, headers, *error = started
    # A connection that began with this request had used nothing before.
    costs = (count.value, _web_us() - web, max(_database_us() - database, 0))
    start_response(status, [*headers, (HEADER, ";".join(map(str, costs)))], *error)
    return answer


def _web_us() -> int:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    seconds = sum(one.ru_utime + one.ru_stime for one in used)
    # What reads files goes on from one request to the next.
    seconds += processor_s(READERS.process_id) if READERS.process_id else 0
    return int(seconds * 1e6)


def _database_us() -> int:
    if connection.vendor != "postgresql" or connection.connection is None:
        return 0
    try:
        file = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
        return int(file.read_text().split()[0]) // 1000
    except OSError:
        # The database was killed.
        return 0
