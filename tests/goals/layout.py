"""Looks for what a page loses when it gets narrow, large, spaced out or mirrored."""

from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Page

from applications.models import Application, User
from tests import factories
from tests.support.accounts import make_user

# Text that is cut, and text that lies outside the page; what only screen readers get is left out.
_LOST: Final = """() => {
  const SEEN = { visibilityProperty: true, opacityProperty: true };
  const problems = [];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) problems.push(`page is ${root.scrollWidth} px wide`);
  for (const element of document.querySelectorAll("body *")) {
    if (element.closest(".kern-sr-only, .skip-link, dialog:not([open]), [hidden], svg")) continue;
    const box = element.getBoundingClientRect();
    if (box.width < 2 || box.height < 2 || !element.checkVisibility(SEEN)) continue;
    const style = getComputedStyle(element);
    const name = `${element.tagName.toLowerCase()}.${element.className}`;
    const words = element.textContent.trim().slice(0, 40);
    const isCut = ["hidden", "clip"].includes(style.overflowX)
      && element.scrollWidth > element.clientWidth + 1;
    if (isCut && words) problems.push(`cut: ${name} ${words}`);
    if (box.left < -1 || box.right > innerWidth + 1) problems.push(`outside: ${name} ${words}`);
  }
  return problems.slice(0, 5);
}"""
_OVERLAPPING: Final = """() => {
  const rows = [...document.querySelectorAll("a, button, input, select, textarea, summary")]
    .filter((one) => one.checkVisibility() && !one.closest(".kern-sr-only, .skip-link"))
    .map((one) => [one, one.getClientRects()]);
  const problems = [];
  for (const [first, firstBoxes] of rows) for (const [second, secondBoxes] of rows) {
    if (first === second || first.contains(second) || second.contains(first)) continue;
    for (const a of firstBoxes) for (const b of secondBoxes) {
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 2 && high > 4)
        problems.push(`overlap: ${first.textContent.trim()} / ${second.textContent.trim()}`);
    }
  }
  return problems.slice(0, 5);
}"""


@dataclass(frozen=True)
class Pages:
    """The main pages of the applicants, with the person who may open them."""

    user: User
    addresses: tuple[str, ...]


def main_pages() -> Pages:
    """Make a draft, a sent application and everything that leads to them."""
    user = make_user()
    draft = factories.make_complete_draft(actor=user)
    case = factories.make_submitted(name="Anderer Verein e. V.")
    case.organisation.memberships.update(user=user)
    factories.make_case_message(case, with_file=True)
    return Pages(user, (*_PUBLIC, "/antraege/", *_of_draft(draft), *_of_case(case)))


_PUBLIC: Final = ("/", "/check/1/", "/konto/registrieren/", "/hilfe/", "/kontakt/")


def _of_draft(draft: Application) -> tuple[str, ...]:
    slugs = ("vorstand", "projekt", "ablauf", "lohn", "kosten", "unterlagen", "absenden", "team")
    parts = ("", *(f"{slug}/" for slug in slugs), "kosten/mehrere/", "angaben-pruefen/")
    return tuple(f"/antrag/{draft.code}/{part}" for part in parts)


def _of_case(case: Application) -> tuple[str, ...]:
    return tuple(f"/antrag/{case.code}/{part}" for part in ("status/", "nachrichten/"))


def lost(page: Page) -> list[str]:
    """Return what is cut or outside the page, and controls that lie on each other."""
    found: list[Any] = page.evaluate(_LOST) + page.evaluate(_OVERLAPPING)
    return [str(problem) for problem in found]
