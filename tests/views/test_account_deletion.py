"""Deleting the account in the browser: two steps and a proof; and the switch for reminders."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from applications.models import User
from tests import factories
from tests.support.accounts import PASSWORD, make_user, sign_in
from tests.support.pages import form_data, page_text, summary
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db

EXPLAIN, CONFIRM = reverse("account_deletion"), reverse("account_deletion_confirm")
ACCOUNT = reverse("account")
EMAIL = "rania@verein.example"
START = 1_600_000_000


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch, rehearsal: Callable[[str], Any]) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)
    rehearsal("2020-01-20T10:00")


def signed_in() -> Client:
    client = StrictClient()
    client.post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD})
    return client


def test_two_steps_then_the_start_page_says_that_it_is_done() -> None:
    user = make_user(EMAIL)
    client = signed_in()

    explained = client.get(EXPLAIN)
    asked = client.get(CONFIRM)
    unsure = client.post(CONFIRM, {})
    done = client.post(CONFIRM, {**form_data(asked), "is_sure": "on"})

    user.refresh_from_db()
    page = page_text(client.get(done.url))
    assert "Ihr Name bleibt in abgesendeten Anträgen stehen." in page_text(explained)
    assert summary(unsure) == ["Bitte bestätigen Sie diesen Satz."]
    assert done.url == reverse("start")
    assert done["Clear-Site-Data"] == '"cache", "storage"'
    assert "Ihr Konto ist gelöscht." in page
    assert "Anmelden" in page
    assert user.erased_at


def test_the_password_is_asked_first() -> None:
    user = make_user(EMAIL)
    with time_machine.travel(START, tick=False):
        client = signed_in()
    with time_machine.travel(START + 5 * 60, tick=False):
        asked = client.post(CONFIRM, {"is_sure": "on"})

    user.refresh_from_db()
    assert asked.url == f"{reverse('account_reauthenticate')}?next={CONFIRM}"
    assert user.is_active


def test_what_hinders_is_named_with_a_way_out() -> None:
    user = make_user(EMAIL)
    draft = factories.make_draft(actor=user, name="Brückenbau Kassel e. V.")
    case = factories.make_submitted(actor=user, name="Frauennetz Ohmtal e. V.")
    client = signed_in()

    page = client.get(EXPLAIN)
    tried = client.post(CONFIRM, {"is_sure": "on"})

    user.refresh_from_db()
    text, html = page_text(page), page.content.decode()
    alone = "Sie sind allein im Team. Löschen Sie zuerst den Entwurf oder laden Sie jemanden ein."
    assert f"Brückenbau Kassel e. V. {alone}" in text
    assert "Frauennetz Ohmtal e. V. Nur Sie dürfen für den Verein absenden." in text
    assert reverse("application_delete", args=[draft.code]) in html
    assert reverse("team", args=[case.code]) in html
    assert CONFIRM not in html
    assert tried.url == EXPLAIN
    assert user.is_active


def test_the_ways_out_exist(client: Client) -> None:
    user = make_user(EMAIL)
    case = factories.make_submitted(actor=user)
    sign_in(client, user)

    assert client.get(reverse("team", args=[case.code])).status_code == 200
    assert client.get(reverse("team_invite", args=[case.code])).status_code == 200


def test_a_colleague_who_left_in_between_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    user = make_user(EMAIL)
    factories.make_draft(actor=user)
    client = signed_in()
    # The page looked a moment before the colleague left.
    monkeypatch.setattr("applications.views.account_deletion.hindrances_of", lambda account: [])

    answer = client.post(CONFIRM, {"is_sure": "on"})

    assert answer.url == EXPLAIN
    assert User.objects.get(pk=user.pk).is_active


def test_staff_are_told_who_closes_their_account(client: Client) -> None:
    staff = factories.make_staff("Sachbearbeitung")
    sign_in(client, staff)

    assert "Nur die Verwaltung kann es schließen." in page_text(client.get(EXPLAIN))
    assert EXPLAIN not in client.get(ACCOUNT).content.decode()


def test_reminders_are_switched_off_and_on_beside_the_name(client: Client) -> None:
    user = make_user(EMAIL)
    sign_in(client, user)
    seen = form_data(client.get(ACCOUNT))

    off = client.post(ACCOUNT, {"wants_reminders": "no", "target": "reminders"}, follow=True)
    user.refresh_from_db()
    was_switched_off = not user.wants_reminders
    client.post(ACCOUNT, {"name": "Rania Lenz", "target": "next"})
    user.refresh_from_db()
    stayed_off = not user.wants_reminders
    client.post(ACCOUNT, {"wants_reminders": "yes", "target": "reminders"})
    empty = client.post(ACCOUNT, {"target": "reminders"})

    user.refresh_from_db()
    assert seen["wants_reminders"] == "yes"
    assert "Ihre Auswahl ist gespeichert." in page_text(off)
    assert (was_switched_off, stayed_off, user.wants_reminders) == (True, True, True)
    assert user.name == "Rania Lenz"
    assert summary(empty) == ["Wählen Sie eine Antwort aus."]
    assert "Rania Lenz" in empty.content.decode()
