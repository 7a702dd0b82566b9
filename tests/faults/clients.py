"""People with browsers: they send complete drafts by the form, as often as it takes."""

import http.client
import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Final
from urllib.parse import urlencode

from tests.faults.ledger import ACKNOWLEDGED, ASKED, REFUSED, TOLD, Ledger
from tests.faults.waiting import wait_until

# A token of the right form: whoever sends the same as cookie and as field passes.
TOKEN: Final = "a1B2" * 8
DECLARED: Final = {
    **dict.fromkeys(
        (
            "complete",
            "not_started",
            "no_other_money",
            "report_changes",
            "no_entitlement",
            "may_represent",
        ),
        "on",
    ),
    "sender_name": "Rania Haddad",
    "delivery": "online",
    "csrfmiddlewaretoken": TOKEN,
}
REFERENCE: Final = re.compile(r"Ihre Antragsnummer: <strong>([\w-]+)</strong>")
# Our own page for an outage, by its heading.
AWAY: Final = "Wir arbeiten gerade an der Seite."
_TIMEOUT_SECONDS: Final = 45
_PAUSE_SECONDS: Final = 0.1


@dataclass(frozen=True)
class Answer:
    """An answer; without ``status`` none came."""

    status: int | None
    text: str = ""
    location: str = ""
    retry_after: str = ""

    @property
    def is_clean_outage(self) -> bool:
        """Tell whether it is our page that asks to come back later."""
        return self.status == 503 and AWAY in self.text and bool(self.retry_after)


@dataclass(frozen=True)
class Draft:
    """A complete draft and the session of its author."""

    code: str
    session: str

    @property
    def page(self) -> str:
        """Return where it is sent."""
        return f"/antrag/{self.code}/absenden/"


def ask(
    port: int,
    method: str,
    path: str,
    *,
    session: str = "",
    typed: dict[str, str] | None = None,
    body: bytes = b"",
    kind: str = "application/x-www-form-urlencoded",
) -> Answer:
    """Ask once for one page, as a browser with a session would."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT_SECONDS)
    headers = {"Cookie": f"sitzung={session}; csrf={TOKEN}", "Content-Type": kind}
    try:
        connection.request(method, path, body or urlencode(typed or {}), headers)
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
    except (OSError, http.client.HTTPException):
        return Answer(None)
    finally:
        connection.close()
    named = answer.headers
    return Answer(answer.status, text, named.get("Location", ""), named.get("Retry-After", ""))


def send(port: int, draft: Draft, ledger: Ledger) -> Answer:
    """Send a draft once; the ledger learns what was asked and what came of it."""
    ledger.note(ASKED, draft.code)
    answer = ask(port, "POST", draft.page, session=draft.session, typed=DECLARED)
    if answer.status == 302 and answer.location.startswith(f"/antrag/{draft.code}/"):
        ledger.note(ACKNOWLEDGED, draft.code, location=answer.location)
        _read_number(port, draft, answer.location, ledger)
    else:
        ledger.note(
            REFUSED,
            draft.code,
            status=answer.status,
            clean=answer.is_clean_outage,
            text="" if answer.is_clean_outage else answer.text[:1500],
        )
    return answer


def _read_number(port: int, draft: Draft, page: str, ledger: Ledger) -> None:
    found = REFERENCE.search(ask(port, "GET", page, session=draft.session).text)
    if found:
        ledger.note(TOLD, draft.code, reference=found[1])


class Crowd:
    """Several people at once, each taking the next draft until all are acknowledged."""

    def __init__(
        self, port: int, drafts: Iterable[Draft], ledger: Ledger, rest_seconds: float = 0
    ) -> None:
        """Line the drafts up; ``start`` lets people begin, who rest after each answer."""
        self._port, self._ledger, self._rest_seconds = port, ledger, rest_seconds
        self._waiting: SimpleQueue[Draft] = SimpleQueue()
        for draft in drafts:
            self._waiting.put(draft)
        self._end = threading.Event()
        self._people: list[threading.Thread] = []
        self.answers: list[Answer] = []

    @property
    def acknowledged(self) -> int:
        """Return how many answers were a receipt."""
        return sum(answer.status == 302 for answer in list(self.answers))

    def start(self, people: int) -> None:
        """Let so many people begin."""
        self._people = [threading.Thread(target=self._work) for _number in range(people)]
        for person in self._people:
            person.start()

    def stop(self) -> None:
        """Let nobody begin anything new, and wait for those who are waiting."""
        self._end.set()
        self.join()

    def join(self) -> None:
        """Wait until everybody has finished."""
        for person in self._people:
            person.join()

    def wait_for(self, answers: int) -> None:
        """Wait until so many answers have come, or everything is done."""
        wait_until(
            lambda: len(self.answers) >= answers or not any(p.is_alive() for p in self._people)
        )

    def _work(self) -> None:
        while not self._end.is_set():
            try:
                draft = self._waiting.get_nowait()
            except Empty:
                return
            answer = send(self._port, draft, self._ledger)
            self.answers.append(answer)
            self._end.wait(self._rest_seconds)
            if answer.status != 302:
                self._waiting.put(draft)
                self._end.wait(_PAUSE_SECONDS)


@contextmanager
def crowd(
    port: int,
    drafts: Iterable[Draft],
    ledger: Ledger,
    *,
    people: int = 4,
    rest_seconds: float = 0,
) -> Iterator[Crowd]:
    """Let people send while the body runs; afterwards everybody has gone home."""
    made = Crowd(port, drafts, ledger, rest_seconds)
    made.start(people)
    try:
        yield made
    finally:
        made.stop()


def drafts_of(rows: Iterable[dict[str, Any]]) -> list[Draft]:
    """Return what ``inside.fill`` made."""
    return [Draft(row["code"], row["session"]) for row in rows]
