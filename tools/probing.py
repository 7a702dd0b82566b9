"""Measure what strangers could learn from times, and what sign-ins at once cost in memory.

``python tools/probing.py`` writes docs/measurements.md. Known and unknown addresses take turns
in 200 requests of each kind, each as the first one of a visitor; the medians may differ by less
than 10 in 100 by the clock and by less than 5 ms of processor, since the machine also does other
things; waits for the disk are counted in tests. Then 30 people try a wrong password at the same
moment on a web server with two workers, whose memory may grow by less than 300 MB.
"""

import http.client
import os
import platform
import re
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from bench import prepare
from load import running_server
from measure import free_port, measured_commit, write_section

TURNS: Final = 100
SIGN_INS: Final = 30
LIMIT_MS, LIMIT_SHARE, LIMIT_MB = 5, 0.1, 300
KNOWN: Final = "known@example.org"
WRONG: Final = "not the password of anybody"
Data = Callable[[str], dict[str, str]]
# What a visitor sends, where, and what stands in it beside the address.
FORMS: Final[dict[str, tuple[str, Data]]] = {
    "Wrong password": ("/konto/anmelden/", lambda email: {"login": email, "password": WRONG}),
    "Link to a new password": ("/konto/passwort/", lambda email: {"email": email}),
    "Sign-up": (
        "/konto/registrieren/",
        lambda email: {"email": email, "name": "Somebody", "password1": WRONG},
    ),
}


class Times(NamedTuple):
    """Milliseconds by the clock, and of the processor."""

    clock: float
    processor: float


def main() -> int:
    """Measure both, write the section, return 1 when a limit is missed."""
    with tempfile.TemporaryDirectory(prefix="wir-probing-") as folder:
        prepare(folder)
        from applications import clock  # noqa: PLC0415 - app ready
        from applications.services.accounts import create_account  # noqa: PLC0415 - app ready

        create_account(email=KNOWN, name="Known", password="x" * 20, at=clock.now())
        times = {name: _medians(*form) for name, form in FORMS.items()}
        before, after = _memory(free_port())
    write_section(_section(times, before, after))
    is_told = any(
        abs(known.clock - other.clock) >= LIMIT_SHARE * other.clock
        or abs(known.processor - other.processor) >= LIMIT_MS
        for known, other in times.values()
    )
    return int(is_told or after - before >= LIMIT_MB)


def _medians(path: str, data: Data) -> tuple[Times, Times]:
    """Return the times of an answer to a known and to an unknown address."""
    known, unknown, numbers = [], [], count()
    _ask(path, data("warm@example.org"))
    for _turn in range(TURNS):
        known.append(_ask(path, data(KNOWN)))
        unknown.append(_ask(path, data(f"{path.strip('/')[-5:]}{next(numbers)}@example.org")))
    return _middle(known), _middle(unknown)


def _middle(times: list[Times]) -> Times:
    return Times(median(one.clock for one in times), median(one.processor for one in times))


def _ask(path: str, data: dict[str, str]) -> Times:
    from django.core.cache import cache  # noqa: PLC0415 - app ready
    from django.test import Client  # noqa: PLC0415 - app ready

    cache.clear()  # limits are not what is asked here
    client: Any = Client()
    began, work = time.perf_counter(), time.process_time()
    answer = client.post(path, data)
    taken = Times((time.perf_counter() - began) * 1000, (time.process_time() - work) * 1000)
    if answer.status_code not in {200, 302}:
        raise SystemExit(f"probing: {path} answers {answer.status_code}")
    return taken


def _memory(port: int) -> tuple[float, float]:
    """Return the MB of the web server before and at the peak of the sign-ins at once."""
    os.environ["WIR_ALLOWED_HOSTS"] = "127.0.0.1"
    with running_server(port) as parent:
        _sign_in(port)
        before, peak, people = _megabytes(parent), [0.0], []
        for _person in range(SIGN_INS):
            people.append(threading.Thread(target=_sign_in, args=(port,)))
            people[-1].start()
        while any(person.is_alive() for person in people):
            peak.append(_megabytes(parent))
            time.sleep(0.01)
    return before, max(peak)


def _sign_in(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/konto/anmelden/")
    answer = connection.getresponse()
    cookie = str(answer.getheader("Set-Cookie")).partition(";")[0]
    token = re.search(rb'csrfmiddlewaretoken" value="(\w+)"', answer.read())
    fields = {"login": KNOWN, "password": WRONG, "csrfmiddlewaretoken": token[1].decode()}  # type: ignore[index]
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/konto/anmelden/", urlencode(fields), headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status not in {200, 429}:
        raise SystemExit(f"probing: the sign-in answers {answer.status}")


def _megabytes(parent: int) -> float:
    """Return what the processes of the server hold in memory."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    pages = [_pages(process) for process in (str(parent), *children)]
    return sum(pages) * os.sysconf("SC_PAGE_SIZE") / 1_000_000


def _pages(process: str) -> int:
    return int(Path(f"/proc/{process}/statm").read_text().split()[1])


def _section(times: dict[str, tuple[Times, Times]], before: float, after: float) -> str:
    return "\n".join(_lines(times, before, after)) + "\n"


def _lines(times: dict[str, tuple[Times, Times]], before: float, after: float) -> Iterator[str]:
    date = datetime.now(tz=UTC).date().isoformat()
    yield "What strangers learn from times (AUTH-05)\n"
    yield (
        f"Written by `make probing`; {2 * TURNS} alternating requests of a kind; Python "
        f"{platform.python_version()}, {os.cpu_count()} processors; {date}, commit "
        f"{measured_commit()}. Medians in milliseconds by the clock and of the processor; the "
        f"machine did other things meanwhile. Limits: {LIMIT_SHARE:.0%} by the clock, {LIMIT_MS} "
        "ms of processor. Mails wait for a job.\n"
    )
    yield "| What | With an account | Without | Difference |\n| --- | --- | --- | --- |"
    for name, (known, other) in times.items():
        share = (known.clock - other.clock) / other.clock
        yield (
            f"| {name} | {known.clock:.0f} / {known.processor:.1f} | {other.clock:.0f} / "
            f"{other.processor:.1f} | {share:+.1%} / {known.processor - other.processor:+.1f} ms |"
        )
    yield (
        f"\n{SIGN_INS} wrong passwords at once on two workers (AUTH-01): the memory grows from "
        f"{before:.0f} to {after:.0f} MB; limit {LIMIT_MB} MB more."
    )


if __name__ == "__main__":
    raise SystemExit(main())
