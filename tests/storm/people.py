"""People on the last evening: they sign in, read, write, upload, send and look."""

import random
import re
import time
from typing import Any, ClassVar, Final

from django.http import HttpResponse

from tests.faults.clients import DECLARED, REFERENCE
from tests.faults.ledger import ACKNOWLEDGED, ASKED, TOLD, Ledger
from tests.storm.browser import Browser
from tests.support.accounts import PASSWORD
from tests.support.files import pdf
from tests.support.pages import form_data

# Pages of questions whose answers are the same in all drafts.
PAGES: Final = ("profil", "ziele", "ablauf", "stelle")
STATUTES: Final = pdf(text="Satzung")
_BORDER: Final = "a-border-that-stands-in-no-file"


class Person:
    """Somebody with a browser and a complete draft; seconds of ``pause`` lie between two pages."""

    # Page -> what its form holds; the same for everybody.
    _answers: ClassVar[dict[str, dict[str, Any]]] = {}

    def __init__(
        self, browser: Browser, code: str, ledger: Ledger, *, pause: tuple[float, float] = (0, 0)
    ) -> None:
        """Sit down before a browser."""
        self._browser, self._code, self._ledger = browser, code, ledger
        self._pause, self._chance = pause, random.Random(code)

    def whole_evening(self, email: str) -> None:
        """Sign in, finish the draft, send it and look at what became of it."""
        self._sign_in(email)
        for slug in self._chance.sample(PAGES, 2):
            self._write(slug, while_typing=True)
        page = self._page("unterlagen/")
        self._upload(page, _token(self._read("Page of documents", page)))
        self._last_steps()

    def last_minute(self, email: str = "") -> None:
        """Send what is complete and look at what became of it; with an address, sign in first."""
        if email:
            self._sign_in(email)
        self._last_steps()

    def rush(self) -> None:
        """Open and save four pages, upload, send, open the receipt and the status."""
        for slug in PAGES:
            self._write(slug)
        token = self._browser.cookies["csrf"]
        self._upload(self._page("unterlagen/"), token)
        self._send(token)
        self._read("Status", self._page("status/"))

    def _sign_in(self, email: str) -> None:
        page = "/konto/anmelden/"
        token = _token(self._read("Page to sign in", page))
        typed = {"login": email, "password": PASSWORD, "csrfmiddlewaretoken": token}
        way = self._browser.post("Signing in", page, typed).headers["Location"]
        self._read("List of applications", way)
        self._read("Task list", self._page(""))

    def _last_steps(self) -> None:
        self._send(_token(self._read("Page to send", self._page("absenden/"))))
        self._read("Status", self._page("status/"))

    def _write(self, slug: str, *, while_typing: bool = False) -> None:
        """Open a page of questions and save it; before, as its script does while people type."""
        page = self._page(f"{slug}/")
        text = self._read("Section page", page)
        if slug not in self._answers:
            self._answers[slug] = form_data(HttpResponse(text))
        typed = self._answers[slug] | {
            "csrfmiddlewaretoken": _token(text),
            "version": _found(r'name="version" value="(\d+)"', text),
        }
        if while_typing:
            what = "Saving while typing"
            said = self._browser.post(what, f"{page}sichern/", typed, wanted=200)
            typed["version"] = _found(r'"version": (\d+)', said.text)
        self._browser.post("Saving a section", page, typed)

    def _upload(self, page: str, token: str) -> None:
        fields = {"csrfmiddlewaretoken": token, "upload": "statutes"}
        parts = [_part(f'name="{name}"', text.encode()) for name, text in fields.items()]
        parts.append(_part('name="statutes-files"; filename="Satzung.pdf"', STATUTES))
        body = b"".join(parts) + f"--{_BORDER}--\r\n".encode()
        self._browser.upload("Upload", page, body, f"multipart/form-data; boundary={_BORDER}")

    def _send(self, token: str) -> None:
        """Send the application and read its number; the ledger learns of both."""
        self._ledger.note(ASKED, self._code)
        typed = {**DECLARED, "csrfmiddlewaretoken": token}
        answer = self._browser.post("Sending", self._page("absenden/"), typed)
        way = answer.headers["Location"]
        self._ledger.note(ACKNOWLEDGED, self._code, location=way)
        number = _found(REFERENCE, self._read("Receipt", way))
        self._ledger.note(TOLD, self._code, reference=number)

    def _read(self, what: str, path: str) -> str:
        text = self._browser.read(what, path)
        time.sleep(self._chance.uniform(*self._pause))
        return text

    def _page(self, end: str) -> str:
        return f"/antrag/{self._code}/{end}"


def _token(text: str) -> str:
    return _found(r'name="csrfmiddlewaretoken" value="(\w+)"', text)


def _found(pattern: str | re.Pattern[str], text: str) -> str:
    found = re.search(pattern, text)
    assert found, f"{pattern} is not in {text}"
    return found[1]


def _part(about: str, content: bytes) -> bytes:
    head = f"--{_BORDER}\r\nContent-Disposition: form-data; {about}\r\n\r\n"
    return head.encode() + content + b"\r\n"
