"""From the sign-up form to the first page of the own applications."""

import re

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from applications.models.message import Message
from applications.models.user import User
from tests.support.accounts import PASSWORD, make_user
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db

ANSWERS = {"name": "Rania Haddad", "email": "rania@beispiel.de", "password1": PASSWORD}
CODE_PAGE = reverse("account_email_verification_sent")


def sign_up(client: Client, **changes: str):
    return client.post(reverse("account_signup"), ANSWERS | changes)


def sent_code() -> str:
    return re.search(r"\d{3} \d{3}", mail.outbox[-1].subject).group()


def test_sign_up_page_shows_texts_of_the_form(client):
    page = client.get(reverse("account_signup")).content.decode()

    assert "Jede Person im Team braucht ein eigenes Konto." in page
    assert "Mindestens 12 Zeichen. Ein kurzer Satz ist gut." in page
    assert 'autocomplete="new-password"' in page


def test_sign_up_leads_through_the_code_to_the_applications(client):
    first = sign_up(client)
    page = client.get(CODE_PAGE).content.decode()
    last = client.post(CODE_PAGE, {"action": "verify", "code": f" {sent_code()} "})

    assert first.url == CODE_PAGE
    assert "rania@beispiel.de" in page
    assert last.url == "/antraege/"
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)
    assert User.objects.get().name == "Rania Haddad"


def test_code_mail_is_short_and_says_nothing_personal(client):
    sign_up(client)

    assert re.fullmatch(r"Ihr Code: \d{3} \d{3}", mail.outbox[0].subject)
    assert "Er gilt 30 Minuten." in mail.outbox[0].body
    assert "Rania" not in mail.outbox[0].body
    assert mail.outbox[0].to == ["rania@beispiel.de"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Geben Sie Ihren Namen ein."),
        ({"email": "rania"}, "Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@beispiel.de."),
        ({"password1": "kurz"}, "Das Passwort ist zu kurz. Nehmen Sie mindestens 12 Zeichen."),
        (
            {"password1": "1qaz2wsx3edc"},
            "Dieses Passwort benutzen viele Menschen. Bitte nehmen Sie ein anderes.",
        ),
        ({"password1": "Rania Haddad 1"}, "zu ähnlich"),
    ],
)
def test_sign_up_names_what_to_mend(client, changes, sentence):
    page = sign_up(client, **changes).content.decode()

    assert sentence in page
    assert not User.objects.exists()


def test_a_short_and_common_password_gets_one_sentence(client):
    page = sign_up(client, password1="passwort").content.decode()

    assert "Das Passwort ist zu kurz." in page
    assert "Dieses Passwort benutzen viele Menschen." not in page


def enter(client: Client, code: str):
    return client.post(CODE_PAGE, {"action": "verify", "code": code})


def test_wrong_code_is_refused(client):
    sign_up(client)

    answer = enter(client, "000000")

    assert "Der Code stimmt nicht. Prüfen Sie die 6 Ziffern." in answer.content.decode()


def test_five_wrong_codes_close_the_page_for_15_minutes(client):
    start = 1_600_000_000
    with time_machine.travel(start, tick=False):
        sign_up(client)
        wrong = [enter(client, "000000").status_code for _n in range(5)]
    with time_machine.travel(start + 60, tick=False):
        early = enter(client, sent_code())
    with time_machine.travel(start + 16 * 60, tick=False):
        late = enter(client, sent_code())

    assert wrong == [200] * 5
    assert early.status_code == 429
    assert "Das waren zu viele Versuche. Bitte warten Sie 15 Minuten." in early.content.decode()
    assert late.url == "/antraege/"


def test_old_code_is_replaced_by_a_new_one(client):
    start = 1_600_000_000
    with time_machine.travel(start, tick=False):
        sign_up(client)
    old_code = sent_code()
    with time_machine.travel(start + 31 * 60, tick=False):
        answer = enter(client, old_code)
        page = client.get(CODE_PAGE).content.decode()
        last = enter(client, sent_code())

    assert answer.url == CODE_PAGE
    assert "Der Code ist zu alt. Wir haben Ihnen einen neuen geschickt." in page
    assert last.url == "/antraege/"


def test_known_address_gets_the_same_pages_and_another_mail(client):
    known, stranger = StrictClient(), StrictClient()
    make_user("bekannt@beispiel.de")
    answers = [
        sign_up(known, email="bekannt@beispiel.de"),
        sign_up(stranger, email="neuling@beispiel.de"),
    ]
    pages = [
        re.sub(r'value="[^"]{40,}"|bekannt|neuling', "", one.get(CODE_PAGE).content.decode())
        for one in (known, stranger)
    ]
    wrong = [enter(one, "000000") for one in (known, stranger)]

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, CODE_PAGE)] * 2
    assert pages[0] == pages[1]
    assert [answer.status_code for answer in wrong] == [200, 200]
    assert mail.outbox[0].subject == "Sie haben schon ein Konto"
    assert "Code" not in mail.outbox[0].body


def test_starting_again_brings_back_the_form(client):
    sign_up(client)

    answer = client.post(reverse("account_start_again"))

    assert answer.url == reverse("account_signup")
    assert client.get(answer.url).status_code == 200


def test_orders_go_through_the_outbox(client):
    sign_up(client)

    assert Message.objects.get().kind == "account_code"
