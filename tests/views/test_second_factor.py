"""Staff see nothing before their second factor."""

import re
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings as project_settings
from django.test import Client
from django.urls import get_resolver, reverse

from applications.services import second_factor
from tests.support.accounts import PASSWORD, enrol, make_user, sign_in

pytestmark = pytest.mark.django_db

START = 1_600_000_000
DESK = f"/{project_settings.ADMIN_PATH}"
MADE_UP = {
    "code": "0" * 26,
    "attachment_code": "0" * 26,
    "slug": "vorschlag",
    "app_label": "applications",
}


@pytest.fixture(autouse=True)
def _rehearsing(settings):
    settings.REHEARSAL_NOW = "2020-01-20T10:00"


def password_only(client, email="eva@amt.example"):
    return client.post(reverse("account_login"), {"login": email, "password": PASSWORD})


def admin_addresses() -> list[str]:
    """Return every address of the admin, with made-up values where it needs some."""
    _prefix, resolver = get_resolver().namespace_dict["admin"]
    addresses = []
    for name in {key for key in resolver.reverse_dict if isinstance(key, str)}:
        _path, parameters = resolver.reverse_dict[name][0][0]
        values = {parameter: MADE_UP.get(parameter, "1") for parameter in parameters}
        addresses.append(reverse(f"admin:{name}", kwargs=values))
    return addresses


def test_staff_without_factor_see_no_staff_page():
    client = Client()
    client.force_login(make_user("eva@amt.example", group="Leitung"))

    answers = {address: client.get(address) for address in admin_addresses()}

    enrolment = reverse("mfa_activate_totp")
    assert {answer.url.split("?")[0] for answer in answers.values()} == {enrolment}


def test_an_app_that_was_set_up_opens_nothing_before_its_code():
    client = Client()
    user = make_user("eva@amt.example", group="Leitung")
    enrol(user)
    client.force_login(user)

    answers = {client.get(address).url.split("?")[0] for address in admin_addresses()}

    assert answers == {reverse("mfa_reauthenticate")}


def test_staff_without_factor_see_no_page_of_applicants():
    client = Client()
    client.force_login(make_user("eva@amt.example", group="Leitung"))

    answer = client.get(reverse("account"))
    asked = [client.get(address).url for address in ("/antraege/", "/konto/meine-daten/")]

    assert answer.status_code == 200
    assert {url.partition("?")[0] for url in asked} == {reverse("mfa_activate_totp")}


def test_applicants_need_no_factor(client):
    sign_in(client, make_user())

    assert client.get(reverse("account")).status_code == 200


def test_sign_in_of_staff_asks_for_the_code(client):
    user = make_user("eva@amt.example", group="Leitung")
    enrol(user)

    asked = password_only(client)
    half_way = client.get(DESK, follow=True)
    wrong = client.post(asked.url, {"code": "000000"})
    nothing = client.post(asked.url)
    right = client.post(asked.url, {"code": second_factor.current_code(user)})

    assert asked.url == reverse("mfa_authenticate")
    assert half_way.redirect_chain[-1][0] == asked.url
    assert "Der Code stimmt nicht." in wrong.content.decode()
    assert "Geben Sie den Code mit 6 Ziffern ein." in nothing.content.decode()
    assert right.url == DESK


def test_a_code_counts_once():
    user = make_user("eva@amt.example", group="Leitung")
    enrol(user)
    first, second = Client(), Client()
    with time_machine.travel(START, tick=False):
        code = second_factor.current_code(user)
        used = first.post(password_only(first).url, {"code": code})
    with time_machine.travel(START + 40, tick=False):
        replayed = second.post(password_only(second).url, {"code": code})

    assert used.status_code == 302
    assert replayed.status_code == 200


def test_recovery_code_replaces_the_app_once():
    client = Client()
    make_user("eva@amt.example", group="Leitung")
    codes = enrol_in_browser(client)
    client.post(reverse("account_logout"))

    first = client.post(password_only(client).url, {"code": codes[0]})
    client.post(reverse("account_logout"))
    again = client.post(password_only(client).url, {"code": codes[0]})

    assert first.url == DESK
    assert again.status_code == 200


def enrol_in_browser(client) -> list[str]:
    password_only(client)
    url = reverse("mfa_activate_totp")
    secret = re.search(r"<code[^>]*>([A-Z2-7]{32})<", client.get(url).content.decode()).group(1)
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    answer = client.post(url, {"code": code}, follow=True)
    return re.findall(r"<code[^>]*>(\d{8})<", answer.content.decode())


def test_enrolment_opens_the_desk_and_hides_the_secret(client):
    make_user("eva@amt.example", group="Leitung")
    codes = enrol_in_browser(client)
    desk = client.get(reverse("account_continue"))
    session_is_enough = client.get(DESK).status_code

    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert len(codes) == 10
    assert (desk.url, session_is_enough) == (DESK, 200)
    assert not re.fullmatch(r"[A-Z2-7]{32}", stored)


def test_staff_cannot_switch_the_factor_off(client):
    user = make_user("eva@amt.example", group="Leitung")
    enrol(user)
    password_only(client)
    client.post(reverse("mfa_authenticate"), {"code": second_factor.current_code(user)})

    client.post(reverse("mfa_deactivate_totp"))

    assert second_factor.is_enrolled(user)
