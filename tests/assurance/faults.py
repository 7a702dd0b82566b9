"""Concurrency and faults (CON, DUR)."""

from typing import Final

from tests.assurance.requirement import Requirement

FAULTS: Final[tuple[Requirement, ...]] = ()
