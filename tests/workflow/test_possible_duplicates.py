"""Who may be the same association: by name and postcode, or by register."""

import pytest

from applications.models import Application
from applications.rules.sections import Section
from applications.workflow.assessment import possible_duplicates
from tests import factories


def draft_of(name: str, register_number: str = "VR 1") -> Application:
    """A draft whose number in the register nobody else has, unless it is named."""
    changes = {Section.ORGANISATION: {"register_number": register_number}}
    return factories.make_complete_draft(name=name, changes=changes)


def sent(name: str, **organisation: str) -> Application:
    """An application that was sent, with these answers about the association."""
    return factories.make_submitted(name=name, changes={Section.ORGANISATION: organisation})


@pytest.mark.django_db
def test_same_name_at_the_same_place_is_the_same_association() -> None:
    other = sent("Frauennetz  Äpfelbach", register_number="VR 7")
    sent("Anderer Verein e. V.")
    sent("Frauennetz Äpfelbach e. V.", postcode="34117")

    assert possible_duplicates(draft_of("FRAUENNETZ ÄPFELBACH E. V.")) == [other.reference_number]


@pytest.mark.django_db
def test_same_number_at_the_same_court_is_the_same_association() -> None:
    first = sent("Haus der Kulturen e. V.", register_number="VR 55", postcode="34117")
    sent("Haus der Sprachen e. V.", register_number="VR 55", register_court="Kassel")
    again = sent("Kulturhaus e. V.", register_number="VR 55")

    found = possible_duplicates(draft_of("Neuer Name e. V.", "VR 55"))

    assert found == [first.reference_number, again.reference_number]


@pytest.mark.django_db
def test_neither_itself_nor_drafts_nor_other_rounds_are_meant() -> None:
    own = sent("Frauennetz Ohmtal e. V.")
    draft_of("Frauennetz Ohmtal e. V.")
    other_round = factories.make_round(reference_prefix="WIR-2021", name="Runde 2021", year=2021)
    factories.make_submitted(name="Frauennetz Ohmtal e. V.", funding_round=other_round)

    assert possible_duplicates(own) == []
