"""Backup, deployment, supply chain, accessibility (BAK, DEP, SUP, A11Y)."""

from typing import Final

from tests.assurance.requirement import Requirement

OPERATION: Final[tuple[Requirement, ...]] = ()
