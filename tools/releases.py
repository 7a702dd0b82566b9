"""The release before the one that is being made: the program that still runs during an update."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Release:
    """A release, the commit that CHANGELOG.md names for it, and the last migration it knew."""

    version: str
    commit: str
    last_migration: str


# Moved on by the commit that opens the next section of CHANGELOG.md.
PREVIOUS: Final = Release(
    version="0.5.0", commit="8c9200f", last_migration="0033_same_association"
)
