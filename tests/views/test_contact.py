"""H02 and R04: anybody can write; programs and floods are kept away without a captcha."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from applications.models import AuditEvent, Enquiry, FundingRound, Message
from applications.services.rounds import load_round_2020
from applications.views.contact import MESSAGES_AN_HOUR, path_of_ours
from tests import factories
from tests.support.accounts import make_user, sign_in
from tests.support.pages import form_data, page_text, summary
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db

QUESTION = {
    "name": "Rania Haddad",
    "email": "rania@beispiel.de",
    "reference_number": "",
    "text": "Dürfen wir zwei Projekte machen?",
    "remark": "",
}
BARRIER = {"page": "/hilfe/", "text": "Der Knopf geht nicht.", "email": "", "remark": ""}
FORMS = [("/kontakt/", QUESTION), ("/barriere-melden/", BARRIER)]
SENTENCES = {
    "/kontakt/": "Danke. Wir antworten meist in drei Arbeitstagen.",
    "/barriere-melden/": "Danke. Wir antworten in zwei Wochen.",
}


@pytest.fixture(autouse=True)
def funding_round(rehearsal: Callable[[str], Any]) -> FundingRound:
    """The round of 2020, eleven days before its deadline."""
    rehearsal("2020-01-20T10:00")
    loaded, _created = load_round_2020()
    return loaded


def test_question_is_kept(client: Client) -> None:
    client.post("/kontakt/", QUESTION | {"reference_number": " WIR-2020-0042-43 "})

    kept = Enquiry.objects.get()
    assert (kept.kind, kept.name, kept.email) == ("contact", "Rania Haddad", "rania@beispiel.de")
    assert kept.reference_number == "WIR-2020-0042-43"
    assert kept.text == "Dürfen wir zwei Projekte machen?"
    assert kept.user is None
    assert kept.answered_at is None
    assert AuditEvent.objects.get().event == "enquiry.received"


def test_barrier_is_kept_without_an_address(client: Client) -> None:
    client.post("/barriere-melden/", BARRIER)

    kept = Enquiry.objects.get()
    assert (kept.kind, kept.page, kept.email) == ("barrier", "/hilfe/", "")


@pytest.mark.parametrize(("url", "data"), FORMS)
def test_thanks_say_how_long_it_takes(client: Client, url: str, data: dict[str, str]) -> None:
    response = client.post(url, data, follow=True)

    assert SENTENCES[url] in page_text(response)
    assert "novalidate" not in response.content.decode()


def test_mail_to_the_authority_says_nothing_personal(
    client: Client, funding_round: FundingRound
) -> None:
    client.post("/kontakt/", QUESTION)

    letter = mail.outbox[0]
    assert letter.to == [funding_round.contact_email]
    assert "Es gibt eine neue Anfrage." in letter.body
    assert "Rania" not in letter.body + letter.subject
    assert "Projekte" not in letter.body
    assert Message.objects.get().user is None


@pytest.mark.parametrize(("url", "data"), FORMS)
def test_program_gets_thanks_and_nothing_is_kept(
    client: Client, url: str, data: dict[str, str]
) -> None:
    response = client.post(url, data | {"remark": "https://casino.example"}, follow=True)

    assert SENTENCES[url] in page_text(response)
    assert not Enquiry.objects.exists()
    assert mail.outbox == []


@pytest.mark.parametrize("url", [url for url, _data in FORMS])
def test_trap_is_hidden_from_people(client: Client, url: str) -> None:
    html = client.get(url).content.decode()

    trap = html.partition("<div hidden>")[2].partition("</div>")[0]
    assert 'name="remark"' in trap
    assert 'tabindex="-1"' in trap
    assert "Bitte leer lassen" in trap


@pytest.mark.parametrize(
    ("url", "sentences"),
    [
        (
            "/kontakt/",
            [
                "Geben Sie Ihren Namen ein.",
                "Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@beispiel.de.",
                "Schreiben Sie uns Ihre Frage.",
            ],
        ),
        (
            "/barriere-melden/",
            ["Schreiben Sie, welche Seite es ist.", "Schreiben Sie kurz, was nicht geht."],
        ),
    ],
)
def test_missing_answers_are_named(client: Client, url: str, sentences: list[str]) -> None:
    response = client.post(url, {})

    assert summary(response) == sentences
    assert "<title>Fehler: " in response.content.decode()
    assert not Enquiry.objects.exists()


def test_what_was_typed_stays_with_an_error(client: Client) -> None:
    response = client.post("/kontakt/", QUESTION | {"email": "rania"})

    assert form_data(response)["text"] == QUESTION["text"]
    assert form_data(response)["email"] == "rania"


def test_limit_is_shared_by_both_forms_and_loses_no_text(client: Client) -> None:
    for number in range(MESSAGES_AN_HOUR):
        url, data = FORMS[number % 2]
        assert client.post(url, data).status_code == 302

    refused = client.post("/kontakt/", QUESTION)

    assert refused.status_code == 429
    assert "Das waren viele Nachrichten auf einmal." in summary(refused)[0]
    assert form_data(refused)["text"] == QUESTION["text"]
    assert Enquiry.objects.count() == MESSAGES_AN_HOUR
    elsewhere = StrictClient(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.post("/kontakt/", QUESTION).status_code == 302


def test_form_with_errors_does_not_count(client: Client) -> None:
    for _number in range(MESSAGES_AN_HOUR + 1):
        client.post("/kontakt/", QUESTION | {"text": ""})

    assert client.post("/kontakt/", QUESTION).status_code == 302


def test_account_fills_in_name_and_address(client: Client) -> None:
    sign_in(client, user := make_user("selam@verein.example", name="Selamawit Tekle"))

    form = client.get("/kontakt/")
    client.post("/kontakt/", QUESTION)

    assert form_data(form)["name"] == "Selamawit Tekle"
    assert form_data(form)["email"] == "selam@verein.example"
    assert Enquiry.objects.get().user == user


def test_message_without_a_round_is_kept(client: Client) -> None:
    FundingRound.objects.update(published_at=None)

    client.post("/kontakt/", QUESTION)

    assert Enquiry.objects.count() == 1
    assert mail.outbox == []


@pytest.mark.parametrize(
    "path",
    ["/", "/hilfe/", "/hilfe/minijob/", "/check/3/", "/echt/7KQ4M2XW9TB3/", "/konto/anmelden/"],
)
def test_page_of_ours_is_filled_in(client: Client, path: str) -> None:
    assert form_data(client.get("/barriere-melden/", {"seite": path}))["page"] == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "hilfe/",
        "//evil.example/",
        "https://evil.example/",
        "/gibt-es-nicht/",
        "/hilfe/\nBcc: a@b.de",
        "/hilfe/?next=//evil.example",
        "javascript:alert(1)",
        f"/hilfe/{'x' * 300}/",
        # Whoever knows this address can set a password.
        "/konto/passwort/neu/1-abc123/",
    ],
)
def test_other_pages_are_not_filled_in(client: Client, path: str) -> None:
    assert path_of_ours(path) == ""
    assert form_data(client.get("/barriere-melden/", {"seite": path}))["page"] == ""


def test_page_of_a_draft_is_filled_in(client: Client) -> None:
    draft = factories.make_draft()
    path = f"/antrag/{draft.code}/ziele/"

    assert path_of_ours(path) == path


@pytest.mark.parametrize(("url", "data"), FORMS)
def test_forms_ask_the_database_once(
    client: Client, url: str, data: dict[str, str], django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        client.get(url)


def test_sent_application_leads_to_its_messages(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)
    sent = factories.make_submitted()
    sign_in(client, sent.created_by)

    html = client.get("/kontakt/").content.decode()

    assert f'href="/antrag/{sent.code}/nachrichten/"' in html
    assert f"Nachricht zum Antrag {sent.reference_number}" in html


def test_draft_has_no_messages_to_lead_to(client: Client) -> None:
    sign_in(client, factories.make_draft().created_by)

    assert "/nachrichten/" not in client.get("/kontakt/").content.decode()


def test_invitation_is_no_page_to_fill_in() -> None:
    assert path_of_ours("/einladung/abc123/") == ""
