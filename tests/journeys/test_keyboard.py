"""Signing in, an error and sending with Tab, Space and Enter alone."""

from collections.abc import Callable
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.support.accounts import PASSWORD, make_user
from tests.support.browser import BOTH_WAYS

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("january", "no_pdf")]

MOST_TABS: Final = 80
# What a screen reader would say about the focused element, roughly.
_NAME: Final = """() => {
  const element = document.activeElement;
  return (element.labels?.[0] ?? element).textContent.replace(/\\s+/g, " ").trim();
}"""
_IS_MARKED: Final = """() => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const inView = box.bottom > 0 && box.top < innerHeight;
  return inView && [element, element.parentElement, ...(element.labels ?? [])].some((one) =>
    [null, "::before", "::after"].some((part) => {
      const style = getComputedStyle(one, part);
      return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
        || style.boxShadow !== "none";
    }));
}"""


class Keyboard:
    """Two hands on a keyboard; every stop of Tab must be visible."""

    def __init__(self, page: Page) -> None:
        self.page, self._keys = page, page.keyboard

    def goes_to(self, name: str) -> None:
        """Press Tab until the element with this name has the focus."""
        seen = []
        for _press in range(MOST_TABS):
            self._keys.press("Tab")
            focused = self.page.evaluate(_NAME)
            seen.append(focused)
            assert self._sees_focus(), f"the focus on {focused!r} is invisible"
            if focused == name:
                return
        pytest.fail(f"Tab never comes to {name!r}, but to {seen}")

    def _sees_focus(self) -> bool:
        """Look for the focus; browsers take a moment to scroll there."""
        for _look in range(20):
            if self.page.evaluate(_IS_MARKED):
                return True
            self.page.wait_for_timeout(50)
        return False

    def enters(self, name: str) -> None:
        """Go to a link or a button and press Enter."""
        self.goes_to(name)
        self._keys.press("Enter")

    def ticks(self, name: str) -> None:
        """Go to a box and press Space."""
        self.goes_to(name)
        self._keys.press("Space")

    def types(self, name: str, text: str) -> None:
        """Go to a field and write over what stands there."""
        self.goes_to(name)
        self.writes(text)

    def writes(self, text: str) -> None:
        """Write over what stands in the field with the focus."""
        self._keys.press("Control+A")
        self._keys.type(text)

    def presses(self, key: str) -> None:
        """Press a key where the focus is."""
        self._keys.press(key)

    def is_at(self, heading: str) -> None:
        """Wait for a page."""
        expect(self.page.get_by_role("heading", level=1, name=heading, exact=True)).to_be_visible()


@pytest.mark.parametrize("javascript", BOTH_WAYS)
def test_a_whole_evening_without_a_mouse(
    new_context: Callable[..., Any], javascript: bool
) -> None:
    user = make_user("rania@verein.example")
    factories.make_complete_draft(actor=user, name="Frauennetz Usaufer e. V.")
    page = new_context(java_script_enabled=javascript).new_page()
    rania = Keyboard(page)

    page.goto("/")
    rania.enters("Anmelden")
    rania.is_at("Anmelden")
    rania.types("E-Mail-Adresse", user.email)
    rania.types("Passwort", PASSWORD)
    rania.presses("Enter")
    rania.is_at("Meine Anträge")
    rania.enters("Weiter ausfüllen: Formular-Werkstatt am Samstag")
    rania.is_at("Ihr Antrag")

    rania.enters("Lohn und Kosten")
    rania.is_at("Was kostet der Minijob?")
    rania.types("Lohn im Monat in Euro", "600")
    rania.presses("Enter")
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    error = "Ein Minijob darf höchstens 450 Euro im Monat bringen. Bitte tragen Sie weniger ein."
    rania.enters(error)
    expect(page.get_by_label("Lohn im Monat in Euro")).to_be_focused()
    rania.writes("450")
    rania.presses("Enter")
    rania.is_at("Wofür brauchen Sie Geld?")

    rania.enters("Speichern und zur Übersicht")
    rania.is_at("Ihr Antrag")
    rania.enters("Angaben prüfen")
    rania.is_at("Bitte prüfen Sie Ihre Angaben")
    rania.enters("Angaben sind richtig, weiter")
    rania.is_at("Erklärungen und Absenden")
    declare(rania)
    rania.enters("Antrag verbindlich absenden")
    rania.is_at("Ihr Antrag ist angekommen")


def declare(rania: Keyboard) -> None:
    """Tick the six sentences, then choose how the answer comes."""
    rania.ticks("Unsere Angaben sind vollständig und richtig.")
    for _sentence in range(5):
        rania.presses("Tab")
        rania.presses("Space")
    rania.ticks("Im Internet, in diesem Konto")


def test_the_first_key_leads_past_the_menu(page: Any) -> None:
    page.goto("/")
    rania = Keyboard(page)
    rania.enters("Zum Inhalt springen")
    expect(page.locator("main")).to_be_focused()
    rania.goes_to("Förder-Check starten")
