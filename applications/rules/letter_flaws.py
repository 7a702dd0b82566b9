"""What may be wrong with a letter before it leaves."""

from dataclasses import dataclass
from enum import StrEnum


class FlawKind(StrEnum):
    """What is wrong; all but the last keep a letter from leaving."""

    TEXT_MISSING = "text_missing"
    PLACE = "place"
    NOT_RELEASED = "not_released"
    PLACEHOLDER = "placeholder"
    ADDRESS = "address"
    CHARACTERS = "characters"


@dataclass(frozen=True, kw_only=True)
class Flaw:
    """One thing that is wrong; ``name`` is the legal text, the place or the placeholder."""

    kind: FlawKind
    name: str = ""

    @property
    def is_blocking(self) -> bool:
        """Say whether the letter must not leave like this."""
        return self.kind != FlawKind.CHARACTERS
