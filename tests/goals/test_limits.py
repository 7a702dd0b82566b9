"""Journeys E1 21: the browser counts as the server does, and never cuts what was typed."""

import re
from collections.abc import Callable
from typing import Any, Final

import pytest
from playwright.sync_api import expect

from applications.models import Application, User
from applications.views.section_pages import PAGES
from tests import factories
from tests.journeys.person import Person
from tests.support.accounts import PASSWORD, make_user

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("january", "no_pdf")]

LIMIT: Final = 600
QUESTION: Final = "Was macht Ihr Verein?"
# Each fills the limit exactly: code points outside the first plane, line ends, umlauts.
AT_THE_LIMIT: Final = {
    "emoji": "\N{BUSTS IN SILHOUETTE}" * LIMIT,
    "lines": "\n".join(["x" * 59] * 10),
    "umlauts": "äöüß" * (LIMIT // 4),
}


@pytest.fixture
def rania() -> User:
    return make_user()


@pytest.fixture
def draft(rania: User) -> Application:
    return factories.make_complete_draft(actor=rania)


@pytest.fixture
def person(rania: User, draft: Application, new_context: Callable[..., Any]) -> Person:
    person = Person(new_context().new_page())
    person.signs_in(rania.email, PASSWORD)
    person.is_at("Meine Anträge")
    return person


def purpose(draft: Application) -> str:
    return str(Application.objects.with_sections().get(pk=draft.pk).profile.purpose)


@pytest.mark.parametrize("kind", AT_THE_LIMIT)
def test_text_at_the_limit_is_taken_and_one_more_is_refused(
    kind: str, person: Person, draft: Application
) -> None:
    text = (AT_THE_LIMIT[kind] + "x" * LIMIT)[:LIMIT]
    address = f"/antrag/{draft.code}/profil/"
    counter = person.page.locator("#id_purpose_limit")
    person.opens(address)

    person.writes({QUESTION: text})
    expect(counter).to_have_text("Noch 0 Zeichen")
    person.presses("Speichern und weiter")
    person.is_at("Was möchten Sie machen?")
    assert purpose(draft) == text

    person.opens(address)
    person.writes({QUESTION: f"{text}y"})
    expect(counter).to_have_text("Der Text ist 1 Zeichen zu lang.")
    person.presses("Speichern und weiter")
    expect(person.field(QUESTION)).to_have_accessible_description(
        re.compile("Fehler: Der Text ist 1 Zeichen zu lang. Bitte kürzen Sie ihn.")
    )
    assert person.field(QUESTION).input_value() == f"{text}y"


def test_no_field_cuts_what_is_typed(person: Person, draft: Application) -> None:
    for page in PAGES:
        person.opens(f"/antrag/{draft.code}/{page.slug}/")
        assert person.page.locator("[maxlength]").count() == 0, page.slug
