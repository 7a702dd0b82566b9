"""The hearing before a refusal: sent, answered in time or late, ended, evidence afterwards."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from applications.models import Application, CaseMessage, FundingRound, Hearing, Message
from applications.rules.decisions import DecisionKind, Reasons
from applications.rules.lifecycle import MoveNotAllowed, State
from applications.services import award, hearings
from applications.services.information_requests import DateTooEarly, StillTimeToAnswer
from applications.services.obstacles import NotReady, ObstacleKind
from applications.workflow.guards import ReasonNeeded
from tests import factories

pytestmark = pytest.mark.django_db

ASKED_AT, DUE_ON = factories.ASKED_AT, factories.DUE_ON
IN_TIME, LATE = ASKED_AT + timedelta(days=1), ASKED_AT + timedelta(days=15)


def answer(hearing: Hearing, *, at: datetime, text: str = "Das stimmt nicht.") -> CaseMessage:
    hearing = Hearing.objects.select_related("application").get(pk=hearing.pk)
    return hearings.answer_hearing(
        hearing=hearing,
        text=text,
        uploads=[],
        last_own=0,
        actor=hearing.application.created_by,
        at=at,
    )


def refused():
    return pytest.raises(IntegrityError, match="append-only")


def end(hearing: Hearing, *, at: datetime) -> Hearing:
    return hearings.end_hearing(
        application=Application.objects.get(pk=hearing.application_id),
        actor=hearing.sent_by,
        at=at,
    )


def test_hearing_tells_everybody_who_answers_and_says_nothing_of_the_reason() -> None:
    case = factories.make_ready()
    factories.make_member(case)

    factories.make_hearing(case, reason="Ihr Verein hat keinen Sitz in Hessen.")

    mails = Message.objects.filter(kind="hearing_opened")
    assert mails.count() == 2
    assert {mail.context["until"] for mail in mails} == {"Montag, 17. Februar 2020"}
    assert not any("Sitz" in str(mail.context) for mail in mails)
    assert Application.objects.get(pk=case.pk).state == State.HEARING


def test_limit_ends_on_a_working_day_of_hesse() -> None:
    # Good Friday of 2020: Tuesday is the next working day.
    hearing = factories.make_hearing(due_on=date(2020, 4, 10))

    assert hearing.due_on == date(2020, 4, 14)


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"reason": "  "}, ReasonNeeded),
        ({"reason": "Der Verein {Name} fehlt."}, hearings.PlaceholderLeft),
        ({"due_on": date(2020, 2, 3)}, DateTooEarly),
    ],
)
def test_hearing_that_cannot_be_sent(values, refusal) -> None:
    with pytest.raises(refusal):
        factories.make_hearing(**values)
    assert not Hearing.objects.exists()
    assert Application.objects.get().state == State.UNDER_REVIEW


def test_only_a_case_worker_hears() -> None:
    with pytest.raises(MoveNotAllowed):
        factories.make_hearing(factories.make_ready(), actor=factories.make_staff("Mitzeichnung"))


def test_hearing_ends_only_after_an_answer_or_its_date() -> None:
    hearing = factories.make_hearing()

    with pytest.raises(StillTimeToAnswer):
        end(hearing, at=IN_TIME)
    answer(hearing, at=IN_TIME)
    ended = end(hearing, at=IN_TIME)

    assert (ended.closed_at, ended.closed_by) == (IN_TIME, hearing.sent_by)
    assert Application.objects.get().state == State.UNDER_REVIEW


def test_silence_ends_the_hearing_after_its_date() -> None:
    hearing = factories.make_hearing()

    # The last day belongs to the association.
    with pytest.raises(StillTimeToAnswer):
        end(hearing, at=datetime.fromisoformat("2020-02-17T23:59:59+01:00"))
    end(hearing, at=datetime.fromisoformat("2020-02-18T00:00:00+01:00"))

    assert Hearing.objects.get().closed_at is not None


@pytest.mark.parametrize(
    ("at", "is_late"),
    [
        (datetime.fromisoformat("2020-02-17T23:59:59+01:00"), False),
        (datetime.fromisoformat("2020-02-18T00:00:00+01:00"), True),
    ],
)
def test_answer_after_the_date_is_taken_and_marked(at, is_late) -> None:
    hearing = factories.make_hearing()

    answer(hearing, at=at)

    heard = hearings.hearings_of(Application.objects.get())
    assert [one.is_late for one in heard[0].answers] == [is_late]


def test_answer_after_the_end_is_still_one_and_marked() -> None:
    hearing = factories.make_hearing()
    answer(hearing, at=IN_TIME, text="Erste.")
    end(hearing, at=IN_TIME)

    answer(hearing, at=IN_TIME + timedelta(hours=1), text="Noch etwas.")

    heard = hearings.hearings_of(Application.objects.get())
    assert [(one.row.text, one.is_late) for one in heard[0].answers] == [
        ("Erste.", False),
        ("Noch etwas.", True),
    ]


def test_what_comes_after_the_decision_is_a_message_and_not_lost() -> None:
    worker = factories.make_staff("Sachbearbeitung")
    hearing = factories.make_hearing(actor=worker)
    end(hearing, at=LATE)
    case = Application.objects.get()
    _reject(case, worker, at=LATE)
    factories.sign(case, actor=factories.make_staff("Leitung"), at=LATE)

    message = answer(hearing, at=LATE)

    assert message.hearing is None
    assert CaseMessage.objects.filter(text="Das stimmt nicht.").count() == 1


def test_two_hearings_follow_each_other() -> None:
    worker = factories.make_staff("Sachbearbeitung")
    first = factories.make_hearing(actor=worker)
    end(first, at=LATE)
    factories.make_hearing(
        Application.objects.get(), actor=worker, at=LATE, due_on=date(2020, 3, 5)
    )

    heard = hearings.hearings_of(Application.objects.get())
    assert [one.row.number for one in heard] == [2, 1]


def test_round_may_want_a_hearing_before_every_rejection() -> None:
    worker = factories.make_staff("Sachbearbeitung")
    case = factories.make_ready(actor=worker)
    FundingRound.objects.update(hearing_before_rejection=True)
    case = Application.objects.get()

    with pytest.raises(NotReady) as refusal:
        _reject(case, worker, at=factories.REVIEWED_AT)
    assert [one.kind for one in refusal.value.obstacles] == [ObstacleKind.HEARING]

    hearing = factories.make_hearing(case, actor=worker)
    end(hearing, at=LATE)
    _reject(Application.objects.get(), worker, at=LATE)
    assert Application.objects.get().state == State.PROPOSED


def test_withdrawal_closes_the_hearing() -> None:
    hearing = factories.make_hearing()
    case = Application.objects.get()

    award.withdraw_application(application=case, reason="", actor=case.created_by, at=IN_TIME)

    hearing.refresh_from_db()
    assert (hearing.closed_at, hearing.closed_by) == (IN_TIME, case.created_by)


def test_closed_hearing_is_evidence() -> None:
    hearing = factories.make_hearing()
    Hearing.objects.update(due_on=date(2020, 2, 14))
    end(hearing, at=LATE)

    for statement in (
        "UPDATE applications_hearing SET reason = 'anders'",
        "DELETE FROM applications_hearing",
    ):
        with refused(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def _reject(case: Application, worker, *, at: datetime) -> None:
    award.propose_decision(
        application=case,
        kind=DecisionKind.REJECTION,
        amounts=case.requested,
        reasons=Reasons(assessment="Der Verein hat keinen Sitz in Hessen."),
        actor=worker,
        at=at,
    )
