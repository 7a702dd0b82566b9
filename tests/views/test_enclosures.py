"""Q13: sending, removing and promising documents on one page without JavaScript."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applications.models import Application, FundingRound
from applications.rules.rounds import Enclosure
from tests import factories
from tests.support.files import image, pdf
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(rehearsal: Callable[[str], Any]) -> None:
    rehearsal("2020-01-20T10:00")


def signed_in(draft: Application) -> Client:
    client = StrictClient()
    client.force_login(draft.created_by)
    return client


def page_of(draft: Application) -> str:
    return f"/antrag/{draft.code}/unterlagen/"


def upload(client: Client, draft: Application, *files: Any, kind: str = "statutes") -> Any:
    data = {"upload": kind, f"{kind}-files": list(files)}
    return client.post(page_of(draft), data)


def test_every_kind_has_a_block_with_a_plain_file_input() -> None:
    draft = factories.make_draft()
    text = signed_in(draft).get(page_of(draft)).content.decode()
    assert "Satzung Ihres Vereins (alle Seiten)" in text
    assert text.count('type="file"') == 6
    assert text.count("multiple") == 6
    assert text.count("Datei hochladen") == 6
    assert 'enctype="multipart/form-data"' in text
    assert "Unterlagen hochladen – Entwurf, noch nicht abgesendet" in text


def test_the_statement_of_the_municipality_may_not_be_asked_for() -> None:
    draft = factories.make_draft()
    FundingRound.objects.update(municipal_statement=Enclosure.OFF)
    text = signed_in(draft).get(page_of(draft)).content.decode()
    assert "Schreiben Ihrer Stadt oder Ihres Landkreises" not in text


def test_several_files_are_received_and_listed() -> None:
    draft = factories.make_draft()
    client = signed_in(draft)
    files = [
        SimpleUploadedFile("Satzung Seite 1.png", image(size=(30, 30))),
        SimpleUploadedFile("Satzung Seite 2.png", image(size=(31, 30))),
    ]
    answer = upload(client, draft, *files)
    assert answer["Location"] == f"{page_of(draft)}#block-statutes"
    text = client.get(page_of(draft)).content.decode()
    # Photos that come together are the pages of one document.
    assert "Satzung (Fotos).pdf" in text
    assert "2 Seiten" in text
    attachment = draft.attachments.order_by("pk").first()
    assert attachment is not None
    assert f"{page_of(draft)}{attachment.code}/" in text


def test_a_refused_file_is_explained_at_its_block() -> None:
    draft = factories.make_draft()
    client = signed_in(draft)
    files = [SimpleUploadedFile("gut.pdf", pdf()), SimpleUploadedFile("leer.pdf", b"")]
    text = upload(client, draft, *files).content.decode()
    assert "leer.pdf: Diese Datei ist leer. Bitte wählen Sie eine andere." in text
    assert "gut.pdf" in text
    assert 'href="#id_statutes-files"' in text
    assert "Fehler:" in text
    text = upload(client, draft, SimpleUploadedFile("a.pdf", b"<html>")).content.decode()
    assert "Diese Art Datei können wir nicht lesen. Nehmen Sie PDF, JPG, PNG oder HEIC." in text


def test_pressing_the_button_without_a_file_is_explained() -> None:
    draft = factories.make_draft()
    text = upload(signed_in(draft), draft).content.decode()
    assert "Wählen Sie zuerst eine Datei aus." in text


def test_too_large_a_file_is_told_with_its_size() -> None:
    draft = factories.make_draft()
    large = SimpleUploadedFile("gross.pdf", b"%PDF-" + b"x" * 14_000_000)
    text = upload(signed_in(draft), draft, large).content.decode()
    assert "Diese Datei ist zu groß (14,0\N{NO-BREAK SPACE}MB). Erlaubt sind 10" in text


def test_a_file_is_removed() -> None:
    draft = factories.make_draft()
    client = signed_in(draft)
    upload(client, draft, SimpleUploadedFile("Satzung.pdf", pdf()))
    attachment = draft.attachments.get()
    client.post(page_of(draft), {"remove": attachment.code})
    assert not draft.attachments.exists()
    assert client.post(page_of(draft), {"remove": attachment.code}).status_code == 404


def later(kind: str = "non_profit_notice", **changes: str) -> dict[str, str]:
    fields = {"until_0": "14", "until_1": "2", "until_2": "2020", "reason": "Das Amt braucht."}
    return {"promise": kind} | {f"{kind}-later-{key}": v for key, v in (fields | changes).items()}


def test_a_document_may_follow_later() -> None:
    draft = factories.make_draft()
    client = signed_in(draft)
    assert client.post(page_of(draft), later()).status_code == 302
    text = client.get(page_of(draft)).content.decode()
    assert "Das reichen Sie bis Freitag, 14. Februar 2020 nach." in text
    assert "Das Amt braucht." in text
    client.post(page_of(draft), {"withdraw": "non_profit_notice"})
    assert not draft.promised_enclosures.exists()


def test_a_promise_needs_a_day_to_come_and_a_reason() -> None:
    draft = factories.make_draft()
    client = signed_in(draft)
    text = client.post(page_of(draft), later(until_2="2019", reason="")).content.decode()
    assert "Das Datum liegt in der Vergangenheit. Bitte prüfen Sie das Jahr." in text
    assert "Schreiben Sie kurz, warum die Unterlage später kommt." in text
    assert 'value="2019"' in text
    assert client.post(page_of(draft), later("other")).status_code == 404
    assert client.post(page_of(draft), later("unknown")).status_code == 404


def test_a_round_may_want_all_documents_at_once() -> None:
    draft = factories.make_draft()
    FundingRound.objects.update(allows_promised_enclosures=False)
    client = signed_in(draft)
    assert "reichen wir nach" not in client.get(page_of(draft)).content.decode()
    assert client.post(page_of(draft), later()).status_code == 404


def test_going_on_tells_what_is_missing() -> None:
    draft = factories.make_draft()
    client = signed_in(draft)
    text = client.post(page_of(draft), {"target": "next"}).content.decode()
    assert "Es fehlt noch: Satzung Ihres Vereins (alle Seiten)." in text
    assert "Es fehlt noch: Bescheid vom Finanzamt zur Gemeinnützigkeit." in text
    assert "Es fehlt noch: Angebote" not in text
    answer = client.post(page_of(draft), {"target": "overview"})
    assert answer["Location"] == f"/antrag/{draft.code}/"
    draft.enclosures.refresh_from_db()
    assert draft.enclosures.version == 2


def test_going_on_leads_to_the_answers() -> None:
    draft = factories.make_complete_draft()
    answer = signed_in(draft).post(page_of(draft), {"target": "next"})
    assert answer["Location"] == f"/antrag/{draft.code}/angaben-pruefen/"


def test_the_way_back_keeps_to_the_page_of_answers() -> None:
    draft = factories.make_complete_draft()
    client = signed_in(draft)
    here = f"{page_of(draft)}?zurueck=pruefen"
    assert f'href="/antrag/{draft.code}/angaben-pruefen/"' in client.get(here).content.decode()
    answer = client.post(here, {"withdraw": "statutes"})
    assert answer["Location"] == f"{here}#block-statutes"


def test_others_and_sent_applications_are_closed() -> None:
    draft = factories.make_draft()
    stranger = StrictClient()
    stranger.force_login(factories.make_user("Fremde Person"))
    assert stranger.get(page_of(draft)).status_code == 404
    assert upload(stranger, draft, SimpleUploadedFile("a.pdf", pdf())).status_code == 404
    assert StrictClient().get(page_of(draft)).status_code == 302


def test_a_sent_application_leads_to_its_status(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)
    sent = factories.make_submitted()
    answer = upload(signed_in(sent), sent, SimpleUploadedFile("a.pdf", pdf()))
    assert answer["Location"] == f"/antrag/{sent.code}/status/"


def test_the_queries_do_not_grow_with_the_files(django_assert_num_queries: Any) -> None:
    for files in (1, 3):
        draft = factories.make_draft()
        for _number in range(files):
            factories.make_attachment(draft, kind="statutes")
        client = signed_in(draft)
        client.get("/konto/")
        with django_assert_num_queries(8):
            client.get(page_of(draft))
