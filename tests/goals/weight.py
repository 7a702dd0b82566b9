"""What a page weighs on its way to the browser, and what moves while it loads."""

from dataclasses import dataclass, field
from typing import Any, Final

import brotli
from playwright.sync_api import Page, Response

# As WhiteNoise packs static files; here nothing was collected, so they come unpacked.
_QUALITY: Final = 11
_PACKED: Final = ("text/css", "text/javascript", "image/svg+xml")
_LOADED: Final = ("document", "stylesheet", "script", "image", "font")
_SHIFT: Final = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 500);
})"""


@dataclass
class Load:
    """The answers that one page needed: their kind and their bytes on the line."""

    parts: list[tuple[str, int]] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Return all bytes."""
        return sum(size for _kind, size in self.parts)

    def of(self, kind: str) -> int:
        """Return the bytes of one kind: ``html``, ``css`` or ``javascript``."""
        return sum(size for name, size in self.parts if kind in name)


def load(page: Page, address: str) -> Load:
    """Open a page and weigh everything that was sent for it."""
    answers: list[Response] = []

    def see(answer: Response) -> None:
        # What the page before sends when it is left is not this page's.
        if answer.request.resource_type in _LOADED:
            answers.append(answer)

    page.on("response", see)
    page.goto(address, wait_until="networkidle")
    page.remove_listener("response", see)
    return Load([_weigh(answer) for answer in answers if not _is_kept(answer)])


def shift(page: Page) -> float:
    """Return how far things moved while the page loaded (CLS)."""
    moved: Any = page.evaluate(_SHIFT)
    return float(moved)


def _weigh(answer: Response) -> tuple[str, int]:
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if kind in _PACKED:
        return kind, len(brotli.compress(answer.body(), quality=_QUALITY))
    return kind, answer.request.sizes()["responseBodySize"]


def _is_kept(answer: Response) -> bool:
    """Tell whether the browser had it already."""
    return answer.status == 304 or bool(answer.request.timing["responseStart"] < 0)
