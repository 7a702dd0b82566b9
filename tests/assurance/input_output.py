"""Input, uploads and output (INP, UPL, OUT)."""

from typing import Final

from tests.assurance.requirement import Requirement

INPUT_OUTPUT: Final[tuple[Requirement, ...]] = ()
