"""Reminders of drafts: before the deadline for who wants them, before the deletion for all."""

from datetime import datetime, timedelta

import pytest

from applications import clock
from applications.models import Application, Message, User
from applications.notifications import mails
from applications.rules.lifecycle import Role
from applications.services import drafts
from applications.services.reminders import order_reminders
from applications.services.submission import submit_application
from tests import factories

pytestmark = pytest.mark.django_db

DECEMBER = datetime.fromisoformat("2019-12-01T18:00:00+00:00")


@pytest.fixture
def draft() -> Application:
    return factories.make_complete_draft(at=DECEMBER)


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.BERLIN)


def subjects() -> list[str]:
    rows = Message.objects.filter(kind__startswith="draft_").order_by("pk")
    return [mails.write_mail(row).subject for row in rows]


def run_every_day(first: str, days: int) -> None:
    """Let the timer come twice a day."""
    for day in range(days):
        for hours in (0, 5):
            order_reminders(at=berlin(f"{first}T09:00") + timedelta(days=day, hours=hours))


def test_four_mails_before_the_deadline(draft: Application) -> None:
    run_every_day("2020-01-01", 40)

    assert subjects() == [
        "Noch 14 Tage: Ihr Antrag ist nicht abgesendet",
        "Noch 7 Tage: Ihr Antrag ist nicht abgesendet",
        "Noch 2 Tage: Ihr Antrag ist nicht abgesendet",
        "Noch 1 Tag: Ihr Antrag ist nicht abgesendet",
    ]


def test_after_days_without_a_server_comes_one_mail(draft: Application) -> None:
    order_reminders(at=berlin("2020-01-31T09:00"))

    assert subjects() == ["Heute ist der letzte Tag: Ihr Antrag ist nicht abgesendet"]


def test_mails_go_to_who_writes_and_wants_them(draft: Application) -> None:
    member = factories.make_member(draft)
    factories.make_member(draft, role=Role.ADVISER)
    User.objects.filter(pk=draft.created_by_id).update(wants_reminders=False)

    order_reminders(at=berlin("2020-01-24T09:00"))

    mail = Message.objects.get()
    assert (mail.recipient, mail.application) == (member.email, None)
    assert "Freitag, 31. Januar 2020, 23:59 Uhr" in mails.write_mail(mail).text


def test_an_extended_deadline_reminds_again(draft: Application) -> None:
    order_reminders(at=berlin("2020-01-30T09:00"))
    round_ = draft.round
    round_.closes_at += timedelta(days=14)
    round_.save()

    order_reminders(at=berlin("2020-01-31T09:00"))

    assert len(subjects()) == 2


@pytest.mark.parametrize("hour", ["00:00", "07:59"])
def test_nobody_is_woken(draft: Application, hour: str) -> None:
    assert order_reminders(at=berlin(f"2020-01-24T{hour}")) == 0


def test_what_was_sent_or_begun_later_is_left_alone(draft: Application) -> None:
    factories.make_draft(at=berlin("2020-01-26T12:00"))
    submit_application(application=draft, actor=draft.created_by, at=berlin("2020-01-20T12:00"))

    order_reminders(at=berlin("2020-01-28T09:00"))

    assert subjects() == []


def test_everybody_is_told_before_the_draft_goes(draft: Application) -> None:
    User.objects.update(wants_reminders=False)

    run_every_day("2020-06-20", 60)

    assert subjects() == ["Ihr Entwurf wird gelöscht"]
    assert "am Freitag, 31. Juli 2020" in mails.write_mail(Message.objects.get()).text


def test_a_reminded_draft_can_be_deleted(draft: Application) -> None:
    order_reminders(at=berlin("2020-01-24T09:00"))

    drafts.delete_draft(application=draft, actor=draft.created_by, at=factories.SENT_AT)

    assert not Application.objects.exists()
