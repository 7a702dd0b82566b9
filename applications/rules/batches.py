"""Steps that staff may take for many cases at once."""

from enum import StrEnum
from typing import Final


class BatchKind(StrEnum):
    """What is done to each of the cases."""

    TAKE = "take"
    ASSIGN = "assign"
    ASK = "ask"


MAXIMUM_CASES: Final = 200
