"""Files are sent to the team and to staff, and to nobody else; harmless in every browser."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from applications.models import Attachment, AuditEvent, InformationRequest
from tests import factories
from tests.support.accounts import sign_in
from tests.support.enclosure_cases import make_page_image
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)


def client_of(user: Any) -> Client:
    client = StrictClient()
    sign_in(client, user)
    return client


def url_of(attachment: Attachment) -> str:
    return f"/antrag/{attachment.application.code}/unterlagen/{attachment.code}/"


def test_the_team_gets_the_copy_to_read_and_never_the_received_bytes() -> None:
    draft = factories.make_draft()
    attachment = factories.make_attachment(draft, kind="statutes", name="Satzung „neu“ ä.pdf")
    answer = client_of(draft.created_by).get(url_of(attachment))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 readable"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Satzung%20")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Length"] == "17"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert not AuditEvent.objects.filter(event="attachment.downloaded").exists()


def test_others_find_no_file() -> None:
    draft = factories.make_draft()
    attachment = factories.make_attachment(draft, kind="statutes")
    other = factories.make_draft()
    for user in (other.created_by, factories.make_staff("Sachbearbeitung")):
        assert client_of(user).get(url_of(attachment)).status_code == 404
    crossed = f"/antrag/{other.code}/unterlagen/{attachment.code}/"
    assert client_of(other.created_by).get(crossed).status_code == 404
    assert StrictClient().get(url_of(attachment)).status_code == 302


def test_staff_get_files_of_sent_applications_and_leave_a_trace() -> None:
    sent = factories.make_submitted()
    attachment = factories.make_attachment(sent, kind="other")
    answer = client_of(factories.make_staff("Sachbearbeitung")).get(url_of(attachment))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 readable"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert AuditEvent.objects.get(event="attachment.downloaded").application == sent
    for group in ("Haushalt", "Verwaltung"):
        refused = client_of(factories.make_staff(group)).get(url_of(attachment))
        assert refused.status_code == 404


def test_a_lost_file_is_not_found() -> None:
    draft = factories.make_draft()
    attachment = factories.make_attachment(draft, kind="statutes")
    attachment.readable_file.storage.delete(attachment.readable_file.name)
    assert client_of(draft.created_by).get(url_of(attachment)).status_code == 404


def test_our_documents_are_streamed_from_the_store() -> None:
    sent = factories.make_submitted()
    url = f"/antrag/{sent.code}/dokumente/{sent.documents.get().pk}/"
    client = client_of(sent.created_by)
    assert client.get(url).status_code == 404
    factories.store_receipt(sent)
    answer = client.get(url)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 receipt WIR-2020-0001-69"
    assert "WIR-2020-0001-69_Eingangsbest" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store"
    assert AuditEvent.objects.get(event="document.downloaded").actor == sent.created_by
    assert client_of(factories.make_staff("Revision")).get(url).status_code == 200
    assert client_of(factories.make_user("Fremde Person")).get(url).status_code == 404
    assert client_of(factories.make_staff("Haushalt")).get(url).status_code == 404


def test_the_confirmation_offers_the_file_with_its_size() -> None:
    sent = factories.make_submitted()
    factories.store_receipt(sent)
    client = client_of(sent.created_by)
    text = client.get(f"/antrag/{sent.code}/angekommen/").content.decode()
    assert "Bestätigung herunterladen (PDF, 1\N{NO-BREAK SPACE}kB)" in text
    text = client.get(f"/antrag/{sent.code}/dokumente/").content.decode()
    assert "Eingangsbestätigung" in text
    assert "Echtheit prüfen" in text


def test_without_a_copy_to_read_there_is_nothing_to_download() -> None:
    draft = factories.make_draft()
    attachment = factories.make_attachment(draft, kind="statutes", readable_file="")
    assert client_of(draft.created_by).get(url_of(attachment)).status_code == 404


def test_a_file_in_which_something_was_found_is_closed_for_all() -> None:
    sent = factories.make_submitted()
    attachment = factories.make_attachment(sent, kind="other", scan="found")
    make_page_image(attachment)
    for user in (sent.created_by, factories.make_staff("Sachbearbeitung")):
        for url in (url_of(attachment), f"{url_of(attachment)}seite/1/"):
            assert client_of(user).get(url).status_code == 404


def test_the_copy_of_a_photo_says_that_it_is_a_jpeg() -> None:
    draft = factories.make_draft()
    attachment = factories.make_attachment(
        draft, kind="statutes", name="IMG_2041.HEIC", media_type="image/heic"
    )
    answer = client_of(draft.created_by).get(url_of(attachment))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == 'attachment; filename="IMG_2041.jpg"'


def test_pages_are_shown_to_the_team_and_to_staff_alone() -> None:
    sent = factories.make_submitted()
    attachment = factories.make_attachment(sent, kind="other")
    make_page_image(attachment)
    page, small = f"{url_of(attachment)}seite/1/", f"{url_of(attachment)}seite/1/klein/"
    for user in (sent.created_by, factories.make_staff("Revision")):
        for url, content in ((page, b"page"), (small, b"thumbnail")):
            answer = client_of(user).get(url)
            assert b"".join(answer.streaming_content) == content
            assert answer["Content-Type"] == "image/jpeg"
            assert answer["Content-Disposition"] == 'inline; filename="Seite-1.jpg"'
            assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert answer["Cache-Control"] == "no-store"
    # Staff who look at a list have read nothing yet.
    assert AuditEvent.objects.filter(event="attachment.downloaded").count() == 1
    for user in (factories.make_user("Fremde Person"), factories.make_staff("Haushalt")):
        assert client_of(user).get(page).status_code == 404
        assert client_of(user).get(small).status_code == 404
    assert client_of(sent.created_by).get(page.replace("/1/", "/2/")).status_code == 404


def test_what_comes_for_a_request_is_closed_for_staff_until_the_answer() -> None:
    sent = factories.make_submitted()
    worker = factories.make_staff("Sachbearbeitung")
    asked = InformationRequest.objects.create(
        application=sent,
        number=1,
        asked_by=worker,
        asked_at=factories.REVIEWED_AT,
        due_on=date(2020, 2, 17),
    )
    attachment = factories.make_attachment(sent, kind="other", request=asked)
    assert client_of(sent.created_by).get(url_of(attachment)).status_code == 200
    assert client_of(worker).get(url_of(attachment)).status_code == 404
    answered_at = factories.REVIEWED_AT
    InformationRequest.objects.update(
        closed_at=answered_at, answered_at=answered_at, answered_by=sent.created_by
    )
    assert client_of(worker).get(url_of(attachment)).status_code == 200
