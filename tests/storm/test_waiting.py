"""More people than the processes can answer: what the sample of nginx does then (CON-05).

Behind the proxy stands a small server whose answers wait until the test lets them go.
"""

import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from tests.faults.waiting import wait_until
from tests.support import proxy
from tools.measure import free_port

pytestmark = [pytest.mark.storm, pytest.mark.sqlite]

SMALL = {
    "limit_conn visits 30;": "limit_conn visits 2;",
    "limit_conn opens 100;": "limit_conn opens 2;",
    "limit_conn sends 1000;": "limit_conn sends 3;",
    "proxy_read_timeout 300s;": "proxy_read_timeout 20s;",
    # So that a test of the page that comes back need not wait long.
    "25% 5;": "25% 1;",
    "25% 7;": "25% 1;",
    "25% 9;": "25% 1;",
    "* 11;": "* 1;",
}
FORM = (
    "<!doctype html><title>Ziele</title><form method=post action=/antrag/x/ziele/>"
    "<textarea name=need></textarea><button>Speichern</button></form>"
)


class Desk(ThreadingHTTPServer):
    """What stands behind the proxy; ``seen`` is what reached it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", free_port()), Clerk)
        self.goes_on = threading.Event()
        self.people: list[threading.Thread] = []
        self.seen: list[tuple[str, str, float, str]] = []


class Clerk(BaseHTTPRequestHandler):
    """Answers when the desk goes on."""

    server: Desk

    def answer(self) -> None:
        """Note the request, wait, answer with the form or with what was sent."""
        stamp = float(self.headers["X-Request-Start"].removeprefix("t="))
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        self.server.seen.append((self.command, self.path, stamp, body))
        if self.path != "/antrag/x/ziele/" or body:
            self.server.goes_on.wait(30)
        text = f"<!doctype html><title>Gut</title><p>Bekommen: {body}" if body else FORM
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        # As all our pages that belong to somebody.
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    do_GET = do_POST = answer  # noqa: N815 - the names that the server asks for

    def log_message(self, *words: Any) -> None:
        """Say nothing."""


@pytest.fixture
def desk() -> Iterator[Desk]:
    """The server behind the proxy."""
    with Desk() as made:
        thread = threading.Thread(target=made.serve_forever, daemon=True)
        thread.start()
        yield made
        made.shutdown()


@pytest.fixture
def front(
    request: pytest.FixtureRequest, desk: Desk, tmp_path: Path, settings: LazySettings
) -> Iterator[int]:
    """The port of the proxy, with a short queue; who still waits at the end is let go."""
    changes = SMALL | getattr(request, "param", {})
    settings.VAR_DIR = tmp_path
    call_command("write_waiting_pages")
    port = free_port()
    ports = [desk.server_port] * 2
    site = proxy.plain(port=port, web_ports=ports, var=tmp_path, changes=changes)
    with proxy.running(site, tmp_path / "nginx"):
        wait_until(lambda: _listens(port))
        yield port
        desk.goes_on.set()
        for person in desk.people:
            person.join()


@pytest.fixture
def site_address(front: int) -> str:
    """Let the browser open the proxy."""
    return f"http://127.0.0.1:{front}"


def ask(
    port: int, method: str, path: str, body: str = "", *, address: str = "127.0.0.1"
) -> tuple[int, Any, str]:
    """Ask once and wait for the answer."""
    source = (address, 0)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60, source_address=source)
    connection.request(method, path, body or None)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, answer.headers, text


def begin(desk: Desk, port: int, count: int, method: str, path: str, body: str = "") -> list[Any]:
    """Let some people ask at once; their requests have reached the desk afterwards."""
    answers: list[Any] = []

    def wait() -> None:
        answers.append(ask(port, method, path, body))

    before = len(desk.seen)
    for _number in range(count):
        desk.people.append(threading.Thread(target=wait, daemon=True))
        desk.people[-1].start()
    wait_until(lambda: len(desk.seen) == before + count)
    return answers


def test_who_opens_a_page_waits_on_one_that_comes_back(desk: Desk, front: int) -> None:
    visitors = begin(desk, front, 2, "GET", "/hilfe/")
    status, headers, text = ask(front, "GET", "/hilfe/")

    assert status == 503
    assert headers["Refresh"] == headers["Retry-After"] == "1"
    assert headers["Cache-Control"] == "no-store"
    assert "Gerade sind sehr viele Menschen hier." in text
    # Two that wait and this one.
    assert "Im Moment bearbeiten wir 3 Anfragen auf einmal." in text
    desk.goes_on.set()
    wait_until(lambda: len(visitors) == 2)
    assert [answer[0] for answer in visitors] == [200, 200]
    assert ask(front, "GET", "/hilfe/")[0] == 200


def test_visitors_wait_before_applicants_and_these_before_those_who_send(
    desk: Desk, front: int
) -> None:
    begin(desk, front, 2, "GET", "/")
    assert ask(front, "GET", "/foerderung/")[0] == 503
    begin(desk, front, 2, "GET", "/antrag/x/")
    assert ask(front, "GET", "/antrag/y/")[0] == 503
    assert ask(front, "GET", "/antraege/")[0] == 503
    sent = begin(desk, front, 3, "POST", "/antrag/x/absenden/", "a=1")
    desk.goes_on.set()
    wait_until(lambda: len(sent) == 3)
    assert [answer[0] for answer in sent] == [200] * 3


def test_what_cannot_be_taken_never_reaches_a_process_and_says_how_to_send_it_again(
    desk: Desk, front: int
) -> None:
    begin(desk, front, 3, "POST", "/antrag/x/absenden/", "a=1")
    status, headers, text = ask(front, "POST", "/antrag/x/absenden/", "a=2")

    assert status == 503
    # A page that loads itself anew would forget what was sent.
    assert "Refresh" not in headers
    assert "Bitte laden Sie diese Seite jetzt neu." in text
    assert [body for _method, _path, _stamp, body in desk.seen] == ["a=1"] * 3


@pytest.mark.parametrize(
    "front", [{"limit_conn address 50;": "limit_conn address 2;"}], indirect=True
)
def test_nobody_alone_fills_the_queue(desk: Desk, front: int) -> None:
    begin(desk, front, 2, "POST", "/kontakt/", "a=1")
    # This page is answered at once.
    alone = ask(front, "GET", "/antrag/x/ziele/")
    other = ask(front, "GET", "/antrag/x/ziele/", address="127.0.0.2")

    assert (alone[0], other[0]) == (503, 200)


def test_arrival_is_that_of_the_first_words_not_of_the_last_byte(desk: Desk, front: int) -> None:
    desk.goes_on.set()
    head = "POST /antrag/x/absenden/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\na=1"
    with socket.create_connection(("127.0.0.1", front), timeout=30) as line:
        began = time.time()
        line.sendall(head.encode())
        time.sleep(1.5)
        line.sendall(b"23")
        assert line.recv(100).startswith(b"HTTP/1.1 200")
    (_method, _path, stamp, body) = desk.seen[0]

    assert body == "a=123"
    assert began - 0.1 <= stamp <= began + 1


def test_who_gives_up_waiting_still_counts_and_is_not_lost(desk: Desk, front: int) -> None:
    words = "POST /antrag/x/absenden/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\na=1"
    for number in range(3):
        with socket.create_connection(("127.0.0.1", front), timeout=30) as line:
            line.sendall(words.encode())
            wait_until(lambda number=number: len(desk.seen) == number + 1)

    # Their places are taken as long as their requests are being worked on.
    assert ask(front, "POST", "/antrag/x/absenden/", "a=2")[0] == 503
    desk.goes_on.set()
    wait_until(lambda: ask(front, "POST", "/antrag/x/absenden/", "a=3")[0] == 200)
    assert [body for *_others, body in desk.seen] == [*["a=1"] * 3, "a=3"]


def test_a_process_that_answers_nothing_is_no_bare_page(desk: Desk, front: int) -> None:
    desk.server_close()
    opened, sent = ask(front, "GET", "/"), ask(front, "POST", "/antrag/x/absenden/", "a=1")

    assert (opened[0], sent[0]) == (503, 503)
    assert "Wir arbeiten gerade an der Seite." in opened[2]
    assert "Wir konnten Ihnen nicht antworten." in sent[2]


@pytest.mark.browser
def test_a_browser_waits_without_any_script(
    desk: Desk, front: int, new_context: Callable[..., Any]
) -> None:
    begin(desk, front, 2, "GET", "/hilfe/")
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/hilfe/")
    assert page.get_by_role("heading", level=1).inner_text() == (
        "Gerade sind sehr viele Menschen hier."
    )
    desk.goes_on.set()
    page.get_by_role("button", name="Speichern").wait_for()


def turned_away_while_sending(desk: Desk, front: int, new_context: Callable[..., Any]) -> Any:
    """Type something and send it where so many send that it is not taken; return the page."""
    begin(desk, front, 3, "POST", "/antrag/y/absenden/", "a=1")
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/antrag/x/ziele/")
    page.get_by_role("textbox").fill("Sprachkurs für alle")
    page.get_by_role("button").click()
    page.get_by_role("heading", name="Wir konnten Ihnen nicht antworten.").wait_for()
    return page


@pytest.mark.browser
def test_a_browser_sends_again_what_was_not_taken(
    desk: Desk, front: int, new_context: Callable[..., Any]
) -> None:
    page = turned_away_while_sending(desk, front, new_context)
    assert page.url.endswith("/antrag/x/ziele/")
    desk.goes_on.set()
    wait_until(lambda: ask(front, "POST", "/antrag/y/absenden/", "a=2")[0] == 200)
    page.reload()

    assert page.get_by_text("Bekommen").inner_text().endswith("need=Sprachkurs+f%C3%BCr+alle")


@pytest.mark.browser
def test_the_way_back_shows_what_was_typed(
    desk: Desk, front: int, new_context: Callable[..., Any]
) -> None:
    page = turned_away_while_sending(desk, front, new_context)
    page.go_back()

    assert page.get_by_role("textbox").input_value() == "Sprachkurs für alle"


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
