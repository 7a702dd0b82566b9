"""V01: anybody can ask whether a document is genuine, and learns nothing else."""

import pytest
from django.test import Client

from applications.models import Document
from applications.models.codes import group_printed
from applications.services.request_answers import answer_request
from tests import factories
from tests.support import pages
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)


@pytest.fixture
def anybody() -> Client:
    return StrictClient()


def genuine() -> Document:
    return factories.store_receipt(factories.make_submitted())


def test_a_genuine_document_is_named_without_personal_data(anybody: Client) -> None:
    document = genuine()
    answer = anybody.get(f"/echt/{document.code}/")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Dieses Dokument ist echt" in text
    assert "Eingangsbestätigung" in text
    assert "WIR-2020-0001-69" in text
    assert "18. Januar 2020" in text
    for personal in ("Frauennetz", "Rania", "Haddad", "Formular-Werkstatt", "8.361"):
        assert personal not in text


def test_the_code_may_be_typed_in_many_ways(anybody: Client) -> None:
    document = genuine()
    Document.objects.filter(pk=document.pk).update(code="7KQ4M2XW9T01")
    for typed in ("7KQ4-M2XW-9T01", " 7kq4 m2xw 9toi ", "7kq4m2xw9tol"):
        answer = anybody.post("/echt/", {"code": typed})
        assert answer["Location"] == "/echt/7KQ4M2XW9T01/"
    assert anybody.get("/echt/7KQ4M2XW9T01/").status_code == 200
    assert anybody.get(f"/echt/{group_printed('7KQ4M2XW9T01')}/").status_code == 200


@pytest.mark.parametrize("code", ["000000000000", "0", "ÄÖÜ"])
def test_an_unknown_code_is_explained(anybody: Client, code: str) -> None:
    answer = anybody.get(f"/echt/{code}/")
    assert answer.status_code == 404
    assert "Zu diesem Code gibt es kein Dokument." in answer.content.decode()


def test_a_document_without_a_file_is_not_confirmed(anybody: Client) -> None:
    document = factories.make_submitted().documents.get()
    assert anybody.get(f"/echt/{document.code}/").status_code == 404


@pytest.mark.parametrize("typed", ["", "   ", "---", "../konto"])
def test_what_is_no_code_is_asked_again(anybody: Client, typed: str) -> None:
    answer = anybody.post("/echt/", {"code": typed})
    assert answer.status_code == 200
    assert "Tragen Sie den Code ein. Er hat 12 Zeichen." in answer.content.decode()


def test_nobody_can_try_many_codes(anybody: Client) -> None:
    for number in range(20):
        assert anybody.get(f"/echt/{number:012}/").status_code == 404
    refused = anybody.get("/echt/000000000000/")
    assert refused.status_code == 429
    assert "Das waren viele Anfragen auf einmal." in refused.content.decode()
    elsewhere = StrictClient(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.get("/echt/000000000000/").status_code == 404


def test_two_queries_answer(anybody: Client, django_assert_num_queries: object) -> None:
    document = genuine()
    with django_assert_num_queries(3):
        anybody.get(f"/echt/{document.code}/")


def test_document_of_an_earlier_version_names_the_one_that_counts(client):
    request = factories.make_information_request()
    factories.store_receipt(request.application)
    old = request.application.documents.get()
    answer_request(
        request=request,
        actor=request.application.created_by,
        at=factories.ASKED_AT,
        incomplete_confirmed=True,
    )

    text = pages.page_text(client.get(f"/echt/{old.code}/"))

    assert "Das Dokument wurde später ersetzt. Gültig ist die Fassung vom 3. Februar 2020." in text
