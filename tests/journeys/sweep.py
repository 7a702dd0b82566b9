"""Looks at a page as somebody with a screen reader, a phone or a strict browser would."""

from typing import Any, Final
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import resolve
from playwright.sync_api import Page

from tests.support.browser import NARROW, WIDE

SMALLEST: Final = {"width": 320, "height": 640}
# Half a window of 1280: room for letters of twice the size.
HALF: Final = {"width": 640, "height": 800}
# Reading stylesheets beforehand would break the strict policy, and no rule we need asks for it.
OPTIONS: Final = {
    "preload": False,
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
}
TITLE: Final = "WIR-Förderung"
# Buttons and rows of choices that a finger may miss; links inside sentences are none of these.
_SMALL: Final = """() => {
  const wanted = "button, .kern-btn, input[type=submit], .kern-form-check, summary, .site-nav a";
  return [...document.querySelectorAll(wanted)]
    .filter((one) => one.checkVisibility() && !one.closest(".kern-sr-only"))
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([, box]) => box.height < 43.5)
    .map(([one, box]) => `${Math.round(box.height)} px: ${one.textContent.trim()}`);
}"""
# Set by a script for a moment: a style element would meet the strict policy.
_WIDTH: Final = """(letters) => {
  const root = document.documentElement;
  root.style.fontSize = letters;
  const width = root.scrollWidth;
  root.style.fontSize = "";
  return width;
}"""
STAFF_TITLE: Final = "WIR Sachbearbeitung"


class Sweep:
    """Gathers what is wrong on every page shown to it; ``names`` are the pages it saw.

    With ``touch`` everything that is pressed must have the size of a finger.
    """

    def __init__(self, *, touch: bool = False) -> None:
        self._touch = touch
        self.problems: list[str] = []
        self.names: set[str] = set()
        self._axe = Axe()

    def look(self, page: Page, label: str) -> None:
        """Look at a page at both widths; for overflow on a small phone, and with large letters."""
        page.locator("h1").first.wait_for()
        match = resolve(urlsplit(page.url).path)
        self.names.add(str(match.url_name))
        found = [*_outline(page)]
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)
            found += [f"{size['width']} px: {problem}" for problem in self._violations(page)]
        found += too_small(page) if self._touch else []
        for size, letters in ((SMALLEST, "100%"), (HALF, "200%")):
            page.set_viewport_size(size)
            found += _overflow(page, size["width"], letters)
        page.set_viewport_size(WIDE)
        self.problems += [f"{label}: {problem}" for problem in found]

    def _violations(self, page: Page) -> list[str]:
        response: dict[str, Any] = self._axe.run(page, options=OPTIONS).response
        return [
            f"{rule['id']} {node['target']} {node['html'][:120]}"
            for rule in response["violations"]
            for node in rule["nodes"]
        ]


def too_small(page: Page) -> list[str]:
    """Return the buttons and choices that are lower than 44 px."""
    return list(page.evaluate(_SMALL))


def _outline(page: Page) -> list[str]:
    """Return what is wrong with headings, title and language."""
    headings = page.locator("h1").count()
    title = page.title()
    problems = [] if headings == 1 else [f"{headings} headings of the first level"]
    if not title.endswith((f"– {TITLE}", STAFF_TITLE)) or title.startswith("–"):
        problems.append(f"the title is {title!r}")
    if page.locator("html").get_attribute("lang") != "de":
        problems.append("the language of the page is not de")
    return problems


def _overflow(page: Page, wanted: int, letters: str) -> list[str]:
    """Return whether a page has to be pushed sideways with letters of this size."""
    width = page.evaluate(_WIDTH, letters)
    return [f"{width} px wide in {wanted} px, letters {letters}"] if width > wanted else []
