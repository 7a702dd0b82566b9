"""What the measurements of pages are made of: probes, costs, goals."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.test import Client


@dataclass(frozen=True)
class Probe:
    """One request: its name in the table, where it goes, who asks, and what is typed into it.

    Where asking uses something up, the address or what is typed is a function that makes it
    anew; that work is no part of what is measured. ``expects`` is the status of the answer.
    """

    name: str
    address: str | Callable[[], str]
    client: "Client"
    typed: Callable[[], Mapping[str, Any]] | None = None
    expects: int = 200


@dataclass(frozen=True)
class Cost:
    """What one answer costs: medians of wall and processor milliseconds, SQL statements.

    The time of the processor has that of the database in it.
    """

    wall_ms: float
    cpu_ms: float
    statements: int


Results = dict[int, dict[str, Cost]]


@dataclass(frozen=True)
class Goal:
    """A ratio or a count with its limit."""

    name: str
    what: str
    value: float
    limit: float
    is_lower_bound: bool = False

    @property
    def is_met(self) -> bool:
        """Say whether the value lies on the right side of its limit."""
        return self.value >= self.limit if self.is_lower_bound else self.value <= self.limit
