"""The fifteen sections of the form and the seven steps that group them."""

from enum import StrEnum
from typing import Final


class Section(StrEnum):
    """A section of the form; the value is its key in the application document."""

    ELIGIBILITY = "eligibility"
    ORGANISATION = "organisation"
    BOARD = "board"
    NON_PROFIT = "non_profit"
    PROFILE = "profile"
    MICRO_PROJECT = "micro_project"
    GOALS = "goals"
    SCHEDULE = "schedule"
    MINIJOB_POSITION = "minijob_position"
    WAGE = "wage"
    COSTS = "costs"
    FINANCING = "financing"
    ENCLOSURES = "enclosures"
    REVIEW = "review"
    DECLARATIONS = "declarations"

    @property
    def number(self) -> int:
        """The position in the form, from 1 to 15."""
        return list(Section).index(self) + 1


STEPS: Final[tuple[tuple[Section, ...], ...]] = (
    (Section.ELIGIBILITY,),
    (Section.ORGANISATION, Section.BOARD, Section.NON_PROFIT, Section.PROFILE),
    (Section.MICRO_PROJECT, Section.GOALS, Section.SCHEDULE),
    (Section.MINIJOB_POSITION, Section.WAGE),
    (Section.COSTS, Section.FINANCING),
    (Section.ENCLOSURES,),
    (Section.REVIEW, Section.DECLARATIONS),
)


def section_of(field: str) -> Section:
    """Return the section to which a dotted field path such as `wage.months` belongs."""
    return Section(field.partition(".")[0])
