"""The mails of a rehearsal."""

import pytest
from django.core import mail
from django.urls import reverse

from applications.models.message import Message

pytestmark = pytest.mark.django_db

ANSWERS = {
    "name": "Rania Haddad",
    "email": "rania@beispiel.de",
    "password1": "Ein kurzer Satz am Morgen",
}


def test_demo_mails_show_the_code_while_rehearsing(client, settings):
    settings.REHEARSAL_NOW = "2020-01-20T10:00"
    client.post(reverse("account_signup"), ANSWERS)

    asked = client.get(reverse("account_email_verification_sent")).content.decode()
    page = client.get(reverse("demo_mails")).content.decode()

    assert reverse("demo_mails") in asked
    assert mail.outbox[0].subject in page
    assert "rania@beispiel.de" in page
    assert "Er gilt 30 Minuten." in page
    assert '<a href="http' in page


def test_demo_mails_do_not_exist_otherwise(client):
    assert client.get(reverse("demo_mails")).status_code == 404


def test_sent_codes_are_forgotten_outside_a_rehearsal(client):
    client.post(reverse("account_signup"), ANSWERS)

    assert Message.objects.get().sent_at is not None
    assert Message.objects.get().context == {}
