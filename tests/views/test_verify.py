"""V01: anybody can ask whether a document is genuine, and learns nothing else."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applications.models import Document, DocumentDelivery
from applications.models.codes import group_printed
from applications.rules.delivery import DeliveryWay
from applications.rules.documents import DocumentKind
from applications.services.file_check import MAXIMUM_BYTES
from applications.services.request_answers import answer_request
from tests import factories
from tests.documents.letters import SAMPLES, frozen_letter
from tests.support import pages
from tests.support.stored_files import keep, recode
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db

CONTENT = b"%PDF-1.7 receipt"


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)


@pytest.fixture
def anybody() -> Client:
    return StrictClient()


def genuine(**values: Any) -> Document:
    return keep(factories.store_receipt(factories.make_submitted(**values)), CONTENT)


def compare(client: Client, document: Document, content: bytes, name: str = "x.pdf") -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(f"/echt/{document.code}/", {"file": file})


def heading(answer: Any) -> str:
    """Return the verdict; the page holds the other ones for scripts."""
    (found,) = re.findall(r"<h1.*?</h1>", answer.content.decode().split("<template")[0])
    title = pages.text(found)
    assert f"{title} – WIR-Förderung</title>" in answer.content.decode()
    return title


def test_a_genuine_document_is_named_without_persons(anybody: Client) -> None:
    document = genuine(name="Frauennetz Usaufer e. V.")

    answer = anybody.get(f"/echt/{document.code}/")

    text = pages.page_text(answer)
    assert answer.status_code == 200
    for expected in (
        "Dieses Dokument ist echt.",
        "Eingangsbestätigung",
        "WIR-2020-0001-69",
        "18. Januar 2020",
        "Frauennetz Usaufer e. V.",
        "Fassung 1",
        group_printed(document.code),
    ):
        assert expected in text, expected
    # Neither persons nor the project; of money only what a decision says.
    for hidden in ("Rania", "Haddad", "@", "Formular-Werkstatt", "8.361", "Betrag", "61169"):
        assert hidden not in text, hidden


def test_the_code_may_be_typed_in_many_ways(anybody: Client) -> None:
    recode(genuine(), "7KQ4M2XW9T01")
    for typed in ("7KQ4-M2XW-9T01", " 7kq4 m2xw 9toi ", "7kq4m2xw9tol"):
        answer = anybody.post("/echt/", {"code": typed})
        assert answer["Location"] == "/echt/7KQ4M2XW9T01/"
    assert anybody.get("/echt/7KQ4M2XW9T01/").status_code == 200
    assert anybody.get(f"/echt/{group_printed('7KQ4M2XW9T01')}/").status_code == 200
    assert anybody.get("/echt/7kq4-m2xw-9toi/").status_code == 200


@pytest.mark.parametrize("code", ["000000000000", "0", "ÄÖÜ"])
def test_an_unknown_code_is_explained(anybody: Client, code: str) -> None:
    for answer in (
        anybody.get(f"/echt/{code}/"),
        anybody.post(f"/echt/{code}/", {"file": SimpleUploadedFile("x.pdf", CONTENT)}),
    ):
        assert answer.status_code == 404
        text = pages.page_text(answer)
        assert "Zu diesem Code gibt es kein Dokument. Prüfen Sie die Zeichen." in text
        assert "Datei vergleichen" not in text


def test_a_document_without_a_file_is_not_confirmed(anybody: Client) -> None:
    document = factories.make_submitted().documents.get()
    assert anybody.get(f"/echt/{document.code}/").status_code == 404


@pytest.mark.parametrize("typed", ["", "   ", "---", "../konto"])
def test_what_is_no_code_is_asked_again(anybody: Client, typed: str) -> None:
    answer = anybody.post("/echt/", {"code": typed})
    assert answer.status_code == 200
    assert "Tragen Sie den Code ein. Er hat 12 Zeichen." in answer.content.decode()


def test_nobody_can_try_many_codes_or_files(anybody: Client) -> None:
    document = genuine()
    for number in range(10):
        assert anybody.get(f"/echt/{number:012}/").status_code == 404
        assert compare(anybody, document, b"x").status_code == 200
    for refused in (anybody.get("/echt/000000000000/"), compare(anybody, document, CONTENT)):
        assert refused.status_code == 429
        assert "Das waren viele Anfragen auf einmal." in refused.content.decode()
    elsewhere = StrictClient(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.get("/echt/000000000000/").status_code == 404


def test_three_queries_answer(anybody: Client, django_assert_num_queries: Any) -> None:
    document = genuine()
    with django_assert_num_queries(3):
        anybody.get(f"/echt/{document.code}/")


def test_document_of_an_earlier_version_names_the_one_that_counts(client):
    request = factories.make_information_request()
    factories.store_receipt(request.application)
    old = request.application.documents.get(kind="acknowledgement_of_receipt")
    answer_request(
        request=request,
        actor=request.application.created_by,
        at=factories.ASKED_AT,
        incomplete_confirmed=True,
    )

    text = pages.page_text(client.get(f"/echt/{old.code}/"))

    assert "Dieses Dokument ist echt, aber ersetzt." in text
    assert "Das Dokument wurde später ersetzt. Gültig ist die Fassung vom 3. Februar 2020." in text


def _order(like: Document, kind: DocumentKind, sample: str, *, has_left: bool = True) -> Document:
    """Make one more letter of the case, which reaches its association or waits for the post."""
    document = Document.objects.create(
        application=like.application,
        snapshot=like.snapshot,
        kind=kind,
        content=frozen_letter(SAMPLES[sample]),
        content_sha256="1" * 64,
        ordered_at=factories.ASKED_AT,
    )
    DocumentDelivery.objects.create(
        document=document,
        way=DeliveryWay.PORTAL if has_left else DeliveryWay.POST,
        provided_at=factories.ASKED_AT,
        collect_until=factories.DUE_ON if has_left else None,
    )
    return keep(document, CONTENT)


def _is_replaced(client: Client, document: Document) -> bool:
    text = pages.page_text(client.get(f"/echt/{document.code}/"))
    assert ("aber ersetzt" in text) == ("wurde später ersetzt" in text)
    return "aber ersetzt" in text


def test_a_later_decision_replaces_an_earlier_one_of_any_kind(anybody: Client) -> None:
    receipt = genuine()
    waiting = _order(receipt, DocumentKind.WAITING_LIST, "waiting-list-a3")
    hearing = _order(receipt, DocumentKind.HEARING, "hearing-b2")
    award = _order(receipt, DocumentKind.AWARD, "award-a1")
    other = factories.store_receipt(
        factories.make_submitted(funding_round=receipt.application.round, name="Anderer e. V.")
    )

    found = [_is_replaced(anybody, one) for one in (receipt, waiting, hearing, award, other)]

    assert found == [False, True, False, False, False]
    assert "8.361,62" in pages.page_text(anybody.get(f"/echt/{award.code}/"))


def test_a_letter_that_has_not_left_is_unknown(anybody: Client) -> None:
    award = _order(genuine(), DocumentKind.AWARD, "award-a1", has_left=False)

    assert anybody.get(f"/echt/{award.code}/").status_code == 404


def test_the_same_file_is_unchanged(anybody: Client) -> None:
    answer = compare(anybody, genuine(), CONTENT, "Anderer Name.bin")

    assert answer.status_code == 200
    assert heading(answer) == "Die Datei ist unverändert."


@pytest.mark.parametrize("content", [CONTENT[:-1] + b"x", CONTENT + b"\n", CONTENT[:-1], b"\0"])
def test_one_other_byte_is_a_change(anybody: Client, content: bytes) -> None:
    answer = compare(anybody, genuine(), content)

    assert heading(answer) == "Die Datei wurde verändert."


def test_a_compared_file_is_kept_nowhere(anybody: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise AssertionError("a file was made")

    monkeypatch.setattr("django.core.files.temp.NamedTemporaryFile", refuse)
    document, large = genuine(), b"%PDF-" + bytes(4_000_000)

    assert heading(compare(anybody, document, large)) == "Die Datei wurde verändert."
    # Elsewhere a file of this size does lie on the disk while the request lasts.
    with pytest.raises(AssertionError, match="a file was made"):
        anybody.post("/echt/", {"file": SimpleUploadedFile("x.pdf", large)})


def test_the_largest_file_is_compared_and_a_larger_one_refused(anybody: Client) -> None:
    document = genuine()
    largest = bytes(MAXIMUM_BYTES)
    keep(document, largest)

    assert heading(compare(anybody, document, largest)) == "Die Datei ist unverändert."
    refused = compare(anybody, document, largest + b"\0")
    assert "Diese Datei ist zu groß. Unsere Dokumente haben höchstens 10 MB." in pages.summary(
        refused
    )


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Wählen Sie zuerst eine Datei aus."),
        ({"file": "kein Anhang"}, "Wählen Sie zuerst eine Datei aus."),
        (
            {"file": SimpleUploadedFile("x.pdf", b"")},
            "Diese Datei ist leer. Bitte wählen Sie eine andere.",
        ),
    ],
)
def test_without_a_file_there_is_nothing_to_compare(
    anybody: Client, data: dict[str, Any], sentence: str
) -> None:
    answer = anybody.post(f"/echt/{genuine().code}/", data)

    assert sentence in pages.summary(answer)
    assert heading(answer) == "Dieses Dokument ist echt."


def test_comparing_asks_for_the_token_of_our_page() -> None:
    strict = StrictClient(enforce_csrf_checks=True)
    document = genuine()

    assert compare(strict, document, CONTENT).status_code == 403
    token = pages.form_data(strict.get(f"/echt/{document.code}/"))["csrfmiddlewaretoken"]
    data = {"file": SimpleUploadedFile("x.pdf", CONTENT), "csrfmiddlewaretoken": token}
    answer = strict.post(f"/echt/{document.code}/", data)
    assert heading(answer) == "Die Datei ist unverändert."
