"""S01 and S04: applicants read their own words, never those of the staff."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from applications.models import Application
from applications.rules.decisions import DecisionKind, GrantAmounts
from applications.services import award
from tests import factories
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)


def client_of(application: Application) -> Client:
    client = StrictClient()
    client.force_login(application.created_by)
    return client


def status_of(application: Application) -> str:
    answer = client_of(application).get(f"/antrag/{application.code}/status/")
    return answer.content.decode()


def decided(kind: DecisionKind, amounts: GrantAmounts | None = None) -> Application:
    application = factories.make_reviewed()
    award.propose_decision(
        application=application,
        kind=kind,
        amounts=amounts or award.requested_amounts(application),
        reason="Siehe Vermerk.",
        actor=factories.make_staff("Sachbearbeitung"),
        at=factories.REVIEWED_AT,
    )
    award.cosign_decision(
        application=application,
        actor=factories.make_staff("Mitzeichnung"),
        at=factories.REVIEWED_AT,
    )
    return application


def test_a_sent_application_has_arrived() -> None:
    text = status_of(factories.make_submitted())
    assert "Ihr Antrag WIR-2020-0001-69" in text
    assert "Angekommen" in text
    assert "Jetzt sind wir dran." in text
    assert "18. Januar 2020" in text
    assert "Antrag abgesendet von Rania H." in text
    assert "Kommt gleich" in text


@pytest.mark.parametrize("make", [factories.make_reviewed, factories.make_proposed])
def test_a_proposal_looks_like_a_review(make: Any) -> None:
    text = status_of(make())
    assert "In Prüfung" in text
    assert "Wir haben mit der Prüfung begonnen" in text
    for internal in ("Vorgeschlagen", "Vorschlag", "Sachbearbeitung", "A. Beispiel", "Bescheid "):
        assert internal not in text


def test_an_award_names_its_amount() -> None:
    text = status_of(decided(DecisionKind.AWARD))
    assert "Wir fördern Ihr Projekt mit bis zu 8.361,62 Euro." in text
    assert "Der Bescheid kommt als eigenes Schreiben." in text
    assert "Wir haben entschieden: Zusage" in text
    assert "mit Änderung" not in text


def test_a_smaller_award_says_so() -> None:
    amounts = GrantAmounts(micro_project_eur=Decimal("2000.00"), minijob_eur=Decimal("5000.00"))
    text = status_of(decided(DecisionKind.AWARD, amounts))
    assert "Zusage, mit Änderung" in text
    assert "bis zu 7.000 Euro." in text


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (DecisionKind.WAITING, "Ihr Antrag ist gut. Das Geld reicht im Moment nicht."),
        (DecisionKind.REJECTION, "Wir können Ihr Projekt leider nicht fördern."),
    ],
)
def test_other_decisions_have_their_sentences(kind: DecisionKind, sentence: str) -> None:
    nothing = GrantAmounts(micro_project_eur=Decimal("0.00"), minijob_eur=Decimal("0.00"))
    text = status_of(decided(kind, nothing))
    assert sentence in text
    assert "Siehe Vermerk." not in text


@pytest.mark.parametrize("page", ["status", "dokumente"])
def test_drafts_lead_to_the_task_list_and_others_find_nothing(page: str) -> None:
    draft = factories.make_draft()
    answer = client_of(draft).get(f"/antrag/{draft.code}/{page}/")
    assert answer["Location"] == f"/antrag/{draft.code}/"
    stranger = client_of(factories.make_draft())
    assert stranger.get(f"/antrag/{draft.code}/{page}/").status_code == 404


def test_the_queries_do_not_grow_with_the_history(django_assert_num_queries: Any) -> None:
    for make in (factories.make_submitted, factories.make_proposed):
        application = make()
        client = client_of(application)
        client.get("/konto/")
        with django_assert_num_queries(5):
            client.get(f"/antrag/{application.code}/status/")
