"""S04: a decision waits in the account, and the first download starts the time limits."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from applications import clock
from applications.models import Application, Document, DocumentDelivery
from applications.rules.documents import DocumentKind
from applications.rules.lifecycle import Role
from applications.services import deliveries
from tests import factories
from tests.support.accounts import sign_in
from tests.support.pages import page_text
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _march(rehearsal: Any) -> None:
    rehearsal("2020-03-16T09:00")


def client_of(user: Any) -> Client:
    client = StrictClient()
    sign_in(client, user)
    return client


@pytest.fixture
def case() -> Application:
    """An award whose letter left today."""
    application = factories.make_proposed()
    factories.sign(application, actor=factories.make_staff("Mitzeichnung"))
    factories.release(application, at=clock.now())
    for document in Document.objects.all():
        store(document)
    return application


def store(document: Document) -> bytes:
    content = f"%PDF-1.7 {document.application} {document.code}".encode()
    document.file.save("x.pdf", ContentFile(content), save=False)
    document.size, document.sha256 = len(content), hashlib.sha256(content).hexdigest()
    document.rendered_at = clock.now()
    document.save()
    return content


def letter() -> Document:
    return Document.objects.get(kind=DocumentKind.AWARD)


def url_of(document: Document) -> str:
    assert document.application
    return f"/antrag/{document.application.code}/dokumente/{document.pk}/"


def page_of(client: Client, case: Application) -> str:
    return page_text(client.get(f"/antrag/{case.code}/dokumente/"))


def test_a_new_decision_says_what_the_download_means(case: Application) -> None:
    page = page_of(client_of(case.created_by), case)

    assert "Neu für Sie: Zuwendungsbescheid" in page
    assert "gilt er am nächsten Tag als bekannt gegeben. Dann beginnt die Frist" in page
    assert "Bitte laden Sie es bis Donnerstag, 26. März 2020 herunter." in page
    assert "Das Wichtigste in einfacher Sprache" in page


def test_a_look_delivers_nothing(case: Application) -> None:
    client = client_of(case.created_by)
    for method in (client.get, client.head):
        answer = method(url_of(letter()))
        assert answer["Location"] == f"/antrag/{case.code}/dokumente/"
    assert DocumentDelivery.objects.get().delivered_on is None


def test_the_button_delivers_and_sends_the_file(case: Application) -> None:
    client = client_of(case.created_by)

    answer = client.post(url_of(letter()))

    content = b"".join(answer.streaming_content)
    assert hashlib.sha256(content).hexdigest() == letter().sha256
    assert "WIR-2020-0001-69_Zuwendungsbescheid_2020-03-16.pdf" in answer["Content-Disposition"]
    row = DocumentDelivery.objects.get()
    assert (row.delivered_on.isoformat(), row.collected_by) == ("2020-03-17", case.created_by)
    page = page_of(client, case)
    assert "Bekannt gegeben am 17. März 2020." in page
    assert "Eine Klage ist bis Freitag, 17. April 2020 möglich." in page
    assert client.get(url_of(letter())).status_code == 200


def test_an_adviser_cannot_start_the_time_limit(case: Application) -> None:
    adviser = factories.make_member(case, role=Role.ADVISER)
    client = client_of(adviser)

    assert "Herunterladen können nur Personen, die für den Verein schreiben." in page_of(
        client, case
    )
    client.post(url_of(letter()))
    assert DocumentDelivery.objects.get().delivered_on is None


def test_staff_read_the_letter_without_delivering_it(case: Application) -> None:
    client = client_of(factories.make_staff("Sachbearbeitung"))
    assert client.get(url_of(letter())).status_code == 200
    assert DocumentDelivery.objects.get().delivered_on is None


def test_after_ten_days_it_comes_by_post(case: Application, rehearsal: Any) -> None:
    rehearsal("2020-03-27T09:00")
    deliveries.lapse(at=clock.now())
    client = client_of(case.created_by)

    assert "Wir schicken es mit der Post." in page_of(client, case)
    assert client.get(url_of(letter())).status_code == 200
    (row,) = deliveries.waiting_for_post()
    assert row.delivered_on is None


def test_a_letter_that_goes_by_post_is_not_read_before_it_was_posted() -> None:
    application = factories.make_proposed(
        changes={factories.Section.DECLARATIONS: {"delivery": "post"}}
    )
    factories.sign(application, actor=factories.make_staff("Mitzeichnung"))
    factories.release(application, at=clock.now())
    store(letter())
    client = client_of(application.created_by)

    assert client.get(url_of(letter())).status_code == 404
    assert client.post(url_of(letter())).status_code == 404
    assert "Zuwendungsbescheid" not in page_of(client, application)
    assert "In Prüfung" in page_text(client.get(f"/antrag/{application.code}/status/"))


def test_a_file_that_is_not_the_one_we_made_is_sent_to_nobody(case: Application) -> None:
    other = letter()
    storage = other.file.storage
    storage.delete(other.file.name)
    storage.save(other.file.name, ContentFile(b"%PDF-1.7 somebody else"))

    assert client_of(case.created_by).post(url_of(other)).status_code == 404
    assert client_of(factories.make_staff("Leitung")).get(url_of(other)).status_code == 404


def test_other_teams_find_nothing(case: Application) -> None:
    stranger = factories.make_submitted()
    client = client_of(stranger.created_by)
    assert client.get(url_of(letter())).status_code == 404
    assert client.post(url_of(letter())).status_code == 404
    crossed = f"/antrag/{stranger.code}/dokumente/{letter().pk}/"
    assert client.post(crossed).status_code == 404
    assert clock.now() - timedelta(days=1) < letter().ordered_at
