"""The audit log knows who came in and who was refused: one row each, with the request."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from applications.models import AuditEvent
from applications.services import security_log
from tests import factories
from tests.support.accounts import PASSWORD, enrol, make_user, prove_identity, sign_in

pytestmark = pytest.mark.django_db
REQUEST = re.compile(r"[0-9a-f]{16}")


@pytest.fixture(autouse=True)
def _rehearsing(settings: LazySettings) -> None:
    settings.REHEARSAL_NOW = "2020-01-20T10:00"


def only_row(event: str) -> AuditEvent:
    """Return the one row of an event; it says when, and in which request."""
    row = AuditEvent.objects.get(event=event)
    assert timedelta() <= row.real_at - row.at < timedelta(minutes=1)
    assert REQUEST.fullmatch(row.data["request"])
    return row


def try_sign_in(client: Client, email: str, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_a_sign_in_is_logged(client: Client) -> None:
    user = make_user()

    answer = try_sign_in(client, user.email)

    row = only_row("session.begun")
    assert (row.actor, row.data["account"]) == (user, user.pk)
    assert answer["X-Request-Id"] == row.data["request"]


def test_a_sign_in_with_two_steps_is_logged_after_the_second(client: Client) -> None:
    user = make_user("eva@amt.example", group="Leitung")
    enrol(user)

    try_sign_in(client, user.email)
    assert not AuditEvent.objects.exists()
    client.post(reverse("mfa_authenticate"), {"code": "000000"})

    row = only_row("second_factor.refused")
    assert (row.actor, row.data["account"]) == (None, user.pk)
    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize("is_known", [True, False])
def test_a_wrong_password_is_logged_without_what_was_typed(client: Client, is_known: bool) -> None:
    user = make_user()
    typed = user.email.upper() if is_known else "geheimes.Passwort@im-falschen-feld.de"

    try_sign_in(client, typed, "Ein anderer Satz")

    row = only_row("session.refused")
    assert (row.actor, row.data["account"]) == (None, user.pk if is_known else None)
    assert "@" not in str(row.data)
    assert "Satz" not in str(row.data)


def test_a_new_password_is_logged(client: Client) -> None:
    user = make_user()
    try_sign_in(client, user.email)

    new = "Ein ganz neuer Satz am Abend"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new})

    assert only_row("account.password_changed").actor == user


@pytest.mark.django_db(transaction=True)
def test_recovery_codes_are_logged_once_they_are_stored() -> None:
    client, user = Client(), make_user()
    enrol(user)
    sign_in(client, user)
    prove_identity(client)

    client.post(reverse("mfa_generate_recovery_codes"))

    assert only_row("second_factor.codes_made").actor == user


def test_switching_off_the_second_factor_is_logged(client: Client) -> None:
    user = make_user()
    enrol(user)
    sign_in(client, user)
    prove_identity(client)

    client.post(reverse("mfa_deactivate_totp"))

    assert only_row("second_factor.switched_off").actor == user


def test_every_notice_of_a_change_is_an_event() -> None:
    user = make_user()

    for occasion in security_log._CHANGES:
        security_log.protection_changed(occasion, user, at=factories.SENT_AT)
    security_log.protection_changed("account/email/unknown", user, at=factories.SENT_AT)

    assert AuditEvent.objects.count() == len(security_log._CHANGES)


def test_a_case_of_somebody_else_is_logged(client: Client) -> None:
    case, stranger = factories.make_submitted(), factories.make_user("Fremde Person")
    before = AuditEvent.objects.count()
    sign_in(client, stranger)

    assert client.get(f"/antrag/{case.code}/status/").status_code == 404

    row = only_row("access.refused")
    assert (row.actor, row.data["page"]) == (stranger, "application_status")
    assert row.data["code"] == case.code
    assert AuditEvent.objects.count() == before + 1


def test_a_page_of_another_group_is_logged(client: Client) -> None:
    clerk = factories.make_staff("Haushalt")
    sign_in(client, clerk)

    assert client.get(reverse("admin:applications_auditevent_changelist")).status_code == 403

    row = only_row("access.refused")
    assert (row.actor, row.data["page"]) == (clerk, "admin:applications_auditevent_changelist")


def test_columns_that_no_page_asks_for_are_logged_by_name(client: Client) -> None:
    person = factories.make_user()
    sign_in(client, person)

    client.post("/kontakt/", {"state": "awarded", "organisation_id": "99", "submitted_at": ""})

    row = only_row("input.foreign_fields")
    assert (row.actor, row.data["page"]) == (person, "contact")
    assert row.data["fields"] == ["organisation_id", "state", "submitted_at"]
    assert "awarded" not in str(row.data)


def test_fields_of_extensions_and_of_strangers_are_not_logged(client: Client) -> None:
    foreign = {"lastpass-vault": "x", "email": "a", "text": "b", "__honey": ""}
    client.post("/kontakt/", foreign | {"state": "awarded"})
    sign_in(client, factories.make_user())

    client.post("/kontakt/", foreign)
    client.get("/kontakt/", {"state": "awarded"})

    assert not AuditEvent.objects.filter(event="input.foreign_fields").exists()


def test_strangers_and_secrets_do_not_reach_the_log(client: Client) -> None:
    case = factories.make_submitted()
    before = AuditEvent.objects.count()
    client.get(f"/antrag/{case.code}/status/")
    client.get("/gibt/es/nicht/")

    sign_in(client, factories.make_user("Fremde Person"))
    client.get("/gibt/es/nicht/")
    client.get("/einladung/ein-geheimer-Link-den-niemand-kennen-darf/")

    assert AuditEvent.objects.count() == before


def test_every_request_has_its_own_number(client: Client) -> None:
    one, two = client.get("/"), client.get("/", headers={"X-Request-Id": "chosen"})

    assert REQUEST.fullmatch(one["X-Request-Id"])
    assert REQUEST.fullmatch(two["X-Request-Id"])
    assert one["X-Request-Id"] != two["X-Request-Id"]


def test_outside_of_requests_no_number_is_made_up() -> None:
    case = factories.make_submitted()

    assert all("request" not in row.data for row in case.audit_events.all())
