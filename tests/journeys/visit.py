"""One page in one state, and how a person gets there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.urls import reverse
from playwright.sync_api import expect

from applications.urls import urlpatterns
from tests.journeys.person import Person
from tests.journeys.scenes import Scene

_PATTERNS: Final = {pattern.name: pattern.pattern for pattern in urlpatterns}


@dataclass(frozen=True)
class Visit:
    """One page in one state: ``first`` leads there or prepares it, ``press`` shows its errors.

    Some buttons have none to show: they move on to the state that is meant.
    """

    name: str
    press: str = ""
    parts: Mapping[str, Any] = field(default_factory=dict)
    first: Callable[[Person, Scene], None] | None = None
    is_there: bool = False
    moves_on: bool = False

    def __str__(self) -> str:
        return " ".join([self.name, *map(str, self.parts.values()), self.press]).strip()

    def go(self, person: Person, scene: Scene) -> None:
        """Open the page in its state."""
        if self.first:
            self.first(person, scene)
        if not self.is_there:
            known = {**scene.parts, **self.parts}
            wanted = {part: known[part] for part in _PATTERNS[self.name].converters}
            person.opens(reverse(self.name, kwargs=wanted))
        if self.press:
            person.presses(self.press)
            if not self.moves_on:
                expect(person.page.locator("[data-error-summary]")).to_be_visible()
