"""„Heute“ with a keyboard, without a script, on phones and for screen readers."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.journeys.sweep import Sweep
from tests.support.accounts import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=[False])
def today(request: Any, new_context: Any, live_server: Any) -> Any:
    """The start page of a case worker; with a script where the test asks for it."""
    factories.make_submitted()
    factories.make_proposed()
    worker = factories.make_staff("Sachbearbeitung")
    client = Client()
    sign_in(client, worker)
    context = new_context(java_script_enabled=request.param)
    name, value = settings.SESSION_COOKIE_NAME, client.session.session_key
    context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    page = context.new_page()
    page.goto(reverse("admin:index"))
    return page


def test_map_becomes_bars_and_its_squares_lead_to_the_list(today):
    square = today.get_by_role("link", name="FB, Wetteraukreis: 2", exact=True)
    bars = today.locator(".switch-bars")
    assert square.is_visible()
    assert not bars.is_visible()

    today.get_by_role("radio", name="Karte").focus()
    today.keyboard.press("ArrowRight")
    assert bars.is_visible()
    assert not square.is_visible()

    today.keyboard.press("ArrowLeft")
    square.focus()
    today.keyboard.press("Enter")
    today.get_by_text("Kreis: Wetteraukreis").first.wait_for()
    assert today.locator("#result_list tbody tr").count() == 2


def test_next_case_opens_with_one_press(today):
    today.get_by_role("button", name="Nächsten Antrag prüfen").click()

    today.get_by_text("Sie sind jetzt für").wait_for()
    assert "/application/" in today.url


@pytest.mark.parametrize("today", [True], indirect=True)
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_page_with_everything_open_has_no_barriers(today, colours):
    today.emulate_media(color_scheme=colours)
    for summary in today.locator("summary").all():
        summary.click()
    today.locator("label[for=as-bars]").click()
    sweep = Sweep()

    sweep.look(today, "Heute")

    assert not sweep.problems, "\n".join(sweep.problems)


def test_choice_of_a_round_with_a_long_name_fits_on_a_phone(today):
    factories.make_round(name="Zweite Runde", reference_prefix="WIR-2021")
    today.set_viewport_size({"width": 320, "height": 800})
    today.reload()

    assert today.get_by_label("Runde").is_visible()
    assert today.evaluate("document.documentElement.scrollWidth") == 320
