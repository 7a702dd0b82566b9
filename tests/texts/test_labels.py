"""Labels and states: nothing is without German words."""

from enum import StrEnum
from types import ModuleType

import pytest

from applications import texts
from applications.rules import (
    choices,
    decisions,
    findings,
    lifecycle,
    parameters,
    rounds,
    sections,
)
from applications.rules.lifecycle import State
from applications.rules.parameters import ParameterKind
from applications.texts.labels import LABELS

NOT_SHOWN = {lifecycle.LedgerEffect}
MODULES = (choices, decisions, findings, lifecycle, parameters, rounds, sections)


def lists(module: ModuleType) -> list[type[StrEnum]]:
    return [
        item
        for item in vars(module).values()
        if isinstance(item, type)
        and issubclass(item, StrEnum)
        and item.__module__ == module.__name__
        and item not in NOT_SHOWN
    ]


@pytest.mark.parametrize("members", [item for module in MODULES for item in lists(module)])
def test_every_member_has_a_label(members: type[StrEnum]) -> None:
    assert set(LABELS[members]) == {member.value for member in members}
    assert all(str(text) for text in LABELS[members].values())


def test_choices_keep_the_order_of_the_list() -> None:
    pairs = [(value, str(text)) for value, text in texts.choices(choices.YesNo)]

    assert pairs == [("yes", "Ja"), ("no", "Nein")]
    assert str(texts.label(choices.District.FB)) == "Wetteraukreis"
    assert str(texts.label(choices.District.OUTSIDE)) == "außerhalb von Hessen"
    assert str(texts.label(ParameterKind.U1)) == "Umlage 1 (Krankheit)"


@pytest.mark.parametrize("state", State)
def test_applicants_can_read_every_state(state: State) -> None:
    text = texts.applicant_state(state)

    assert str(text.label)
    assert str(text.sentence).format(until="Montag", amount="1 Euro", withdrawn_on="heute")
    assert (str(text.turn_sentence) == "") == (text.turn == texts.Turn.NOBODY)


def test_internal_steps_are_not_shown() -> None:
    assert texts.applicant_state(State.PROPOSED) == texts.applicant_state(State.UNDER_REVIEW)


def test_partial_award_has_its_own_name() -> None:
    assert str(texts.applicant_state(State.AWARDED, partial=True).label) == "Zusage, mit Änderung"
    assert texts.applicant_state(State.DRAFT, partial=True).label == "Entwurf"
