"""Signing in and out, a new password, the own account."""

import re

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from tests.support.accounts import PASSWORD, make_user, sign_in
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db

SIGN_IN = reverse("account_login")
WRONG = "E-Mail-Adresse oder Passwort stimmen nicht. Bitte versuchen Sie es noch einmal."
PAUSE = "Zur Sicherheit machen wir 15 Minuten Pause. Danach können Sie es wieder versuchen."
START = 1_600_000_000


def try_sign_in(client, password=PASSWORD, email="rania@beispiel.de", **extra):
    return client.post(SIGN_IN, {"login": email, "password": password}, **extra)


def is_signed_in(client) -> bool:
    return client.get(reverse("account")).status_code == 200


def test_sign_in_leads_to_the_applications_or_to_next(client):
    make_user()

    assert try_sign_in(client).url == "/antraege/"
    client.logout()
    assert (
        client.post(
            f"{SIGN_IN}?next=/konto/", {"login": "Rania@Beispiel.de", "password": PASSWORD}
        ).url
        == "/konto/"
    )


def test_next_never_leaves_the_site(client):
    make_user()

    answer = client.post(
        f"{SIGN_IN}?next=https://boese.example/",
        {"login": "rania@beispiel.de", "password": PASSWORD},
    )

    assert answer.url == "/antraege/"


def test_one_sentence_for_every_wrong_sign_in(client):
    make_user()

    pages = [
        try_sign_in(client, "Ein anderer Satz").content.decode(),
        try_sign_in(client, email="niemand@beispiel.de").content.decode(),
    ]

    assert all(WRONG in page for page in pages)


def test_closed_account_cannot_sign_in(client):
    user = make_user()
    user.is_active = False
    user.save()

    try_sign_in(client)

    assert not is_signed_in(client)


def test_sixth_wrong_password_waits_15_minutes(client):
    make_user()
    with time_machine.travel(START, tick=False):
        wrong = [try_sign_in(client, "Ein anderer Satz").status_code for _n in range(5)]
        sixth = try_sign_in(client)
    with time_machine.travel(START + 15 * 60 + 1, tick=False):
        later = try_sign_in(client)

    assert wrong == [200] * 5
    assert sixth.status_code == 429
    assert PAUSE in sixth.content.decode()
    assert later.url == "/antraege/"


def test_nobody_locks_out_somebody_in_another_network(client):
    make_user()
    for _n in range(6):
        try_sign_in(client, "Ein anderer Satz", REMOTE_ADDR="192.0.2.1")

    answer = try_sign_in(client, REMOTE_ADDR="192.0.2.2")

    assert answer.url == "/antraege/"


def test_sign_out_is_a_post_and_kills_the_session(client):
    sign_in(client, make_user())
    cookie = client.cookies["sitzung"].value
    asked = client.get(reverse("account_logout"))
    still_in = is_signed_in(client)

    answer = client.post(reverse("account_logout"))
    client.cookies["sitzung"] = cookie

    assert "Möchten Sie sich abmelden?" in asked.content.decode()
    assert still_in
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_signed_in(client)


def reset_link() -> str:
    return re.search(r"https?://[^/]+(/konto/passwort/neu/\S+)", mail.outbox[-1].body).group(1)


def ask_for_link(client, email="rania@beispiel.de"):
    return client.post(reverse("account_reset_password"), {"email": email})


def set_password(client, link: str, password: str):
    form = client.get(link)
    return client.post(form.url, {"password1": password}) if form.status_code == 302 else form


def test_new_password_by_link_ends_all_sessions(client):
    make_user()
    other = StrictClient()
    try_sign_in(other)
    ask_for_link(client)

    client.get(reset_link())
    client.get(reset_link())
    answer = set_password(client, reset_link(), "Ein neuer Satz am Abend")

    assert answer.url == reverse("account_reset_password_from_key_done")
    page = client.get(answer.url, follow=True).content.decode()
    assert "Ihr neues Passwort ist gespeichert." in page
    assert not is_signed_in(other)
    assert try_sign_in(client, "Ein neuer Satz am Abend").url == "/antraege/"


def test_link_works_once_and_for_60_minutes(client):
    make_user()
    with time_machine.travel(START, tick=False):
        ask_for_link(client)
    link = reset_link()
    with time_machine.travel(START + 60 * 60 + 1, tick=False):
        too_late = set_password(client, link, "Ein neuer Satz am Abend")
    with time_machine.travel(START + 59 * 60, tick=False):
        in_time = set_password(client, link, "Ein neuer Satz am Abend")
        again = set_password(StrictClient(), link, "Noch ein Satz am Abend")

    assert "Dieser Link ist zu alt." in too_late.content.decode()
    assert in_time.status_code == 302
    assert "Dieser Link ist zu alt." in again.content.decode()


def test_unknown_address_gets_the_same_answer_and_no_mail(client):
    make_user()

    known, unknown = ask_for_link(client), ask_for_link(client, "niemand@beispiel.de")

    assert known.url == unknown.url == reverse("account_reset_password_done")
    assert len(mail.outbox) == 1


def test_account_page_changes_the_name(client):
    user = make_user()
    sign_in(client, user)

    page = client.get(reverse("account")).content.decode()
    empty = client.post(reverse("account"), {"name": " "}).content.decode()
    client.post(reverse("account"), {"name": "Rania Haddad-Lenz"})

    user.refresh_from_db()
    assert "rania@beispiel.de" in page
    assert "Geben Sie Ihren Namen ein." in empty
    assert user.name == "Rania Haddad-Lenz"


def test_password_change_needs_the_old_one_and_tells_the_owner(client):
    user = make_user()
    try_sign_in(client)
    url = reverse("account_change_password")

    wrong = client.post(url, {"oldpassword": "x", "password1": "Ein neuer Satz am Abend"})
    right = client.post(url, {"oldpassword": PASSWORD, "password1": "Ein neuer Satz am Abend"})

    user.refresh_from_db()
    assert "Das Passwort stimmt nicht." in wrong.content.decode()
    assert right.url == reverse("account")
    assert user.check_password("Ein neuer Satz am Abend")
    assert mail.outbox[-1].subject == "Ihr Passwort ist neu"
    assert is_signed_in(client)


def test_new_address_counts_after_its_code(client):
    user = make_user()
    try_sign_in(client)

    client.get(reverse("account_email"))
    asked = client.post(reverse("account_email"), {"email": "neu@beispiel.de", "action_add": ""})
    code = re.search(r"\d{3} \d{3}", mail.outbox[-1].subject).group()
    user.refresh_from_db()
    before = user.email
    page = client.get(asked.url).content.decode()
    done = client.post(asked.url, {"action": "verify", "code": code})

    user.refresh_from_db()
    assert (before, user.email) == ("rania@beispiel.de", "neu@beispiel.de")
    assert "neu@beispiel.de" in page
    assert done.url == reverse("account")
    assert mail.outbox[-1].to == ["rania@beispiel.de"]
    assert mail.outbox[-1].subject == "Ihre E-Mail-Adresse ist neu"


def test_important_changes_ask_for_the_password_again_after_ten_minutes(client):
    make_user()
    with time_machine.travel(START, tick=False):
        try_sign_in(client)
    with time_machine.travel(START + 11 * 60, tick=False):
        asked = client.get(reverse("mfa_activate_totp"))
        wrong = client.post(asked.url, {"password": "Ein anderer Satz"})
        right = client.post(asked.url, {"password": PASSWORD})

    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert "Das Passwort stimmt nicht." in wrong.content.decode()
    assert right.url == reverse("mfa_activate_totp")


def test_other_devices_can_be_signed_out(client):
    make_user()
    other = StrictClient()
    try_sign_in(other, HTTP_USER_AGENT="Mozilla/5.0 (iPhone) Version/17 Safari/604.1")
    try_sign_in(client, HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")

    page = client.get(reverse("usersessions_list")).content.decode()
    client.post(reverse("usersessions_list"))

    assert "Safari, iPhone" in page
    assert "Firefox, Windows <strong>(dieses Gerät)" in page
    assert not is_signed_in(other)
    assert is_signed_in(client)


@pytest.mark.parametrize(
    "path", ["/konto/social/", "/accounts/login/", "/konto/login/", "/konto/passwort/set/"]
)
def test_other_pages_of_the_library_do_not_exist(client, path):
    assert client.get(path).status_code == 404
