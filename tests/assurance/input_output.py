"""Input, uploads and output (INP, UPL, OUT)."""

from typing import Final

from tests.assurance.input import INPUT
from tests.assurance.output import OUTPUT
from tests.assurance.requirement import Requirement
from tests.assurance.uploads import UPLOADS

INPUT_OUTPUT: Final[tuple[Requirement, ...]] = INPUT + UPLOADS + OUTPUT
