"""G19, T12, journeys E1 5 and 7: however often somebody presses, one application is sent."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from applications.models import Application, FundingRound, SubmissionSnapshot, User
from tests import factories
from tests.journeys.frauennetz import DECLARATIONS
from tests.journeys.person import Person
from tests.support.accounts import PASSWORD, make_user

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("january", "no_pdf")]

SEND = "Antrag verbindlich absenden"
ARRIVED = "Ihr Antrag ist angekommen"


@pytest.fixture
def rania() -> User:
    return make_user()


@pytest.fixture
def draft(rania: User) -> Application:
    return factories.make_complete_draft(actor=rania)


@pytest.fixture
def person(rania: User, draft: Application, new_context: Callable[..., Any]) -> Person:
    """Somebody on the last page, with everything confirmed."""
    person = Person(new_context().new_page())
    person.signs_in(rania.email, PASSWORD)
    person.is_at("Meine Anträge")
    person.opens(f"/antrag/{draft.code}/absenden/")
    person.confirms(DECLARATIONS)
    person.chooses({"Wie möchten Sie unseren Bescheid bekommen?": "Im Internet, in diesem Konto"})
    return person


def sent_once(draft: Application) -> bool:
    application = Application.objects.get(pk=draft.pk)
    return (
        application.number,
        SubmissionSnapshot.objects.count(),
        FundingRound.objects.get().last_number,
    ) == (1, 1, 1)


def test_double_click_reload_and_back_send_once(person: Person, draft: Application) -> None:
    person.page.get_by_role("button", name=SEND).dblclick()
    person.is_at(ARRIVED)
    assert sent_once(draft)

    person.page.reload()
    person.is_at(ARRIVED)
    person.page.go_back()
    person.page.wait_for_load_state()
    if person.page.get_by_role("button", name=SEND).count():
        person.presses(SEND)
    person.opens(f"/antrag/{draft.code}/absenden/")
    person.is_at(ARRIVED)
    assert sent_once(draft)


def test_two_windows_send_once(person: Person, draft: Application) -> None:
    other = Person(person.page.context.new_page())
    other.opens(f"/antrag/{draft.code}/absenden/")
    other.confirms(DECLARATIONS)
    other.chooses({"Wie möchten Sie unseren Bescheid bekommen?": "Mit der Post"})

    person.presses(SEND)
    person.is_at(ARRIVED)
    other.presses(SEND)
    other.is_at(ARRIVED)

    assert sent_once(draft)


def test_the_button_can_always_be_pressed_and_says_what_is_missing(
    person: Person, draft: Application
) -> None:
    person.page.reload()
    button = person.page.get_by_role("button", name=SEND)
    for box in person.page.get_by_role("checkbox").all():
        box.uncheck()
    expect(button).to_be_enabled()

    button.click()

    expect(person.page.locator("[data-error-summary]")).to_be_focused()
    expect(button).to_be_enabled()
    assert Application.objects.get(pk=draft.pk).is_draft
