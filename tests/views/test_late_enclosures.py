"""The page on which promised documents are sent after the application."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applications.models import Application, Attachment
from applications.rules.lifecycle import Role, State
from tests import factories
from tests.support.accounts import sign_in
from tests.support.enclosure_cases import make_promised
from tests.support.files import pdf
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Application:
    """A case that was sent with the promise of its statutes."""
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)
    return make_promised(kind="statutes")


def client_of(user: object) -> Client:
    client = StrictClient()
    client.force_login(user)
    return client


def page_of(sent: Application) -> str:
    return f"/antrag/{sent.code}/nachreichen/"


def send(client: Client, sent: Application, content: bytes, kind: str = "statutes") -> object:
    files = [SimpleUploadedFile("Satzung.pdf", content)]
    return client.post(page_of(sent), {"upload": kind, f"{kind}-files": files})


def test_the_way_leads_from_the_status(sent: Application, rehearsal) -> None:
    rehearsal("2020-02-03T09:00")
    client = client_of(sent.created_by)
    assert page_of(sent) in client.get(f"/antrag/{sent.code}/status/").content.decode()
    text = client.get(page_of(sent)).content.decode()
    assert "Das wollen Sie bis Freitag, 14. Februar 2020 nachreichen." in text
    answer = send(client, sent, pdf())
    assert answer["Location"] == f"{page_of(sent)}#block-statutes"
    text = client.get(page_of(sent)).content.decode()
    assert "Satzung.pdf" in text
    assert "nachgereicht am 3. Februar 2020" in text
    assert 'name="remove"' not in text
    status = client.get(f"/antrag/{sent.code}/status/").content.decode()
    assert "Diese Unterlagen fehlen noch" not in status


def test_staff_see_when_it_came(sent: Application, rehearsal) -> None:
    rehearsal("2020-02-03T09:00")
    send(client_of(sent.created_by), sent, pdf())
    staff = StrictClient()
    sign_in(staff, factories.make_staff("Sachbearbeitung"))
    case = f"/verwaltung/applications/application/{sent.code}/"
    text = staff.get(case).content.decode()
    assert text.count("nachgereicht am 3. Februar 2020") == 1
    assert "Viren: nicht geprüft" in text
    assert "/seite/1/klein/" in text
    Attachment.objects.update(scan="found")
    text = staff.get(case).content.decode()
    assert "Schadprogramm gefunden, gesperrt" in text
    assert "/seite/1/" not in text


def test_a_refused_file_is_explained(sent: Application) -> None:
    text = send(client_of(sent.created_by), sent, b"").content.decode()
    assert "Diese Datei ist leer. Bitte wählen Sie eine andere." in text
    text = client_of(sent.created_by).post(page_of(sent), {"upload": "statutes"}).content.decode()
    assert "Wählen Sie zuerst eine Datei aus." in text
    assert send(client_of(sent.created_by), sent, pdf(), kind="other").status_code == 404


def test_without_a_promise_there_is_no_page(sent: Application) -> None:
    client = client_of(sent.created_by)
    Application.objects.update(state=State.REJECTED)
    assert client.get(page_of(sent))["Location"] == f"/antrag/{sent.code}/status/"
    assert send(client, sent, pdf())["Location"] == f"/antrag/{sent.code}/status/"
    draft = factories.make_draft(actor=sent.created_by)
    assert client.get(page_of(draft))["Location"] == f"/antrag/{draft.code}/"


def test_others_do_not_find_it_and_advisers_only_read(sent: Application) -> None:
    stranger = client_of(factories.make_user("Fremde Person"))
    assert stranger.get(page_of(sent)).status_code == 404
    adviser = client_of(factories.make_member(sent, role=Role.ADVISER))
    text = adviser.get(page_of(sent)).content.decode()
    assert "Sie können mitlesen. Hochladen kann Ihr Team." in text
    assert 'name="upload"' not in text
    assert send(adviser, sent, pdf()).status_code == 403


def test_the_queries_do_not_grow_with_the_files(
    sent: Application, django_assert_num_queries
) -> None:
    client = client_of(sent.created_by)
    counts = []
    for _turn in range(2):
        for _number in range(2):
            factories.make_attachment(sent, kind="statutes")
        client.get("/konto/")
        with django_assert_num_queries(8, exact=False) as queries:
            client.get(page_of(sent))
        counts.append(len(queries))
    assert counts[0] == counts[1]
