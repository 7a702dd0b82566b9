"""An installation from the sample files, from the start page to an award: ``make prod-smoke``."""

import http.client
import json
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from typing import Any

import pytest

from applications.models import Application, Attachment, AuditEvent, Document
from tests.journeys import whole_trip
from tests.journeys.conftest import january  # noqa: F401 - fixture
from tests.journeys.person import Person
from tests.smoke.installation import Installation
from tests.support.browser import OUTPUT

pytestmark = [pytest.mark.smoke, pytest.mark.postgresql, pytest.mark.asks_relation]
# More than the four workers of the two processes: some always wait in a socket.
PEOPLE = 8
TURNS = 100
KEPT = OUTPUT / "smoke.jsonl"


def keep(what: str, value: str) -> None:
    """Keep a figure for ``tools/prod_smoke.py``."""
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    with KEPT.open("a") as file:
        file.write(json.dumps({"what": what, "value": value}) + "\n")


def tls(installation: Installation) -> ssl.SSLSocket:
    """Open a line to the proxy; its certificate is our own."""
    context = ssl._create_unverified_context()  # noqa: S323 - the certificate of the test
    plain = socket.create_connection(("localhost", installation.https_port), timeout=60)
    return context.wrap_socket(plain, server_hostname="localhost")


def ask(installation: Installation, path: str, **headers: str) -> http.client.HTTPResponse:
    """Ask the proxy; its certificate is our own."""
    connection = http.client.HTTPSConnection(
        "localhost",
        installation.https_port,
        context=ssl._create_unverified_context(),  # noqa: S323 - the certificate of the test
        timeout=60,
    )
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def test_an_application_goes_from_the_start_page_to_its_award(
    new_context: Callable[..., Any],
    screenshot: Callable[[Any, str], None],
    installation: Installation,
) -> None:
    def somebody(who: str) -> Person:
        return Person(new_context(ignore_https_errors=True).new_page())

    began = time.monotonic()
    fatma = whole_trip.apply(somebody)
    number = whole_trip.read_confirmation(fatma)
    whole_trip.decide(somebody, fatma, number)
    whole_trip.read_award(fatma, number, screenshot)

    seconds = time.monotonic() - began
    keep("From the start page to the award, in two browsers", f"{seconds:.0f} s")
    case = Application.objects.get()
    files = [*Attachment.objects.values_list("file", flat=True)]
    files += Document.objects.filter(application=case).values_list("file", flat=True)
    assert {f"2020/{name}" for name in files} <= set(installation.stored())
    assert len(files) >= 6
    assert "Traceback" not in installation.said()
    assert AuditEvent.objects.filter(application=case, event="application.submit").exists()


def test_how_long_one_visitor_waits_is_kept(installation: Installation) -> None:
    context = ssl._create_unverified_context()  # noqa: S323 - the certificate of the test
    port = installation.https_port
    connection = http.client.HTTPSConnection("localhost", port, context=context, timeout=60)

    def read(path: str) -> tuple[float, str]:
        began = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        text = answer.read().decode()
        assert answer.status == 200
        return (time.perf_counter() - began) * 1000, text

    style_sheet = re.search(r'"(/static/css/site[^"]*[.]css)"', read("/")[1])
    assert style_sheet
    for what, path in (
        ("Floor: a file that nginx serves", style_sheet[1]),
        ("A bare answer of the web server (`/health/live`)", "/health/live"),
        ("Start page", "/"),
        ("Page to sign in", "/konto/anmelden/"),
    ):
        keep(f"{what}, median", f"{median(read(path)[0] for _turn in range(TURNS)):.1f} ms")
    connection.close()


def test_what_stands_in_front_keeps_its_promises(installation: Installation) -> None:
    page = ask(installation, "/")
    assert page.status == 200
    assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "gunicorn" not in str(page.headers)
    assert page.headers["Server"] == "nginx"

    plain = http.client.HTTPConnection("127.0.0.1", installation.http_port, timeout=30)
    plain.request("GET", "/", headers={"Host": "localhost"})
    assert plain.getresponse().status == 308
    plain.close()

    for hidden in ("/.git/config", "/.env", "/static/../db.sqlite3", "/files/", "/manage.py"):
        assert ask(installation, hidden).status in {400, 404}
    # Monitoring asks the web processes themselves.
    assert ask(installation, "/health/metrics").status == 404


READ_DIFFERENTLY = (
    "Content-Length: 4\r\nTransfer-Encoding: chunked",
    "Content-Length: 4\r\nContent-Length: 5",
    "Transfer-Encoding: xchunked",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
)


def test_requests_that_two_servers_read_differently_are_refused(
    installation: Installation,
) -> None:
    answers = []
    for headers in READ_DIFFERENTLY:
        words = f"POST / HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n\r\n0\r\n\r\nGET /x"
        with tls(installation) as line:
            line.sendall(words.encode())
            answers.append(line.recv(4096).split(b" ")[1])

    assert set(answers) <= {b"400", b"501"}


def test_restarts_under_load_cost_no_request(installation: Installation) -> None:
    """One process after the other is replaced while people ask; the proxy never says 5xx."""
    end = threading.Event()

    def keep_asking(_person: int) -> list[int]:
        answers = []
        while not end.is_set():
            answers += [ask(installation, path).status for path in ("/", "/konto/anmelden/")]
        return answers

    with ThreadPoolExecutor(PEOPLE) as people:
        asked = people.map(keep_asking, range(PEOPLE))
        try:
            codes = [installation.restart_web(port) for port in installation.web_ports * 2]
        finally:
            end.set()
        answers = [status for statuses in asked for status in statuses]

    assert codes == [0] * 4
    assert len(answers) > PEOPLE * 4
    assert set(answers) == {200}
    keep(
        "Answers while each web server was replaced twice, 8 people asking",
        f"{len(answers)}, none an error",
    )
