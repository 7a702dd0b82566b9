"""Links to a new password and invitations: who else cannot use them, and until when."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from applications.services import accounts, second_factor
from tests import factories
from tests.support.accounts import enrol, make_user
from tests.support.invitations import invite
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "Ein neuer Satz am Abend"
TOO_OLD = "Dieser Link ist zu alt."


def ask_for_link(email="rania@beispiel.de") -> str:
    StrictClient().post(reverse("account_reset_password"), {"email": email})
    return re.search(r"https?://[^/]+(/konto/passwort/neu/\S+)", mail.outbox[-1].body).group(1)


def open_link(link: str):
    client = StrictClient()
    return client, client.get(link)


def change_password(user):
    user.set_password("Ein anderer Satz am Mittag")
    user.save()


def change_address(user):
    EmailAddress.objects.filter(user=user).update(email="neu@beispiel.de")
    user.email = "neu@beispiel.de"
    user.save()


def close_account(user):
    user.is_active = False
    user.save()


@pytest.mark.parametrize("happens", [change_password, change_address, close_account])
def test_a_link_is_dead_once_the_account_has_changed(happens):
    user = make_user()
    link = ask_for_link()
    happens(user)

    _client, page = open_link(link)

    assert TOO_OLD in page.content.decode()


def test_a_link_of_one_account_opens_no_other():
    make_user()
    other = make_user("selam@beispiel.de")
    key = ask_for_link().partition("-")[2]
    foreign = accounts.password_link(other).rpartition("/konto")[2].partition("-")[0]

    _client, page = open_link(f"/konto{foreign}-{key}")

    assert TOO_OLD in page.content.decode()


def test_the_secret_of_a_link_is_long_and_leaves_the_address_at_once():
    """The page with the form has an address without it, which no page passes on either."""
    make_user()
    link = ask_for_link()
    secret = link.rstrip("/").rpartition("-")[2]

    client, answer = open_link(link)

    # 256 bits of an HMAC behind the instant.
    assert len(secret) >= 32
    assert answer.status_code == 302
    assert secret not in answer.url
    assert client.get(answer.url)["Referrer-Policy"] == "same-origin"


def test_a_new_password_by_link_does_not_skip_the_second_factor(settings):
    settings.REHEARSAL_NOW = "2020-01-20T10:00"
    user = make_user("eva@amt.example", group="Leitung")
    enrol(user)
    client, answer = open_link(ask_for_link("eva@amt.example"))

    saved = client.post(answer.url, {"password1": NEW_PASSWORD})
    desk = client.get(reverse("admin:index"))
    asked = client.post(
        reverse("account_login"), {"login": "eva@amt.example", "password": NEW_PASSWORD}
    )

    assert saved.url == reverse("account_reset_password_from_key_done")
    assert desk.url.startswith(reverse("admin:login"))
    assert asked.url == reverse("mfa_authenticate")
    assert second_factor.is_enrolled(user)


def test_pages_of_an_invitation_pass_their_address_on_to_nobody(rehearsal):
    rehearsal("2020-01-20T10:00")
    address = f"/einladung/{invite(factories.make_draft())}/"

    page = StrictClient().get(address)

    assert page["Referrer-Policy"] == "same-origin"
    assert re.findall(r'(?:href|src|action)="(?:https?:)?//', page.content.decode()) == []
