"""Nobody ever gets somebody else's document, however many download at the same moment (CON-07)."""

import hashlib
import http.client
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client

from applications.models import Application, Document
from tests import factories
from tests.support.accounts import sign_in

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PEOPLE, TIMES = 50, 20


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)


def own_document(number: int) -> tuple[str, str, bytes]:
    """Return address, session and content of a document that belongs to one person alone."""
    case = factories.make_submitted(
        actor=factories.make_user(f"Person {number}"), name=f"Verein {number} e. V."
    )
    document = case.documents.get()
    content = _store(document, case)
    client = Client()
    sign_in(client, case.created_by)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    return f"/antrag/{case.code}/dokumente/{document.pk}/", cookie, content


def _store(document: Document, case: Application) -> bytes:
    # As long as a real one, so that downloads overlap.
    content = f"%PDF-1.7 {case.reference_number} {document.code} ".encode() * 4000
    document.file.save("x.pdf", ContentFile(content), save=False)
    document.size, document.sha256 = len(content), hashlib.sha256(content).hexdigest()
    document.rendered_at = factories.SENT_AT
    document.save()
    return content


def test_everybody_gets_the_own_document_every_time(
    live_server: Any, rehearsal: Callable[[str], Any]
) -> None:
    rehearsal("2020-01-20T10:00")
    documents = [own_document(number) for number in range(PEOPLE)]
    host = urlsplit(live_server.url).netloc

    def download(job: tuple[str, str, bytes]) -> list[str]:
        address, cookie, content = job
        return [_fetch(host, address, cookie, content) for _ in range(TIMES)]

    with ThreadPoolExecutor(PEOPLE) as people:
        outcomes = [one for found in people.map(download, documents) for one in found]

    assert len(outcomes) == PEOPLE * TIMES
    assert set(outcomes) == {"own"}


def test_nobody_gets_a_document_by_its_address_alone(
    live_server: Any, rehearsal: Callable[[str], Any]
) -> None:
    rehearsal("2020-01-20T10:00")
    (address, _, content), (_, cookie, _) = own_document(1), own_document(2)
    host = urlsplit(live_server.url).netloc

    assert _fetch(host, address, cookie, content) == "404"


def _fetch(host: str, address: str, cookie: str, content: bytes) -> str:
    connection = http.client.HTTPConnection(host, timeout=120)
    connection.request(
        "GET", address, headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"}
    )
    answer = connection.getresponse()
    found = answer.read()
    connection.close()
    if answer.status != 200:
        return str(answer.status)
    return "own" if found == content else "foreign"
