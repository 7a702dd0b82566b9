"""What people of the authority answer while they review a case, and what follows from it."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

HIGHEST_POINTS: Final = 3
# At both ends of the scale a sentence says why.
POINTS_WITH_REASON: Final = frozenset({0, HIGHEST_POINTS})


class Relation(StrEnum):
    """How somebody of the authority stands to an association (§§ 20, 21 HVwVfG)."""

    NONE = "none"
    RELATED = "related"
    UNSURE = "unsure"


class ChecklistVerdict(StrEnum):
    """The answer to one point of the checklist."""

    YES = "yes"
    NO = "no"
    NOT_NEEDED = "not_needed"


class TextBlockKind(StrEnum):
    """Where a text block is offered."""

    MESSAGE = "message"
    REQUEST_POINT = "request_point"
    FACTS = "facts"
    ASSESSMENT = "assessment"
    DISCRETION = "discretion"
    HEARING = "hearing"
    RETURN = "return"


def weighted_points(scores: Iterable[tuple[int, int]]) -> int:
    """Return the sum of points times weight."""
    return sum(points * weight for points, weight in scores)
