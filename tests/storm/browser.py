"""A browser without a window: cookies, a line that stays open, an address in the network.

Whoever is asked to wait waits and tries again, as the page says; that belongs to the time of the
answer.
"""

import http.client
import re
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import Any, Final
from urllib.parse import urlencode

from tests.faults.clients import AWAY

FORM: Final = "application/x-www-form-urlencoded"
NOT_ANSWERED: Final = "Wir konnten Ihnen nicht antworten."
# The proxy waits for 300.
_TIMEOUT_SECONDS: Final = 320
# How long people look at a page that does not load itself anew; short, as all pauses here.
_LOOKS_SECONDS: Final = 1.0
_MOST_TRIES: Final = 60
_MEASURED: Final = "X-Measured"


class TurnedAwayError(Exception):
    """Somebody got an answer that nobody should get."""


@dataclass(frozen=True)
class Sample:
    """An answer: milliseconds until it was whole, how often to wait, and what it cost."""

    ms: float
    waits: int
    statements: int = 0
    web_ms: float = 0.0
    database_ms: float = 0.0


@dataclass
class Notes:
    """What all people saw: answers by kind of request, and what went wrong."""

    samples: dict[str, list[Sample]] = field(default_factory=lambda: defaultdict(list))
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Answer:
    """What came; without ``status`` the line broke."""

    status: int | None
    text: str
    headers: Mapping[str, str]

    @property
    def asks_to_wait(self) -> bool:
        """Tell whether it is one of our pages that ask to come back."""
        is_ours = AWAY in self.text or NOT_ANSWERED in self.text or "Refresh" in self.headers
        return self.status == http.HTTPStatus.SERVICE_UNAVAILABLE and is_ours


class Browser:
    """Asks for pages; ``number`` gives it an address of its own."""

    def __init__(self, port: int, number: int, notes: Notes, *, session: str = "") -> None:
        """Open nothing yet; with a session somebody has signed in before."""
        self.cookies = {"sitzung": session} if session else {}
        self._notes = notes
        source = (f"127.1.{number // 250}.{number % 250 + 1}", 0)
        self._line = http.client.HTTPConnection(
            "127.0.0.1", port, timeout=_TIMEOUT_SECONDS, source_address=source
        )

    def read(self, what: str, path: str) -> str:
        """Open a page and return it. Raises ``TurnedAwayError``."""
        return self._ask(what, "GET", path, wanted=200).text

    def post(self, what: str, path: str, typed: Mapping[str, Any], *, wanted: int = 302) -> Answer:
        """Send a form. Raises ``TurnedAwayError``."""
        return self._ask(what, "POST", path, urlencode(typed, doseq=True).encode(), wanted=wanted)

    def upload(self, what: str, path: str, body: bytes, kind: str) -> Answer:
        """Send a form with a file. Raises ``TurnedAwayError``."""
        return self._ask(what, "POST", path, body, kind=kind, wanted=302)

    def close(self) -> None:
        """Close the line."""
        self._line.close()

    def _ask(
        self,
        what: str,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        wanted: int,
        kind: str = FORM,
    ) -> Answer:
        began, waits = time.perf_counter(), 0
        while (
            answer := self._once(method, path, body, kind)
        ).asks_to_wait and waits < _MOST_TRIES:
            waits += 1
            time.sleep(float(answer.headers.get("Refresh", _LOOKS_SECONDS)))
        ms = (time.perf_counter() - began) * 1000
        if answer.status != wanted:
            self._notes.failures.append(f"{what}: {answer.status} {answer.text[:300]}")
            raise TurnedAwayError
        self._notes.samples[what].append(_sample(ms, waits, answer.headers))
        return answer

    def _once(self, method: str, path: str, body: bytes, kind: str) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies} | ({"Content-Type": kind} if method == "POST" else {})
        try:
            self._line.request(method, path, body or None, headers)
            answer = self._line.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException) as broken:
            self._line.close()
            return Answer(None, repr(broken), {})
        self._keep(answer.headers)
        return Answer(answer.status, text, answer.headers)

    def _keep(self, headers: Message) -> None:
        for line in headers.get_all("Set-Cookie") or ():
            if found := re.match(r"([^=]+)=([^;]*)", line):
                self.cookies[found[1]] = found[2]


def _sample(ms: float, waits: int, headers: Mapping[str, str]) -> Sample:
    if _MEASURED not in headers:
        return Sample(ms, waits)
    statements, web_us, database_us = map(int, headers[_MEASURED].split(";"))
    return Sample(ms, waits, statements, web_us / 1000, database_us / 1000)
