"""Two servers beside each other are one: what one knows the other knows."""

import http.cookiejar
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.sources import ROOT
from tools import serve
from tools.measure import free_port

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]
PASSWORD = "Ein kurzer Satz am Morgen"
MAKE_ACCOUNT = f"""
from allauth.account.models import EmailAddress
from applications.models import User
user = User.objects.create_user("rania@beispiel.de", {PASSWORD!r}, name="Rania Haddad")
EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
"""


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Start two servers on one database and return their addresses."""
    environment = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "nKx3-Qp7_Zt9vLm2Rb6Hy8Wc4Jd5Fg1Sa0TeUiOoPqXwYzEr-MnBvCl",
        "WIR_REHEARSAL": "1",
        "WIR_VAR_DIR": str(tmp_path),
        "EMAIL_URL": "dummymail://",
    }
    for words in (["migrate", "-v0"], ["collectstatic", "-v0", "--noinput"]):
        run(words, environment)
    run(["shell", "-v0", "-c", MAKE_ACCOUNT], environment)
    ports = [str(free_port()), str(free_port())]
    programs = [
        subprocess.Popen(serve.server_command(port), cwd=ROOT, env=environment) for port in ports
    ]
    try:
        one, two = (f"http://127.0.0.1:{port}" for port in ports)
        wait_for(one)
        wait_for(two)
        yield one, two
    finally:
        for program in programs:
            program.terminate()
            program.wait(30)


def run(words: list[str], environment: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", *words]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def wait_for(server: str) -> None:
    for _turn in range(600):
        try:
            urllib.request.urlopen(f"{server}/health/live", timeout=5).close()  # noqa: S310
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"{server} does not answer")


class Visitor:
    """A browser that keeps its cookies, whichever server answers."""

    def __init__(self) -> None:
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def ask(self, address: str, **fields: str) -> tuple[int, str, str]:
        """Return status, address after all redirects, and the page."""
        data = urllib.parse.urlencode(fields).encode() if fields else None
        try:
            with self.opener.open(address, data, timeout=60) as answer:
                return answer.status, answer.url, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.url, refusal.read().decode()

    def sign_in(self, shown_by: str, sent_to: str, password: str) -> tuple[int, str, str]:
        """Open the form at one server and send it to another."""
        _status, _address, page = self.ask(f"{shown_by}/konto/anmelden/")
        token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[0]
        return self.ask(
            f"{sent_to}/konto/anmelden/",
            csrfmiddlewaretoken=token,
            login="rania@beispiel.de",
            password=password,
        )


def test_two_servers_share_sessions_and_limits(servers: tuple[str, str]) -> None:
    one, two = servers
    person = Visitor()
    assert person.sign_in(one, two, PASSWORD)[0] == 200
    for server in (one, two, one):
        status, address, _page = person.ask(f"{server}/konto/")
        assert (status, address) == (200, f"{server}/konto/")

    guesser = Visitor()
    turns = [(one, two), (two, one), (one, two), (two, one), (one, two)]
    assert [guesser.sign_in(*turn, "Ein anderer Satz")[0] for turn in turns] == [200] * 5
    assert guesser.sign_in(two, one, PASSWORD)[0] == 429
    assert guesser.sign_in(one, two, PASSWORD)[0] == 429
