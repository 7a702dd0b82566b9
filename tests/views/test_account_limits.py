"""Limits of signing in: counted once for all servers, and nobody locks anybody else out."""

import re

import pytest
import time_machine
from django.conf import LazySettings
from django.core import mail
from django.core.cache.backends import locmem
from django.urls import reverse

from tests.support.accounts import PASSWORD, make_user
from tests.support.strictness import StrictClient
from wir_foerderung import settings as real_settings

pytestmark = pytest.mark.django_db

START = 1_600_000_000
SIGN_IN = reverse("account_login")
PAUSE = "Zur Sicherheit machen wir 15 Minuten Pause."


def try_sign_in(typed="Ein anderer Satz", email="rania@beispiel.de", address="192.0.2.1"):
    """Try as somebody without cookies."""
    data = {"login": email, "password": typed}
    return StrictClient().post(SIGN_IN, data, REMOTE_ADDR=address)


def another_server(settings: LazySettings) -> None:
    """Begin with an empty memory, as a second server or after a restart."""
    for memory in (locmem._caches, locmem._expire_info):
        memory.clear()
    settings.CACHES = real_settings.CACHES


def test_two_servers_and_a_restart_count_together(settings):
    make_user()
    statuses = []
    for _number in range(6):
        another_server(settings)
        statuses.append(try_sign_in().status_code)

    another_server(settings)

    assert statuses == [200] * 5 + [429]
    assert try_sign_in(PASSWORD).status_code == 429
    assert try_sign_in(PASSWORD, address="198.51.100.7").url == "/antraege/"


def test_the_page_of_the_limit_is_ours():
    make_user()
    for _number in range(5):
        try_sign_in()

    answer = try_sign_in()

    assert answer.status_code == 429
    assert PAUSE in answer.content.decode()
    assert '<html lang="de"' in answer.content.decode()
    assert "captcha" not in answer.content.decode().lower()


def test_a_new_password_by_link_opens_at_once():
    make_user()
    for _number in range(6):
        try_sign_in()

    StrictClient().post(reverse("account_reset_password"), {"email": "rania@beispiel.de"})
    link = re.search(r"https?://[^/]+(/konto/passwort/neu/\S+)", mail.outbox[-1].body).group(1)
    client = StrictClient()
    form = client.get(link, REMOTE_ADDR="192.0.2.1")
    client.post(form.url, {"password1": "Ein neuer Satz am Abend"}, REMOTE_ADDR="192.0.2.1")

    assert try_sign_in("Ein neuer Satz am Abend").url == "/antraege/"


def test_one_network_has_a_hundred_tries_an_hour_whatever_the_accounts():
    make_user()
    for number in range(100):
        # Not so fast that the limit of a minute comes first.
        with time_machine.travel(START + 10 * number, tick=False):
            assert try_sign_in(email=f"niemand{number}@beispiel.de").status_code == 200

    with time_machine.travel(START + 1010, tick=False):
        same_network = try_sign_in(PASSWORD)
        another = try_sign_in(PASSWORD, address="198.51.100.7")

    assert same_network.status_code == 429
    assert another.url == "/antraege/"


def test_sixty_requests_a_minute_are_the_most_of_a_network():
    statuses = []
    with time_machine.travel(START, tick=False):
        for number in range(61):
            statuses.append(try_sign_in(email=f"niemand{number}@beispiel.de").status_code)

    assert statuses == [200] * 60 + [429]


def test_an_invented_proxy_opens_no_new_count():
    """Without a proxy of ours nobody believes where a request says that it comes from."""
    make_user()
    data = {"login": "rania@beispiel.de", "password": "Ein anderer Satz"}

    statuses = [
        StrictClient()
        .post(SIGN_IN, data, headers={"x-forwarded-for": f"198.51.100.{number}"})
        .status_code
        for number in range(6)
    ]

    assert statuses == [200] * 5 + [429]
