"""„Meine Daten“ in the browser: proof first, then the file, and not too often."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from applications.models import AuditEvent
from tests.support.accounts import PASSWORD, make_user, sign_in
from tests.support.pages import page_text
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db

PAGE = reverse("my_data")
EMAIL = "rania@verein.example"
START = 1_600_000_000


def signed_in() -> Client:
    client = StrictClient()
    client.post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD})
    return client


def test_the_file_comes_as_zip_that_nobody_keeps(
    rehearsal: Callable[[str], datetime],
) -> None:
    rehearsal("2020-01-20T10:00")
    user = make_user(EMAIL)
    client = signed_in()

    page = client.get(PAGE)
    answer = client.post(PAGE)

    content = b"".join(answer.streaming_content)
    assert "Sie bekommen eine ZIP-Datei." in page_text(page)
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == 'attachment; filename="Meine-Daten-2020-01-20.zip"'
    assert answer["Content-Length"] == str(len(content))
    assert answer["Cache-Control"] == "no-store"
    assert "konto.json" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert AuditEvent.objects.get(event="account.data_exported").actor == user


def test_the_password_is_asked_again_and_leads_back() -> None:
    make_user(EMAIL)
    with time_machine.travel(START, tick=False):
        client = signed_in()
    with time_machine.travel(START + 5 * 60, tick=False):
        asked = [client.get(PAGE), client.post(PAGE)]
        proved = client.post(asked[0].url, {"password": PASSWORD})

    proof = f"{reverse('account_reauthenticate')}?next={PAGE}"
    assert [answer.url for answer in asked] == [proof] * 2
    assert proved.url == PAGE
    assert not AuditEvent.objects.filter(event="account.data_exported").exists()


def test_a_session_without_proof_gets_nothing(client: Client) -> None:
    sign_in(client, make_user(EMAIL))

    assert client.post(PAGE).status_code == 302


def test_three_times_an_hour_for_each_account() -> None:
    make_user(EMAIL)
    make_user("berta@verein.example")
    with time_machine.travel(START, tick=False):
        client = signed_in()
        answers = [client.post(PAGE) for _time in range(4)]
        other = StrictClient()
        login = {"login": "berta@verein.example", "password": PASSWORD}
        other.post(reverse("account_login"), login)

        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert "Bitte warten Sie eine Stunde." in page_text(answers[3])
        answers.append(other.post(PAGE))
        assert answers[-1].status_code == 200
        for answer in answers:
            answer.close()
