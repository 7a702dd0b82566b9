"""S06: an association takes its application back."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from applications.models import (
    Application,
    Decision,
    FundingRound,
    InformationRequest,
    Message,
    Transition,
    User,
)
from applications.rules.decisions import DecisionKind
from applications.rules.lifecycle import Action, Role, State
from applications.services import drafts
from applications.workflow import engine
from tests import factories
from tests.support.pages import page_text
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db

IN_TIME, TOO_LATE = "2020-01-21T10:00", "2020-02-03T10:00"


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch, rehearsal: Callable[[str], Any]) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)
    rehearsal(IN_TIME)


def client_of(user: User) -> Client:
    client = StrictClient()
    client.force_login(user)
    return client


def page_of(case: Application) -> str:
    return f"/antrag/{case.code}/zurueckziehen/"


def test_the_page_asks_before_it_does() -> None:
    case = factories.make_submitted()
    text = page_text(client_of(case.created_by).get(page_of(case)))
    assert "Möchten Sie den Antrag wirklich zurückziehen?" in text
    assert "Danach prüfen wir ihn nicht mehr." in text
    assert "Innerhalb der Frist können Sie einen neuen Antrag stellen." in text
    assert "(freiwillig)" in text
    assert "Ja, zurückziehen" in text
    assert "Nein, zurück zum Status" in text
    assert Application.objects.get().state == State.SUBMITTED


def test_withdrawn_with_a_reason_everybody_is_told() -> None:
    case = factories.make_proposed()
    member = factories.make_member(case)
    Message.objects.all().delete()
    client = client_of(case.created_by)

    done = client.post(page_of(case), {"reason": "Wir haben keinen Raum."})

    assert done["Location"] == f"/antrag/{case.code}/status/"
    text = page_text(client.get(done["Location"]))
    assert "Ihr Antrag ist zurückgezogen." in text
    assert "Von Ihnen zurückgezogen" in text
    assert "Sie haben den Antrag am 21. Januar 2020 zurückgezogen." in text
    assert "Antrag zurückgezogen von Rania H." in text
    assert "Antrag zurückziehen" not in text
    assert Transition.objects.latest("pk").reason == "Wir haben keinen Raum."
    assert FundingRound.objects.get().reserved_eur == 0
    assert Decision.objects.get().status == "withdrawn"
    mails = Message.objects.filter(kind="application_withdrawn")
    assert {mail.recipient for mail in mails} == {case.created_by.email, member.email}


def test_an_open_request_is_closed_with_it() -> None:
    worker = factories.make_staff("Sachbearbeitung")
    case = factories.make_reviewed(actor=worker)
    values = {"application": case, "actor": worker, "at": factories.REVIEWED_AT}
    engine.perform(Action.REQUEST_INFORMATION, **values)
    request = InformationRequest.objects.create(
        application=case,
        number=1,
        asked_by=worker,
        asked_at=factories.REVIEWED_AT,
        due_on=date(2020, 2, 17),
    )

    client_of(case.created_by).post(page_of(case), {})

    request.refresh_from_db()
    assert request.closed_at == Application.objects.get().state_changed_at
    assert request.answered_at is None


def test_a_second_click_withdraws_once() -> None:
    case = factories.make_submitted()
    client = client_of(case.created_by)
    for _click in range(2):
        assert client.post(page_of(case), {})["Location"] == f"/antrag/{case.code}/status/"
    assert Transition.objects.filter(action=Action.WITHDRAW).count() == 1
    assert client.get(page_of(case))["Location"] == f"/antrag/{case.code}/status/"


def test_only_who_may_send_may_withdraw() -> None:
    case = factories.make_submitted()
    for role in (Role.MEMBER, Role.ADVISER):
        client = client_of(factories.make_member(case, role=role))
        page = client.get(page_of(case))
        assert "Sie dürfen schreiben, aber nicht zurückziehen. Bitten Sie Rania H. darum." in (
            page_text(page)
        )
        assert "Ja, zurückziehen" not in page_text(page)
        assert client.post(page_of(case), {}).status_code == 403
    assert Application.objects.get().state == State.SUBMITTED


def test_a_decision_cannot_be_withdrawn() -> None:
    case = factories.make_proposed(kind=DecisionKind.AWARD)
    approver = factories.make_staff("Mitzeichnung")
    factories.sign(case, actor=approver, at=factories.REVIEWED_AT)
    factories.release(case)
    client = client_of(case.created_by)

    for answer in (client.get(page_of(case)), client.post(page_of(case), {})):
        assert answer["Location"] == f"/antrag/{case.code}/status/"
    text = page_text(client.get(f"/antrag/{case.code}/status/"))
    assert "Wir haben schon entschieden. Sie können den Antrag nicht mehr zurückziehen." in text
    assert Application.objects.get().state == State.AWARDED


def test_within_the_period_a_new_one_can_begin() -> None:
    case = factories.make_submitted()
    client = client_of(case.created_by)
    client.post(page_of(case), {})

    text = page_text(client.get(f"/antrag/{case.code}/status/"))
    assert "Sie können bis 31. Januar 2020 einen neuen Antrag stellen." in text
    data = {"organisation_name": case.organisation_name, "postcode": "61169", "target": "begin"}
    begun = client.post("/antraege/neu/", data)

    new = Application.objects.exclude(pk=case.pk).get()
    assert begun["Location"] == f"/antrag/{new.code}/"
    assert (new.organisation_id, new.state) == (case.organisation_id, State.DRAFT)


def test_after_the_deadline_there_is_no_new_one(rehearsal: Callable[[str], Any]) -> None:
    case = factories.make_submitted()
    rehearsal(TOO_LATE)
    client = client_of(case.created_by)

    text = page_text(client.get(page_of(case)))
    assert "Die Frist ist vorbei. Einen neuen Antrag können Sie dann nicht mehr stellen." in text
    assert "Innerhalb der Frist" not in text
    client.post(page_of(case), {})
    text = page_text(client.get(f"/antrag/{case.code}/status/"))
    assert "Einen neuen Antrag können Sie nicht mehr beginnen." in text
    assert "Neuen Antrag beginnen" not in text
    with pytest.raises(drafts.RoundClosed):
        drafts.begin_application(
            funding_round=case.round,
            organisation_name=case.organisation_name,
            postcode="61169",
            actor=case.created_by,
            at=Application.objects.get().state_changed_at,
        )


def test_drafts_and_strangers_find_nothing_to_withdraw() -> None:
    draft = factories.make_draft()
    client = client_of(draft.created_by)
    assert client.get(page_of(draft))["Location"] == f"/antrag/{draft.code}/"
    assert client_of(factories.make_user()).post(page_of(draft), {}).status_code == 404


@pytest.mark.parametrize("reason", ["x" * 1001, "ein\0s", "zwei\u202e"])
def test_an_unreadable_reason_is_asked_for_again(reason: str) -> None:
    case = factories.make_submitted()
    answer = client_of(case.created_by).post(page_of(case), {"reason": reason})
    assert "data-error-summary" in answer.content.decode()
    assert Application.objects.get().state == State.SUBMITTED
