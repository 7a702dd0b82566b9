"""Columns with a closed list say the label of their value."""

import pytest

from applications import texts
from applications.models import Application
from applications.rules.choices import District
from applications.rules.lifecycle import State


@pytest.mark.parametrize("state", State)
def test_every_value_has_its_label(state):
    assert Application(state=state).get_state_display() == texts.label(state)


def test_no_answer_and_unknown_values_stay_as_they_are():
    assert Application(district="").get_district_display() == ""
    assert Application(district="ZZ").get_district_display() == "ZZ"
    assert Application(district=District.OUTSIDE).get_district_display() == texts.label(
        District.OUTSIDE
    )
