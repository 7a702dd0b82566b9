"""A whole small round: ranked, tried out, frozen by two persons, released and signed."""

from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from applications import clock
from applications.models import Application, AwardList, Decision, FundingRound
from applications.rules.lifecycle import State
from tests import factories
from tests.support.accounts import sign_in
from tests.support.award_cases import ready
from tests.support.browser import NARROW, WIDE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_desk(new_context, live_server):
    """Return a function that opens a page for a member of staff who has signed in."""

    def open_page(person, **options):
        client = Client()
        sign_in(client, person)
        context = new_context(**options)
        name, value = settings.SESSION_COOKIE_NAME, client.session.session_key
        context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        return context.new_page()

    return open_page


@pytest.fixture
def cases(monkeypatch):
    """Six cases whose review is complete; the money pays four of them and a part."""
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)
    found = [ready(factories.make_reviewed(), points) for points in (15, 12, 11, 9, 8, 3)]
    FundingRound.objects.update(budget_eur=Decimal("36000.00"))
    return found


@pytest.mark.parametrize(("has_script", "viewport"), [(True, WIDE), (False, NARROW)])
def test_a_small_round_is_ranked_frozen_released_and_signed(
    open_desk, cases, has_script, viewport
):
    options = {"java_script_enabled": has_script, "viewport": viewport}
    head = factories.make_staff("Leitung", name="Hanna Leitner")
    approver = factories.make_staff("Mitzeichnung", name="Bernd Muster")
    worker = factories.make_staff("Sachbearbeitung", name="Anna Beispiel")

    page = open_desk(head, **options)
    page.goto(reverse("admin:index"))
    page.get_by_role("link", name="Vergabeliste").click()
    page.get_by_text("Für Rang 5 bleiben").wait_for()
    page.get_by_role("link", name="Neues Szenario").click()
    page.get_by_label("Name des Szenarios").fill("Rest an Rang 5")
    page.get_by_role("button", name="Szenario anlegen").click()
    page.get_by_label(f"Betrag für {cases[0].reference_number} in Euro").fill("8.000,00")
    page.get_by_role("button", name="Rechnen").click()
    page.get_by_role("button", name="einsetzen").click()
    page.get_by_text("Es bleibt nichts.").wait_for()
    page.get_by_role("link", name="Einfrieren").click()
    page.get_by_label("Warum vergeben wir so?").fill("Rang 5 bekommt den Rest.")
    page.get_by_role("button", name="Liste einfrieren").click()
    page.get_by_text("Eine andere Person muss sie bestätigen.").first.wait_for()
    address = page.url

    page = open_desk(approver, **options)
    page.goto(address)
    page.get_by_role("link", name="Bestätigen").click()
    page.get_by_label("Ich habe Reihenfolge, Beträge und Begründung geprüft.").check()
    page.get_by_role("button", name="Liste bestätigen").click()
    page.get_by_text("Diese Liste gilt").wait_for()

    page = open_desk(worker, **options)
    page.goto(address)
    page.get_by_role("link", name="Vorschläge anlegen").click()
    page.get_by_role("button", name="Vorschläge anlegen").click()
    page.get_by_text("Das ist das Ergebnis für jeden Antrag.").wait_for()

    decisions = {row.application_id: row for row in Decision.objects.all()}
    assert [decisions[case.pk].amount_eur for case in cases] == [
        Decimal("8000.00"),
        *[Decimal("8361.62")] * 3,
        Decimal("2915.14"),
        0,
    ]
    assert decisions[cases[5].pk].kind == "waiting"
    assert AwardList.objects.get().closed_by == approver
    assert FundingRound.objects.get().free_eur == 0
    for case in cases:
        factories.sign(Application.objects.get(pk=case.pk), actor=approver, at=clock.now())
    states = [Application.objects.get(pk=case.pk).state for case in cases]
    assert states == [State.AWARDED] * 5 + [State.WAITING]
