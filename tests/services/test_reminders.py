"""Reminders of answers: each person once, in time, and of work that was not handed in."""

from datetime import datetime

import pytest
from django.core import mail
from django.core.management import call_command

from applications import clock
from applications.models import InformationRequest, Message, Reminder
from applications.rules.lifecycle import Role
from applications.services import information_requests as asking
from applications.services import request_answers as answering
from applications.services.reminders import order_reminders
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_() -> InformationRequest:
    """Ask for an answer until Monday, 17 February 2020."""
    return factories.make_information_request()


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.BERLIN)


def reminded() -> list[Message]:
    return list(Message.objects.filter(kind="answer_missing").order_by("pk"))


def write(request: InformationRequest) -> None:
    typed = answering.TypedAnswer(text="Frau Haddad.", seen=answering.mark_of(""))
    answering.save_answers(
        request=request,
        answers={3: typed},
        actor=request.application.created_by,
        at=factories.ASKED_AT,
    )


@pytest.mark.parametrize(
    ("instant", "count"),
    [
        ("2020-02-13T23:59", 0),
        ("2020-02-14T07:59", 0),
        ("2020-02-14T08:00", 1),
        ("2020-02-17T23:00", 1),
        ("2020-02-18T08:00", 0),
    ],
)
def test_three_days_before_the_date(request_, instant, count):
    assert order_reminders(at=berlin(instant)) == count
    assert len(reminded()) == count


def test_each_person_of_the_team_once_and_no_adviser(request_):
    member = factories.make_member(request_.application)
    factories.make_member(request_.application, role=Role.ADVISER)

    order_reminders(at=berlin("2020-02-14T08:00"))
    order_reminders(at=berlin("2020-02-14T08:10"))
    order_reminders(at=berlin("2020-02-16T08:10"))

    assert [message.user for message in reminded()] == [request_.application.created_by, member]
    assert Reminder.objects.count() == 2
    assert reminded()[0].context == {
        "reference_number": request_.application.reference_number,
        "until": "Montag, 17. Februar 2020",
    }


def test_a_date_with_consequences_reminds_those_who_want_no_reminders(request_):
    person = request_.application.created_by
    person.wants_reminders = False
    person.save(update_fields=["wants_reminders"])

    assert order_reminders(at=berlin("2020-02-14T08:00")) == 1


def test_work_that_was_not_handed_in_is_reminded_of_the_day_before(request_):
    """Journeys E1 9."""
    order_reminders(at=berlin("2020-02-14T08:00"))
    write(request_)

    assert order_reminders(at=berlin("2020-02-15T08:00")) == 0
    assert order_reminders(at=berlin("2020-02-16T08:00")) == 1
    assert order_reminders(at=berlin("2020-02-17T08:00")) == 0


def test_without_work_nobody_is_reminded_twice(request_):
    order_reminders(at=berlin("2020-02-14T08:00"))

    assert order_reminders(at=berlin("2020-02-16T08:00")) == 0


def test_two_occasions_at_once_make_one_mail(request_):
    write(request_)

    assert order_reminders(at=berlin("2020-02-16T08:00")) == 1
    assert order_reminders(at=berlin("2020-02-16T08:10")) == 0


def test_answered_and_closed_requests_are_quiet(request_):
    answering.answer_request(
        request=request_,
        actor=request_.application.created_by,
        at=factories.ASKED_AT,
        incomplete_confirmed=True,
    )
    assert order_reminders(at=berlin("2020-02-14T08:00")) == 0


def test_second_request_is_reminded_of_again(request_):
    order_reminders(at=berlin("2020-02-14T08:00"))
    request_.application.refresh_from_db()
    asking.resume_review(
        application=request_.application,
        actor=factories.make_staff("Sachbearbeitung"),
        at=berlin("2020-02-18T09:00"),
    )
    request_.application.refresh_from_db()
    factories.make_information_request(
        request_.application,
        at=berlin("2020-02-18T10:00"),
        due_on=berlin("2020-02-20T10:00").date(),
    )

    assert order_reminders(at=berlin("2020-02-18T11:00")) == 1


@pytest.mark.django_db(transaction=True)
def test_sweep_sends_reminders(rehearsal, capsys, monkeypatch):
    monkeypatch.setattr("applications.documents.store.render", lambda _document, at: None)
    factories.make_information_request()
    mail.outbox.clear()
    rehearsal("2020-02-14T10:00")

    call_command("sweep")

    assert [letter.subject for letter in mail.outbox] == ["Erinnerung: Ihre Antwort fehlt noch"]
    assert "1 reminders" in capsys.readouterr().out
