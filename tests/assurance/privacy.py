"""Privacy (PRV)."""

from typing import Final

from tests.assurance.requirement import Requirement

PRIVACY: Final[tuple[Requirement, ...]] = ()
