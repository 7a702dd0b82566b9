"""Measure the pages under load (goal G18) into docs/measurements.md: ``python tools/load.py``.

Fills a throw-away database with 400 applications and starts the web server on it. Twenty readers
open pages for a minute: half of them visitors, six case workers with the list, four with a case.
Each looks at a page for one to three seconds before the next, which is already in a hurry. The
time is that of a reader on the same machine, from asking to the last byte.
"""

import http.client
import os
import platform
import random
import socket
import subprocess
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final

from bench import prepare
from measure import free_port, measured_commit, write_section
from serve import server_command

ROOT: Final = Path(__file__).resolve().parent.parent
APPLICATIONS: Final = 400
SECONDS: Final = 60
PAUSE_S: Final = (1.0, 3.0)
DOCUMENTS: Final = 10
PUBLIC, LIST, CASE, PDF = "Public pages", "Staff: list", "Staff: page of a case", "PDF, by a job"
REFUSED = "status"
# Kind of page -> readers, and the most milliseconds that 95 of 100 answers may take.
READERS: Final = {PUBLIC: 10, LIST: 6, CASE: 4}
LIMITS_MS: Final = {PUBLIC: 300, LIST: 300, CASE: 500, PDF: 3000}
PUBLIC_PAGES: Final = ("/", "/foerderung/", "/foerderung/unterlagen/", "/check/1/", "/hilfe/")
ADMIN_LIST: Final = "/verwaltung/applications/application/"
LISTS: Final = ("", "?state=submitted", "?waits_for=us", "?district=F", "?q=verein", "?p=2")

Times = dict[str, list[float]]


def main() -> int:
    """Fill, start, read for a minute, write the section; return 1 when a goal is missed."""
    with tempfile.TemporaryDirectory(prefix="wir-load-") as folder:
        port = free_port()
        prepare(folder)
        import bench_seed  # noqa: PLC0415 - app ready

        scene = bench_seed.begin()
        bench_seed.fill(APPLICATIONS)
        times: Times = defaultdict(list)
        times[PDF] = _documents()
        pages = {
            PUBLIC: PUBLIC_PAGES,
            LIST: [f"{ADMIN_LIST}{query}" for query in LISTS],
            CASE: [f"{ADMIN_LIST}{scene.case.code}/"],
        }
        with running_server(port):
            _read(port, pages, _cookie(scene.worker), times)
    write_section(_section(times))
    return int(any(_highest(times[kind]) > limit for kind, limit in LIMITS_MS.items()))


def _documents() -> list[float]:
    """Make some documents as the job does; the first one starts the press and does not count."""
    from applications.models import Document  # noqa: PLC0415 - app ready
    from applications.services.outbox import render_document  # noqa: PLC0415 - app ready

    found = []
    rows = Document.objects.filter(rendered_at=None).order_by("pk")
    for key in rows.values_list("pk", flat=True)[: DOCUMENTS + 1]:
        began = time.perf_counter()
        render_document.func(key)
        found.append((time.perf_counter() - began) * 1000)
    return found[1:]


@contextmanager
def running_server(port: int) -> Iterator[int]:
    """Run the web server on the prepared database; give the id of its first process."""
    environment = os.environ | {"WIR_BASE_URL": f"http://127.0.0.1:{port}"}
    with subprocess.Popen(server_command(str(port)), cwd=ROOT, env=environment) as program:
        try:
            _wait_for(port)
            yield program.pid
        finally:
            program.terminate()


def _read(port: int, pages: dict[str, Sequence[str]], cookie: str, times: Times) -> None:
    until = time.monotonic() + SECONDS
    readers = [
        threading.Thread(target=_reader, args=(port, kind, pages[kind], cookie, until, times))
        for kind, count in READERS.items()
        for _reader_number in range(count)
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    if times[REFUSED]:
        raise SystemExit(f"load: pages answer {times[REFUSED]}")


def _reader(
    port: int, kind: str, addresses: Sequence[str], cookie: str, until: float, times: Times
) -> None:
    chance = random.Random(f"{kind} {threading.get_ident()}")  # noqa: S311 - nothing secret
    headers = {} if kind == PUBLIC else {"Cookie": cookie}
    while time.monotonic() < until:
        time.sleep(chance.uniform(*PAUSE_S))
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        began = time.perf_counter()
        connection.request("GET", chance.choice(addresses), headers=headers)
        answer = connection.getresponse()
        answer.read()
        times[kind].append((time.perf_counter() - began) * 1000)
        connection.close()
        if answer.status != http.HTTPStatus.OK:
            times[REFUSED].append(answer.status)
            return


def _section(times: Times) -> str:
    lines = [
        f"| {kind} | {READERS.get(kind, '')} | {len(times[kind])} | {median(times[kind]):.0f} | "
        f"{_highest(times[kind]):.0f} | ≤ {limit} |"
        for kind, limit in LIMITS_MS.items()
    ]
    head = (
        f"Pages under load (G18)\n\nWritten by `make load`; {APPLICATIONS} applications, "
        f"20 readers for {SECONDS} s, each with {PAUSE_S[0]:g} to {PAUSE_S[1]:g} s for a page, "
        f"two workers of the web server, readers on the same machine; Python "
        f"{platform.python_version()}, {os.cpu_count()} processors; "
        f"{datetime.now(tz=UTC).date().isoformat()}, commit {measured_commit()}. Milliseconds.\n\n"
        "| What | Readers | Answers | Median | 95 of 100 | Limit |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
    )
    return head + "\n".join(lines) + "\n"


def _highest(found: list[float]) -> float:
    """Return what 95 of 100 answers do not exceed."""
    return quantiles(found, n=20, method="inclusive")[-1]


def _cookie(client: Any) -> str:
    from django.conf import settings  # noqa: PLC0415 - app ready

    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


def _wait_for(port: int) -> None:
    for _try in range(120):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("load: the server does not answer")


if __name__ == "__main__":
    raise SystemExit(main())
