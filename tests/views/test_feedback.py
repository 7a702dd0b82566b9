"""After sending: three questions, once in a session, and nobody can say whose answers they are."""

import pytest
from django.db import models
from django.test import Client

from applications.models import Application, AuditEvent, SubmissionFeedback
from tests import factories
from tests.support.accounts import make_user, sign_in
from tests.support.pages import page_text, summary

pytestmark = pytest.mark.django_db

ANSWERS = {"ease": "4", "certainty": "5", "comment": "Die Kosten waren schwer."}


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch, monday: None) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)


@pytest.fixture
def sent(client: Client) -> Application:
    """An application that the person of the client has sent."""
    application = factories.make_submitted()
    sign_in(client, application.created_by)
    return application


def address(application: Application) -> str:
    return f"/antrag/{application.code}/rueckmeldung/"


def test_confirmation_leads_to_the_questions(client: Client, sent: Application) -> None:
    response = client.get(f"/antrag/{sent.code}/angekommen/")

    assert f'href="{address(sent)}"' in response.content.decode()
    assert "Wie war das Ausfüllen? (3 Fragen)" in page_text(response)


def test_answers_are_kept_with_the_day_only(client: Client, sent: Application) -> None:
    response = client.post(address(sent), ANSWERS, follow=True)

    kept = SubmissionFeedback.objects.get()
    assert (kept.ease, kept.certainty, kept.comment) == (4, 5, "Die Kosten waren schwer.")
    assert (kept.round, str(kept.given_on)) == (sent.round, "2020-01-20")
    assert "Danke für Ihre Antworten" in page_text(response)


def test_nothing_tells_whose_answers_they_are(client: Client, sent: Application) -> None:
    before = AuditEvent.objects.count()

    client.post(address(sent), ANSWERS)

    links = {
        field.related_model.__name__
        for field in SubmissionFeedback._meta.get_fields()
        if isinstance(field, models.ForeignKey)
    }
    assert links == {"FundingRound"}
    assert not any(isinstance(f, models.DateTimeField) for f in SubmissionFeedback._meta.fields)
    assert AuditEvent.objects.count() == before


def test_once_in_a_session(client: Client, sent: Application) -> None:
    client.post(address(sent), ANSWERS)

    again = client.post(address(sent), ANSWERS)

    assert "Danke für Ihre Antworten" in page_text(again)
    assert SubmissionFeedback.objects.count() == 1


def test_comment_may_stay_empty_and_the_rest_may_not(client: Client, sent: Application) -> None:
    refused = client.post(address(sent), {"comment": "x"})
    client.post(address(sent), ANSWERS | {"comment": ""})

    assert len(summary(refused)) == 2
    assert SubmissionFeedback.objects.get().comment == ""


@pytest.mark.parametrize("value", ["0", "6", "-1", "5.5", "x", "5\n"])
def test_only_the_five_answers_are_taken(client: Client, sent: Application, value: str) -> None:
    response = client.post(address(sent), ANSWERS | {"ease": value})

    assert summary(response) == ["Wählen Sie eine Antwort aus."]
    assert not SubmissionFeedback.objects.exists()


def test_draft_has_nothing_to_ask_about(client: Client) -> None:
    draft = factories.make_draft()
    sign_in(client, draft.created_by)

    response = client.post(address(draft), ANSWERS)

    assert response["Location"] == f"/antrag/{draft.code}/"
    assert not SubmissionFeedback.objects.exists()


def test_strangers_find_nothing(client: Client) -> None:
    application = factories.make_submitted()
    sign_in(client, make_user("fremd@verein.example"))

    assert client.get(address(application)).status_code == 404
    assert client.post(address(application), ANSWERS).status_code == 404
