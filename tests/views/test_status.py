"""S01 and S04: applicants read their own words, never those of the staff."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from applications.models import Application, InformationRequest, PromisedEnclosure
from applications.models.codes import group_printed
from applications.rules.decisions import DecisionKind, GrantAmounts, Reasons
from applications.rules.lifecycle import Action
from applications.services import award, messages
from applications.workflow import engine
from tests import factories
from tests.support.pages import page_text
from tests.support.stored_files import remove_all
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
    application = factories.make_ready()
    award.propose_decision(
        application=application,
        kind=kind,
        amounts=amounts or application.requested,
        reasons=Reasons(assessment="Siehe Vermerk."),
        actor=factories.make_staff("Sachbearbeitung"),
        at=factories.REVIEWED_AT,
    )
    factories.sign(application, actor=factories.make_staff("Mitzeichnung"))
    factories.release(application)
    return application


def asked(application: Application) -> Application:
    worker = factories.make_staff("Sachbearbeitung")
    values = {"application": application, "actor": worker, "at": factories.REVIEWED_AT}
    engine.perform(Action.REQUEST_INFORMATION, **values)
    InformationRequest.objects.create(
        application=application,
        number=1,
        asked_by=worker,
        asked_at=factories.REVIEWED_AT,
        due_on=date(2020, 2, 17),
    )
    return application


def heard(application: Application) -> Application:
    factories.make_hearing(application, reason="Zu viele Gründe.")
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
    assert "Lesen Sie den Bescheid bitte genau." in text
    assert "Wir haben entschieden: Zusage" in text
    assert "mit Änderung" not in text


def test_a_smaller_award_says_so() -> None:
    amounts = GrantAmounts(micro_project_eur=Decimal("2000.00"), minijob_eur=Decimal("5000.00"))
    application = decided(DecisionKind.AWARD, amounts)
    text = status_of(application)
    assert "Zusage, mit Änderung" in text
    assert "bis zu 7.000 Euro." in text
    assert "Zusage, mit Änderung" in page_text(client_of(application).get("/antraege/"))


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


def test_a_late_application_says_so() -> None:
    late = factories.make_submitted()
    Application.objects.filter(pk=late.pk).update(is_late=True)
    text = status_of(late)
    assert "Ihr Antrag ist nach der Frist angekommen." in text
    assert "nach der Frist" not in status_of(factories.make_submitted())


def test_a_request_says_until_when_and_whose_turn_it_is() -> None:
    application = asked(factories.make_reviewed())
    text = status_of(application)
    assert "Wir brauchen etwas von Ihnen" in text
    assert "Jetzt sind Sie dran." in text
    assert "Bitte antworten Sie bis Montag, 17. Februar 2020." in text
    assert "Wir haben Ihnen eine Frage gestellt" in text


def test_a_hearing_is_answered_on_its_page() -> None:
    application = heard(factories.make_reviewed())
    text = status_of(application)
    assert "Bitte nehmen Sie Stellung" in text
    assert "Wir denken an eine Absage. Sie können vorher etwas dazu sagen." in text
    assert "Stellung nehmen</span>" in text
    assert f"/antrag/{application.code}/anhoerung/1/" in text
    assert "Zu viele Gründe." not in text


def test_missing_documents_stand_there_until_they_come() -> None:
    application = factories.make_submitted()
    promise = {"application": application, "until": date(2020, 2, 14), "reason": "Notar"}
    PromisedEnclosure.objects.create(kind="quotes", **promise)
    text = status_of(application)
    assert "Diese Unterlagen fehlen noch" in text
    assert "Sie wollen sie bis Freitag, 14. Februar 2020 schicken." in text
    assert f"/antrag/{application.code}/nachreichen/" in text

    factories.make_attachment(application, kind="quotes", uploaded_at=factories.REVIEWED_AT)
    text = status_of(application)
    assert "Diese Unterlagen fehlen noch" not in text
    assert "Unterlage nachgereicht von Rania H.: " in text


def test_the_history_is_newest_first_with_the_documents() -> None:
    application = factories.make_reviewed()
    text = status_of(application)
    assert text.index("Wir haben mit der Prüfung begonnen") < text.index("Antrag abgesendet")
    document = factories.store_receipt(application)
    link = f"/antrag/{application.code}/dokumente/{document.pk}/"
    history = status_of(application).partition("Was bisher war")[2].partition("</ol>")[0]
    assert link in history


def test_new_messages_and_the_team_are_told() -> None:
    application = factories.make_submitted()
    factories.make_member(application)
    assert "Noch keine Nachrichten." in status_of(application)
    messages.write_message(
        application=application,
        text="Guten Tag",
        uploads=[],
        last_own=0,
        from_authority=True,
        actor=factories.make_staff("Leitung"),
        at=factories.REVIEWED_AT,
    )
    text = status_of(application)
    assert "Sie haben 1 neue Nachricht von uns." in text
    assert "Rania Haddad, Selamawit Tekle" in text
    assert "Guten Tag" not in text


def test_documents_have_a_table_with_date_size_and_proof() -> None:
    application = factories.make_submitted()
    document = factories.store_receipt(application)
    answer = client_of(application).get(f"/antrag/{application.code}/dokumente/")
    text = page_text(answer)
    assert "Eingangsbestätigung 18. Januar 2020 Herunterladen (PDF, 1 kB)" in text
    assert f"/echt/{group_printed(document.code)}/" in answer.content.decode()


def test_without_documents_the_page_says_so() -> None:
    application = factories.make_submitted()
    remove_all()
    answer = client_of(application).get(f"/antrag/{application.code}/dokumente/")
    assert "Noch keine Dokumente." in page_text(answer)


@pytest.mark.parametrize("page", ["status", "dokumente"])
def test_drafts_lead_to_the_task_list_and_others_find_nothing(page: str) -> None:
    draft = factories.make_draft()
    answer = client_of(draft).get(f"/antrag/{draft.code}/{page}/")
    assert answer["Location"] == f"/antrag/{draft.code}/"
    stranger = client_of(factories.make_draft())
    assert stranger.get(f"/antrag/{draft.code}/{page}/").status_code == 404


def test_the_queries_do_not_grow_with_the_history(django_assert_num_queries: Any) -> None:
    for make, hearing in ((factories.make_submitted, 0), (factories.make_proposed, 1)):
        application = make()
        client = client_of(application)
        client.get("/konto/")
        # Session, account, application; request, documents, messages, steps, what came
        # later, what is missing, team; once the review has begun, the hearing.
        with django_assert_num_queries(11 + hearing):
            client.get(f"/antrag/{application.code}/status/")
