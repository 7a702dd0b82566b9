"""Reminders of a hearing: each person once, in time, and only while nothing was said."""

from datetime import datetime

import pytest

from applications import clock
from applications.models import Hearing, Message, Reminder
from applications.rules.lifecycle import Role
from applications.services import award, hearings
from applications.services.reminders import order_reminders
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def hearing() -> Hearing:
    """Ask what the association says, until Monday, 17 February 2020."""
    return factories.make_hearing()


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.BERLIN)


def reminded() -> list[Message]:
    return list(Message.objects.filter(kind="hearing_reminder").order_by("pk"))


def say(hearing: Hearing, at: datetime = factories.ASKED_AT) -> None:
    hearings.answer_hearing(
        hearing=hearing,
        text="Das stimmt nicht.",
        uploads=[],
        last_own=0,
        actor=hearing.application.created_by,
        at=at,
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
def test_three_days_before_the_date(hearing, instant, count):
    assert order_reminders(at=berlin(instant)) == count
    assert len(reminded()) == count


def test_each_person_of_the_team_once_and_no_adviser(hearing):
    application = hearing.application
    member = factories.make_member(application)
    factories.make_member(application, role=Role.ADVISER)
    application.created_by.wants_reminders = False
    application.created_by.save(update_fields=["wants_reminders"])

    order_reminders(at=berlin("2020-02-14T08:00"))
    order_reminders(at=berlin("2020-02-14T08:10"))
    order_reminders(at=berlin("2020-02-17T08:00"))

    assert [message.user for message in reminded()] == [application.created_by, member]
    assert Reminder.objects.count() == 2
    assert reminded()[0].context == {
        "reference_number": application.reference_number,
        "until": "Montag, 17. Februar 2020",
    }


def test_whoever_said_something_is_not_reminded(hearing):
    say(hearing)

    assert order_reminders(at=berlin("2020-02-14T08:00")) == 0


def test_ended_hearing_is_quiet(hearing):
    say(hearing)
    worker = factories.make_staff("Sachbearbeitung")
    hearing.application.refresh_from_db()
    hearings.end_hearing(application=hearing.application, actor=worker, at=factories.ASKED_AT)

    assert order_reminders(at=berlin("2020-02-14T08:00")) == 0


def test_withdrawn_application_is_quiet(hearing):
    hearing.application.refresh_from_db()
    award.withdraw_application(
        application=hearing.application,
        reason="",
        actor=hearing.application.created_by,
        at=factories.ASKED_AT,
    )

    assert order_reminders(at=berlin("2020-02-14T08:00")) == 0


def test_answer_to_an_earlier_hearing_is_none_to_this_one(hearing):
    say(hearing)
    worker = factories.make_staff("Sachbearbeitung")
    hearing.application.refresh_from_db()
    hearings.end_hearing(application=hearing.application, actor=worker, at=factories.ASKED_AT)
    hearing.application.refresh_from_db()
    factories.make_hearing(hearing.application, actor=worker)

    assert order_reminders(at=berlin("2020-02-14T08:00")) == 1
