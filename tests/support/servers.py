"""Servers in processes of their own on a throw-away SQLite database, and a visitor of them."""

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
from contextlib import contextmanager
from pathlib import Path

from tests.support.sources import ROOT
from tools import serve
from tools.measure import free_port

PASSWORD = "Ein kurzer Satz am Morgen"


@contextmanager
def running(folder: Path, *, servers: int, prepare: str, **variables: str) -> Iterator[list[str]]:
    """Migrate, run the Python text ``prepare`` with the apps, start; give the addresses."""
    environment = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "nKx3-Qp7_Zt9vLm2Rb6Hy8Wc4Jd5Fg1Sa0TeUiOoPqXwYzEr-MnBvCl",
        "WIR_REHEARSAL": "1",
        "WIR_VAR_DIR": str(folder),
        "EMAIL_URL": "dummymail://",
        **variables,
    }
    for words in (
        ["migrate", "-v0"],
        ["collectstatic", "-v0", "--noinput"],
        ["shell", "-v0", "-c", prepare],
    ):
        command = [sys.executable, "manage.py", *words]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
    ports = [str(free_port()) for _server in range(servers)]
    programs = [
        subprocess.Popen(serve.server_command(port), cwd=ROOT, env=environment) for port in ports
    ]
    try:
        addresses = [f"http://127.0.0.1:{port}" for port in ports]
        for address in addresses:
            _wait_for(address)
        yield addresses
    finally:
        for program in programs:
            program.terminate()
            program.wait(30)


def _wait_for(server: str) -> None:
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

    def token_of(self, server: str) -> str:
        """Open the page to sign in and return what its forms must send along."""
        _status, _address, page = self.ask(f"{server}/konto/anmelden/")
        return re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[0]
