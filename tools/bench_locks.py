"""Measure how long requests lock what all of them share, until their commit.

That is the end of the audit log, where each row takes its number, and the row of the round, from
which an application takes its own. People who write in different applications share nothing else.
"""

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from statistics import median
from typing import Any, Final

from bench import ROOT, prepare, prepared

TURNS: Final = 25
# How the statements begin and end that take a lock.
LOCKS: Final = (
    re.compile(r'FROM "applications_auditchain".* FOR UPDATE'),
    re.compile(r'UPDATE "applications_fundinground"'),
)


class Held:
    """Notes the time from the first lock of a transaction until its commit."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.ms: list[float] = []
        self._since: float | None = None

    def __call__(self, execute: Callable[..., Any], sql: str, *about: Any) -> Any:
        """Let a statement run."""
        answer = execute(sql, *about)
        if self._since is None and any(lock.search(sql) for lock in LOCKS):
            from django.db import transaction  # noqa: PLC0415 - app ready

            self._since = time.perf_counter()
            transaction.on_commit(self._end)
        return answer

    def _end(self) -> None:
        if self._since is not None:
            self.ms.append((time.perf_counter() - self._since) * 1000)
        self._since = None


def measured_ms() -> dict[str, float]:
    """Return the medians by kind of request, from a process with a PostgreSQL of its own."""
    command = [sys.executable, "tools/with_postgres.py", sys.executable, __file__]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> int:
    """Ask each request some times and print the medians as JSON."""
    with tempfile.TemporaryDirectory(prefix="wir-bench-") as folder:
        prepare(folder)
        import bench_applicants as applicants  # noqa: PLC0415 - app ready
        import bench_seed  # noqa: PLC0415 - app ready
        from django.db import connection  # noqa: PLC0415 - app ready

        kinds = {
            applicants.SAVE: "Saving a section",
            applicants.AUTOSAVE: "Saving while typing",
            applicants.UPLOAD: "Upload",
            applicants.SEND: "Sending",
        }
        found = {}
        for probe in applicants.probes(bench_seed.begin(), 0):
            if probe.name in kinds:
                held = Held()
                for _turn in range(TURNS):
                    ask = prepared(probe)
                    with connection.execute_wrapper(held):
                        ask()
                if held.ms:
                    found[kinds[probe.name]] = median(held.ms)
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
