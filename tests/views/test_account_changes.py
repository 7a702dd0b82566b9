"""Changes of an account: asked who it is, told to the owner, and other devices signed out."""

import re
import time

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.urls import reverse

from applications.services import bank_details, second_factor
from tests import factories
from tests.support.accounts import PASSWORD, enrol, make_user, prove_identity
from tests.support.bank_details import IBAN
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db

START = 1_600_000_000
NEW_PASSWORD = "Ein neuer Satz am Abend"


def sign_in_by_form(user) -> StrictClient:
    client = StrictClient()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def is_signed_in(client) -> bool:
    return client.get(reverse("account")).status_code == 200


def change_password(client) -> None:
    data = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD}
    client.post(reverse("account_change_password"), data)


def change_email(client) -> None:
    url = reverse("account_email")
    asked = client.post(url, {"email": "neu@beispiel.de", "action_add": ""})
    code = re.search(r"\d{3} \d{3}", mail.outbox[-1].subject).group()
    client.post(asked.url, {"action": "verify", "code": code})


def set_up_factor(client) -> None:
    url = reverse("mfa_activate_totp")
    secret = re.search(r"<code[^>]*>([A-Z2-7]{32})<", client.get(url).content.decode()).group(1)
    client.post(url, {"code": format_hotp_value(hotp_value(secret, int(time.time()) // 30))})


CHANGES = {
    change_password: ("rania@beispiel.de", "Ihr Passwort ist neu"),
    change_email: ("rania@beispiel.de", "Ihre E-Mail-Adresse ist neu"),
    set_up_factor: ("rania@beispiel.de", "Ihr zweiter Schutz ist geändert"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_told_and_ends_all_other_sessions(change):
    user = make_user()
    client, other = sign_in_by_form(user), sign_in_by_form(user)
    mail.outbox.clear()

    change(client)

    told = {(to, letter.subject) for letter in mail.outbox for to in letter.to}
    assert CHANGES[change] in told
    assert not is_signed_in(other)
    assert is_signed_in(client)


def test_the_second_factor_goes_only_with_a_proof_and_ends_other_sessions(settings):
    settings.REHEARSAL_NOW = "2020-01-20T10:00"
    user = make_user()
    with time_machine.travel(time.time() - 11 * 60, tick=False):
        client, other = sign_in_by_form(user), sign_in_by_form(user)
    enrol(user)
    url = reverse("mfa_deactivate_totp")

    asked = client.post(url)
    still_there = second_factor.is_enrolled(user)
    prove_identity(client)
    client.post(url)

    assert asked.url.startswith((reverse("account_reauthenticate"), reverse("mfa_reauthenticate")))
    assert still_there
    assert not second_factor.is_enrolled(user)
    assert mail.outbox[-1].to == [user.email]
    assert not is_signed_in(other)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("account_email", {"email": "neu@beispiel.de", "action_add": ""}),
        ("mfa_activate_totp", {"code": "123456"}),
        ("mfa_generate_recovery_codes", {}),
    ],
)
def test_ten_minutes_later_nothing_changes_without_a_new_proof(name, data):
    user = make_user()
    with time_machine.travel(START, tick=False):
        client = sign_in_by_form(user)
    mail.outbox.clear()

    with time_machine.travel(START + 10 * 60 + 1, tick=False):
        answer = client.post(reverse(name), data)

    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert mail.outbox == []
    assert [row.email for row in EmailAddress.objects.all()] == ["rania@beispiel.de"]


def test_a_new_account_for_the_money_is_told_to_the_team_and_ends_other_sessions(rehearsal):
    rehearsal("2020-02-03T10:00")
    case = factories.make_awarded()
    EmailAddress.objects.create(user=case.created_by, email=case.created_by.email, verified=True)
    colleague = factories.make_member(case)
    client, other = StrictClient(), StrictClient()
    for browser in (client, other):
        browser.post(
            reverse("account_login"),
            {"login": case.created_by.email, "password": factories.PASSWORD},
        )
    mail.outbox.clear()

    client.post(
        reverse("bank_details_enter", args=[case.code]),
        {"account_holder": case.organisation_name, "iban": IBAN, "bank_name": "", "seen": "0"},
    )

    assert bank_details.bank_account_of(case).has_number
    assert {to for letter in mail.outbox for to in letter.to} == {
        case.created_by.email,
        colleague.email,
    }
    assert not is_signed_in(other)
    assert is_signed_in(client)
