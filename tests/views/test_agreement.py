"""Two people agree in their own accounts; until then every page says that nothing was sent."""

from typing import Any

import pytest
from django.test import Client

from applications.models import Application, Message, User
from applications.rules.lifecycle import Role
from applications.rules.rounds import SecondAgreement
from applications.rules.sections import Section
from tests import factories
from tests.support.strictness import StrictClient
from tests.views.test_submission import DECLARED, ready_draft, send, send_url, signed_in

pytestmark = pytest.mark.django_db

ONE_OF_TWO = "1 von 2 hat zugestimmt, noch nicht abgesendet"
AGREED = {
    "has_read": "on",
    "may_represent": "on",
    "board_member": "Fatma Aydemir-Holz",
    "target": "agree",
}


@pytest.fixture(autouse=True)
def monday(rehearsal: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rehearsal("2020-01-20T10:00")
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)


@pytest.fixture
def draft() -> Application:
    """A draft of an association that signs in twos, ready to be declared."""
    funding_round = factories.make_round(second_agreement=SecondAgreement.ACCOUNT)
    changes = {Section.BOARD: {"signature_rule": "joint"}}
    return ready_draft(funding_round=funding_round, changes=changes)


@pytest.fixture
def second(draft: Application) -> User:
    return factories.make_member(draft, role=Role.REPRESENTATIVE)


def agree_url(draft: Application) -> str:
    return f"/antrag/{draft.code}/zustimmen/"


def client_of(user: User) -> Client:
    client = StrictClient()
    client.force_login(user)
    return client


def text_of(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def fingerprint_in(client: Client, draft: Application) -> str:
    form = client.get(agree_url(draft)).context["form"]
    return str(form["fingerprint"].value())


def agree(client: Client, draft: Application, **changes: str) -> Any:
    sent = {**AGREED, "fingerprint": fingerprint_in(client, draft), **changes}
    return client.post(agree_url(draft), sent)


def test_the_first_person_is_told_that_nothing_was_sent(draft: Application, second: User) -> None:
    client = signed_in(draft)
    page = text_of(client, send_url(draft))
    assert "Zustimmen und zweite Person fragen" in page
    assert "Antrag verbindlich absenden" not in page

    answer = send(client, draft)

    assert answer["Location"] == agree_url(draft)
    page = text_of(client, agree_url(draft))
    assert ONE_OF_TWO in page
    assert "<title>Zustimmen – Entwurf, noch nicht abgesendet" in page
    assert "Jetzt muss Selamawit T. zustimmen." in page
    assert Application.objects.get().is_draft
    assert Message.objects.get().kind == "agreement_asked"
    # The declarations were made: the same page waits for the other person now.
    assert client.get(send_url(draft))["Location"] == agree_url(draft)


def test_the_second_person_reads_everything_and_sends(draft: Application, second: User) -> None:
    send(signed_in(draft), draft)
    client = client_of(second)
    page = text_of(client, agree_url(draft))
    for seen in (ONE_OF_TWO, "Formular-Werkstatt am Samstag", "8.361,62", "statutes.pdf"):
        assert seen in page
    assert 'value="Fatma Aydemir-Holz"' in page
    assert 'value="Rania Haddad"' not in page

    answer = agree(client, draft)

    assert answer["Location"] == f"/antrag/{draft.code}/angekommen/"
    assert Application.objects.get().submitted_by == second


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("has_read", "Bitte bestätigen Sie diesen Punkt."),
        ("may_represent", "Bitte bestätigen Sie diesen Punkt."),
        ("board_member", "Wählen Sie Ihren Namen aus."),
    ],
)
def test_what_is_missing_is_said(
    draft: Application, second: User, missing: str, sentence: str
) -> None:
    send(signed_in(draft), draft)

    answer = agree(client_of(second), draft, **{missing: ""})

    assert sentence in answer.content.decode()
    assert Application.objects.get().is_draft


def test_a_changed_answer_asks_both_again(draft: Application, second: User) -> None:
    first, other = signed_in(draft), client_of(second)
    send(first, draft)
    seen = fingerprint_in(other, draft)
    other.post(f"/antrag/{draft.code}/finanzierung/", {"version": "1", "own_funds_eur": "250,00"})

    answer = other.post(agree_url(draft), {**AGREED, "fingerprint": seen}, follow=True)

    assert Application.objects.get().is_draft
    assert "Bitte stimmen Sie noch einmal zu." in answer.content.decode()


def test_a_fingerprint_of_something_else_is_not_taken(draft: Application, second: User) -> None:
    send(signed_in(draft), draft)
    client = client_of(second)
    for wrong in ("", "0" * 64, "x\x00", "ä" * 64, "1" * 5000):
        answer = agree(client, draft, fingerprint=wrong)
        assert answer.status_code in (200, 302)
    assert Application.objects.get().is_draft


def test_a_member_reads_and_cannot_agree(draft: Application, second: User) -> None:
    send(signed_in(draft), draft)
    member = client_of(factories.make_member(draft))

    answer = member.post(agree_url(draft), AGREED)

    assert ONE_OF_TWO in answer.content.decode()
    assert "Zustimmen und Antrag verbindlich absenden" not in answer.content.decode()
    assert Application.objects.get().is_draft


def test_list_and_task_list_lead_to_the_agreement(draft: Application, second: User) -> None:
    first, other = signed_in(draft), client_of(second)
    assert "zugestimmt" not in text_of(first, f"/antrag/{draft.code}/")
    send(first, draft)

    assert "Antrag lesen und zustimmen" in text_of(other, "/antraege/")
    assert "Antrag lesen und zustimmen" in text_of(other, f"/antrag/{draft.code}/")
    assert "Antrag lesen und zustimmen" not in text_of(first, "/antraege/")
    assert ONE_OF_TWO in text_of(first, f"/antrag/{draft.code}/")

    other.post(f"/antrag/{draft.code}/finanzierung/", {"version": "1", "own_funds_eur": "250,00"})

    assert "nach der Zustimmung geändert" in text_of(first, f"/antrag/{draft.code}/")
    assert "Antrag lesen und zustimmen" not in text_of(other, "/antraege/")


def test_the_agreement_can_be_taken_back(draft: Application, second: User) -> None:
    client = signed_in(draft)
    send(client, draft)

    answer = client.post(agree_url(draft), {"target": "take_back"}, follow=True)

    assert "Ihre Zustimmung ist zurückgenommen." in answer.content.decode()
    assert client.get(agree_url(draft))["Location"] == send_url(draft)


def test_the_second_person_too_late_is_asked(
    draft: Application, second: User, rehearsal: Any
) -> None:
    send(signed_in(draft), draft)
    client = client_of(second)
    fingerprint = fingerprint_in(client, draft)
    rehearsal("2020-01-31T23:00:00+00:00")

    page = client.post(agree_url(draft), {**AGREED, "fingerprint": fingerprint}).content.decode()

    assert "Die Frist ist vorbei" in page
    assert f'name="fingerprint" value="{fingerprint}"' in page
    late = client.post(agree_url(draft), {**AGREED, "fingerprint": fingerprint, "late": "yes"})
    assert late["Location"] == f"/antrag/{draft.code}/angekommen/"
    assert Application.objects.get().is_late


def test_without_a_second_account_the_team_page_is_offered(draft: Application) -> None:
    client = signed_in(draft)
    send(client, draft)
    page = text_of(client, agree_url(draft))
    assert "Laden Sie sie ein." in page
    assert f'href="/antrag/{draft.code}/team/"' in page


def test_who_signs_alone_never_comes_here() -> None:
    draft = ready_draft(funding_round=factories.make_round(second_agreement="account"))
    client = signed_in(draft)
    assert client.get(agree_url(draft))["Location"] == send_url(draft)
    assert client.post(send_url(draft), DECLARED)["Location"].endswith("/angekommen/")
