"""The list „Anträge“ on the screens of an office, and on a phone."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from applications.models import Application
from tests import factories
from tests.support.accounts import sign_in
from tests.support.browser import NARROW, WIDE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]

# How far the last column reaches, and whether somebody has to scroll for it.
MEASURE = """() => {
  const box = document.querySelector('.results');
  const cells = [...document.querySelectorAll('#result_list tbody tr:first-child > *')];
  return {
    hidden: box.scrollWidth - box.clientWidth,
    ends: Math.max(...cells.map((cell) => cell.getBoundingClientRect().right)),
    columns: cells.length,
  };
}"""


@pytest.fixture
def open_list(new_context, live_server):
    """Return a function that opens the list with one case that fills every column."""
    worker = factories.make_staff("Sachbearbeitung", name="Anna Beispiel")
    factories.make_information_request(actor=worker)
    Application.objects.update(
        organisation_name="Frauennetzwerk Waldeck-Frankenberg und Umgebung e. V.",
        district="WA",
        assigned_to=worker,
        points=15,
        to_clarify_count=2,
        note_count=1,
        is_late=True,
    )
    client = Client()
    sign_in(client, worker)

    def open_page(viewport):
        context = new_context(viewport=viewport)
        name, value = settings.SESSION_COOKIE_NAME, client.session.session_key
        context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        page = context.new_page()
        page.goto(reverse("admin:applications_application_changelist"))
        return page

    return open_page


@pytest.mark.parametrize("viewport", [WIDE, {"width": 1600, "height": 900}])
def test_all_columns_fit_the_screens_of_an_office(open_list, viewport):
    measured = open_list(viewport).evaluate(MEASURE)

    assert measured["columns"] == 12  # eleven, and the box that chooses the row
    assert measured["hidden"] == 0
    assert measured["ends"] <= viewport["width"]


def test_a_narrow_screen_shows_the_sign_of_the_district_and_reads_its_name(open_list):
    page = open_list(WIDE)

    assert page.locator(".district-sign").inner_text() == "WA"
    assert page.get_by_role("cell", name="Landkreis Waldeck-Frankenberg").count() == 1


def test_a_phone_shows_cards_with_the_whole_name(open_list):
    page = open_list(NARROW)

    assert page.get_by_text("Landkreis Waldeck-Frankenberg", exact=True).first.is_visible()
    assert not page.locator(".district-sign").is_visible()
    assert page.locator("#result_list .cell-label", has_text="Wartet auf").is_visible()
