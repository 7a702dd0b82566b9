"""The eight questions before an application: what each answer means for the funding."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from applications.rules.choices import (
    EmployeesAnswer,
    MajorityAnswer,
    MinijobAnswer,
    NewProjectAnswer,
    NonProfitAnswer,
    SinglePurpose,
    YesNo,
)


class Verdict(StrEnum):
    """What the answers promise; never more than a first estimate."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


# Answers that are not named here speak for the funding. The order is K1 to K8.
EFFECTS: Final[Mapping[str, Mapping[str, Verdict]]] = {
    "seat_in_hesse": {YesNo.NO: Verdict.RED},
    "non_profit": {
        NonProfitAnswer.APPLIED: Verdict.YELLOW,
        NonProfitAnswer.UNKNOWN: Verdict.YELLOW,
        NonProfitAnswer.NO: Verdict.RED,
    },
    "migrant_majority": {MajorityAnswer.HALF: Verdict.YELLOW, MajorityAnswer.NO: Verdict.RED},
    "single_purpose": {
        SinglePurpose.RELIGION: Verdict.RED,
        SinglePurpose.LANGUAGE: Verdict.RED,
        SinglePurpose.CULTURE: Verdict.RED,
    },
    "employees": {EmployeesAnswer.MINIJOB_ONLY: Verdict.YELLOW, EmployeesAnswer.YES: Verdict.RED},
    "project_is_new": {NewProjectAnswer.CHANGED: Verdict.YELLOW, NewProjectAnswer.NO: Verdict.RED},
    "minijob_planned": {MinijobAnswer.ADVICE: Verdict.YELLOW, MinijobAnswer.NO: Verdict.RED},
    "already_applied": {YesNo.YES: Verdict.YELLOW},
}
_BY_WEIGHT: Final = (Verdict.GREEN, Verdict.YELLOW, Verdict.RED)


def effect(key: str, answer: str | None) -> Verdict:
    """Return what one answer means; a missing answer speaks against nothing."""
    return EFFECTS[key].get(answer or "", Verdict.GREEN)


def verdict(answers: Mapping[str, str | None]) -> Verdict:
    """Return the weightiest effect of all answers."""
    effects = (effect(key, answers.get(key)) for key in EFFECTS)
    return max(effects, key=_BY_WEIGHT.index)


def of_weight(answers: Mapping[str, str | None], wanted: Verdict) -> list[str]:
    """Return the questions whose answers have this effect, in the order of the questions."""
    return [key for key in EFFECTS if effect(key, answers.get(key)) is wanted]
