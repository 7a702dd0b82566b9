"""Somebody at a browser who knows a page only by the words written on it."""

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Final
from urllib.parse import urlsplit

from django.core import mail
from playwright.sync_api import Locator, Page, expect

from applications.models import User
from applications.services import second_factor

RELATION: Final = "Haben Sie eine Beziehung zu diesem Verein?"
OPTIONAL: Final = " (freiwillig)"
# Mails and files come from jobs: at once here, soon on a real installation.
PATIENCE_SECONDS: Final = 60


class Person:
    """Fills in by label, chooses by question and answer, presses buttons by their words.

    ``keep`` is called with the page and a name whenever the person leaves a page.
    """

    def __init__(self, page: Page, keep: Callable[[Page, str], None] | None = None) -> None:
        self.page, self._keep, self._seen = page, keep, 0

    # Where am I? ------------------------------------------------------------

    def opens(self, address: str) -> None:
        """Type an address once the page of the last press has come: typing would stop it."""
        self.page.locator("html:not([data-pressed])").wait_for(state="attached")
        self.page.goto(address)

    def is_at(self, heading: str) -> None:
        """See the page with this heading, and no errors on it."""
        expect(self.page.get_by_role("heading", level=1, name=heading, exact=True)).to_be_visible()
        expect(self.page.locator("[data-error-summary]")).to_have_count(0)

    def sees(self, *texts: str) -> None:
        """Read these texts on the page."""
        for text in texts:
            expect(self.page.get_by_text(text).first).to_be_visible()

    def status_of(self, section: str) -> Locator:
        """Find the status of a section in the task list."""
        row = self.page.get_by_role("listitem").filter(has=self.page.get_by_text(section))
        return row.locator("[id^=status-]")

    # What I answer ----------------------------------------------------------

    def field(self, label: str) -> Locator:
        """Find the field with this label, whether it is marked as optional or not."""
        exact = self.page.get_by_label(label, exact=True)
        return exact.or_(self.page.get_by_label(f"{label}{OPTIONAL}", exact=True))

    def group(self, question: str) -> Locator:
        """Find the group of answers to a question."""
        exact = self.page.get_by_role("group", name=question, exact=True)
        return exact.or_(self.page.get_by_role("group", name=f"{question}{OPTIONAL}", exact=True))

    def writes(self, answers: dict[str, str]) -> None:
        """Write into text fields by their labels."""
        for label, text in answers.items():
            self.field(label).fill(text)

    def picks(self, answers: dict[str, str]) -> None:
        """Pick from drop-down lists by their labels."""
        for label, option in answers.items():
            self.field(label).select_option(label=option)

    def chooses(self, answers: dict[str, str]) -> None:
        """Choose one answer to each question."""
        for question, answer in answers.items():
            self.group(question).get_by_label(answer, exact=True).check()

    def ticks(self, answers: dict[str, Sequence[str]]) -> None:
        """Tick several answers to a question."""
        for question, chosen in answers.items():
            for answer in chosen:
                self.group(question).get_by_label(answer, exact=True).check()

    def confirms(self, sentences: Sequence[str]) -> None:
        """Tick sentences."""
        for sentence in sentences:
            self.field(sentence).check()

    def dates(self, answers: dict[str, str]) -> None:
        """Write dates such as „1.4.2020“ in their three parts."""
        for question, date in answers.items():
            for part, text in zip(("Tag", "Monat", "Jahr"), date.split("."), strict=True):
                self.group(question).get_by_label(part, exact=True).fill(text)

    # What I do --------------------------------------------------------------

    def presses(self, button: str) -> None:
        """Press the first button with these words."""
        self._leave(self.page.get_by_role("button", name=button, exact=True).first)

    def follows(self, link: str) -> None:
        """Follow the first link with these words."""
        self._leave(self.page.get_by_role("link", name=link, exact=True).first)

    def enters(self, heading: str, button: str = "Speichern und weiter", **ways: Any) -> None:
        """Answer a whole page: see its heading, answer in each way, press its button."""
        self.is_at(heading)
        for way, answers in ways.items():
            getattr(self, way)(answers)
        self.presses(button)

    def waits_for(self, text: str) -> None:
        """Open the page anew until a job has brought these words."""
        until = time.monotonic() + PATIENCE_SECONDS
        while not self.page.get_by_text(text).first.is_visible():
            assert time.monotonic() < until, f"nobody brought {text}"
            self.opens(self.page.url)

    def downloads(self, link: str, *, role: Any = "link") -> bytes:
        """Follow a link to a file, or press a button for it, and return what it holds."""
        self.waits_for(link)
        waiting: AbstractContextManager[Any] = self.page.expect_download()
        with waiting as download:
            self.page.get_by_role(role, name=link).first.click()
        return bytes(download.value.path().read_bytes())

    def signs_in(self, email: str, password: str, user: User | None = None) -> None:
        """Sign in by address and password; ``user`` has an app that shows codes."""
        self.opens("/konto/anmelden/")
        self.writes({"E-Mail-Adresse": email, "Passwort": password})
        self._leaves_by("Anmelden")
        if user:
            self.writes({"Code": second_factor.current_code(user)})
            self._leaves_by("Anmelden")

    def says_no_relation(self) -> None:
        """Answer what a case asks before it opens for the first time."""
        self.chooses({RELATION: "Keine Beziehung"})
        self.presses("Erklären")

    def _leaves_by(self, button: str) -> None:
        """Press a button and wait for the next page: an address typed too soon would stop it."""
        before = self.page.url
        self.presses(button)
        self.page.wait_for_url(lambda url: url != before)

    def _leave(self, target: Locator) -> None:
        expect(target).to_be_visible()
        if self._keep:
            self._seen += 1
            self._keep(self.page, f"{self._seen:02}")
        self.page.evaluate("document.documentElement.dataset.pressed = ''")
        target.click()


def code_for(email: str) -> str:
    """Return the code of the last mail to an address."""
    body = _last_letter(email)
    return "".join(character for character in body if character.isdigit())[:6]


def link_for(email: str) -> str:
    """Return the address in the last mail to somebody that is not the start page."""
    links = (word for word in _last_letter(email).split() if word.startswith("http"))
    return urlsplit(next(links)).path


def letters() -> list[tuple[str, str]]:
    """Return all mails so far: recipient and text."""
    return [(letter.to[0], letter.body) for letter in mail.outbox]


def _last_letter(email: str) -> str:
    """Return the text of the last mail to somebody, as soon as it has come."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        found = [body for recipient, body in letters() if recipient == email]
        if found:
            return found[-1]
        assert time.monotonic() < until, f"no mail to {email}"
        time.sleep(0.1)
