"""Access control and headers (ACC, HDR)."""

from typing import Final

from tests.assurance.requirement import Requirement

ACCESS: Final[tuple[Requirement, ...]] = ()
