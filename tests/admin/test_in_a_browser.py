"""A decision by two persons at the desk, in a real browser."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from applications.rules.sections import Section
from tests import factories
from tests.support.accounts import prove_identity, sign_in
from tests.support.browser import BOTH_WAYS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_desk(new_context, live_server):
    """Return a function that opens a page for a member of staff who has signed in."""

    def open_page(person, **options):
        client = Client()
        sign_in(client, person)
        prove_identity(client)
        context = new_context(**options)
        name, value = settings.SESSION_COOKIE_NAME, client.session.session_key
        context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        return context.new_page()

    return open_page


@pytest.fixture
def worker():
    return factories.make_staff("Sachbearbeitung", name="Anna Beispiel")


@pytest.fixture
def case(worker):
    """A case under review whose notice of the tax office is too old."""
    case = factories.make_reviewed(
        actor=worker,
        name="Bildungskreis Atlas Offenbach e. V.",
        changes={Section.NON_PROFIT: {"notice_date": date(2013, 5, 14)}},
    )
    factories.complete_review(case, actor=worker)
    return case


@pytest.mark.parametrize("has_script", BOTH_WAYS)
def test_case_is_settled_proposed_and_signed(open_desk, worker, case, has_script):
    page = open_desk(worker, java_script_enabled=has_script)

    page.goto(reverse("admin:index"))
    tasks = page.get_by_role("region", name="Meine Aufgaben")
    tasks.get_by_role("link", name=case.reference_number).click()
    finding = page.get_by_role("article").filter(has_text="VE-03")
    finding.get_by_label("Grund").fill("Der neue Bescheid liegt vor.")
    finding.get_by_role("button", name="Erfüllt", exact=True).click()
    page.get_by_text("Geklärt: erfüllt").wait_for()
    page.get_by_role("link", name="Vorschlag").click()
    page.get_by_label("Zusage", exact=True).check()
    page.get_by_role("button", name="Zur Mitzeichnung geben").click()
    page.get_by_text("Der Vorschlag liegt jetzt zur Mitzeichnung bereit.").wait_for()

    approver = factories.make_staff("Mitzeichnung", name="Bernd Muster")
    page = open_desk(approver, java_script_enabled=has_script)
    page.goto(reverse("admin:index"))
    tasks = page.get_by_role("region", name="Meine Aufgaben")
    tasks.get_by_role("link", name=case.reference_number).click()
    page.get_by_role("link", name="Mitzeichnen").click()
    page.get_by_label("Ich habe den Vorschlag, die Regeln und die Unterlagen geprüft.").check()
    page.get_by_role("button", name="Mitzeichnen").click()
    page.get_by_text("Die Entscheidung ist getroffen.").wait_for()

    assert page.locator(".case-facts .state").inner_text() == "Bewilligt"
