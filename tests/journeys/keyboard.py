"""Somebody who has a keyboard and no mouse."""

from typing import Final

import pytest
from playwright.sync_api import Page, expect

MOST_TABS: Final = 400
# What a screen reader would say about the focused element, roughly.
_NAME: Final = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  return (element.labels?.[0] ?? element).textContent.replace(/\\s+/g, " ").trim();
}"""
# In view, with nothing above it, and told apart by an outline or a shadow.
_IS_MARKED: Final = """() => {
  const element = document.activeElement;
  const shown = [element, ...(element.labels ?? [])];
  const boxes = (one) => [...one.getClientRects(), one.getBoundingClientRect()];
  const isFree = (one) => boxes(one).some((box) => {
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return hit && shown.some((each) => each.contains(hit));
  });
  // A tile of the map marks its square.
  const marked = [element.parentElement, ...shown, ...element.querySelectorAll("rect")];
  return shown.some(isFree) && marked.some((one) =>
    [null, "::before", "::after"].some((part) => {
      const style = getComputedStyle(one, part);
      return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
        || style.boxShadow !== "none" || parseFloat(style.strokeWidth) > 4;
    }));
}"""

# Where the element lies, what lies there instead, and how far the page is.
_WHY_NOT: Final = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return [document.activeElement.outerHTML, box.toJSON(), hit?.outerHTML.slice(0, 200),
    scrollY, innerHeight, document.readyState, document.hasFocus()];
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
            if focused is None:
                # The controls of the browser come between the end of a page and its beginning.
                continue
            seen.append(focused)
            assert self._sees_focus(), (
                f"the focus on {focused!r} is invisible: {self.page.evaluate(_WHY_NOT)}"
            )
            if focused == name:
                return
        pytest.fail(f"Tab never comes to {name!r}, but to {seen}")

    def _sees_focus(self) -> bool:
        """Look for the focus; browsers take a moment to scroll there."""
        for _look in range(100):
            if self.page.evaluate(_IS_MARKED):
                return True
            self.page.wait_for_timeout(50)
        return False

    def enters(self, name: str) -> None:
        """Go to a link or a button and press Enter."""
        self.goes_to(name)
        self._keys.press("Enter")

    def follows(self, name: str) -> None:
        """Go to a link or a button, press Enter and wait for the next page."""
        self.goes_to(name)
        self.leaves()

    def leaves(self) -> None:
        """Press Enter and wait for the next page."""
        with self.page.expect_navigation():
            self._keys.press("Enter")

    def ticks(self, name: str) -> None:
        """Go to a box and press Space."""
        self.goes_to(name)
        self._keys.press("Space")

    def chooses(self, first: str, choice: str) -> None:
        """Go to a group of answers, which Tab enters at its first, and walk on with arrows."""
        self.goes_to(first)
        while self.page.evaluate(_NAME) != choice:
            self._keys.press("ArrowDown")

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

    def sees(self, text: str) -> None:
        """Read a text on the page."""
        expect(self.page.get_by_text(text).first).to_be_visible()
