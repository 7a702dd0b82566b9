"""The authority asks: what is open then, and how the review goes on."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from applications.models import (
    Application,
    AuditEvent,
    InformationRequest,
    Message,
    SubmissionSnapshot,
)
from applications.rules.choices import AttachmentKind
from applications.rules.lifecycle import MoveNotAllowed, Role, State
from applications.rules.sections import Section
from applications.services import drafts, enclosures
from applications.services import information_requests as asking
from applications.services import request_answers as answering
from applications.services.information_requests import Point
from applications.workflow.application_document import document_of
from applications.workflow.permissions import NotAWriter
from tests import factories
from tests.support import files
from tests.support.answers import (
    ANSWERED_AT,
    NEED,
    answer,
    fresh,
    save,
    sender,
    upload,
    write,
)

pytestmark = pytest.mark.django_db

ASKED_AT = factories.ASKED_AT
TOO_LATE = ASKED_AT + timedelta(days=20)


@pytest.fixture
def request_() -> InformationRequest:
    return factories.make_information_request()


# Asking ---------------------------------------------------------------------


def test_asking_moves_the_case_and_tells_representatives_and_members() -> None:
    application = factories.make_reviewed()
    member = factories.make_member(application)
    factories.make_member(application, role=Role.ADVISER)

    request = factories.make_information_request(application)

    application.refresh_from_db()
    assert application.state == State.INFORMATION_REQUESTED
    assert [point.kind for point in request.points.order_by("position")] == [
        "section",
        "enclosure",
        "question",
    ]
    mails = Message.objects.filter(kind="information_requested").order_by("pk")
    assert [mail.user for mail in mails] == [application.created_by, member]
    assert mails[0].context == {
        "reference_number": application.reference_number,
        "until": "Montag, 17. Februar 2020",
    }
    assert AuditEvent.objects.filter(event="application.request_information").count() == 1


@pytest.mark.parametrize("group", ["Mitzeichnung", "Leitung", "Haushalt", "Revision"])
def test_only_case_workers_ask(group: str) -> None:
    with pytest.raises(MoveNotAllowed):
        factories.make_information_request(
            factories.make_reviewed(), actor=factories.make_staff(group)
        )
    assert not InformationRequest.objects.exists()


@pytest.mark.parametrize(
    "make", [factories.make_submitted, factories.make_proposed], ids=["submitted", "proposed"]
)
def test_asking_belongs_to_the_review(make: Callable[[], Application]) -> None:
    with pytest.raises(MoveNotAllowed):
        factories.make_information_request(make())


@pytest.mark.parametrize("due_on", [date(2020, 2, 2), date(2020, 2, 3)])
def test_date_leaves_time_to_answer(due_on: date) -> None:
    with pytest.raises(asking.DateTooEarly):
        factories.make_information_request(due_on=due_on)


@pytest.mark.parametrize("number", [0, 11])
def test_between_one_and_ten_points(number: int) -> None:
    points = [Point(text="Warum?")] * number
    application = factories.make_reviewed()

    with pytest.raises(asking.NoPoints):
        asking.request_information(
            application=application,
            points=points,
            due_on=factories.DUE_ON,
            actor=factories.make_staff("Sachbearbeitung"),
            at=ASKED_AT,
        )


@pytest.mark.parametrize(
    ("today", "due_on"),
    [
        (date(2020, 2, 3), date(2020, 2, 17)),
        (date(2020, 2, 1), date(2020, 2, 17)),
        (date(2020, 2, 2), date(2020, 2, 17)),
        (date(2020, 2, 7), date(2020, 2, 21)),
    ],
)
def test_usual_date_is_a_working_day_two_weeks_ahead(today: date, due_on: date) -> None:
    assert asking.usual_due_date(today) == due_on


# What is open ---------------------------------------------------------------


@pytest.mark.parametrize(
    "section", [section for section in asking.OPENED_SECTIONS if section != Section.GOALS]
)
def test_all_other_sections_stay_closed(request_: InformationRequest, section: Section) -> None:
    before = document_of(fresh(request_))

    with pytest.raises(drafts.NotADraft):
        save(request_, section)

    assert document_of(fresh(request_)) == before


def test_other_kinds_of_documents_stay_closed(request_: InformationRequest) -> None:
    with pytest.raises(drafts.NotADraft):
        upload(request_, "statutes")
    with pytest.raises(drafts.NotADraft):
        enclosures.add_attachment(
            application=fresh(request_),
            kind=AttachmentKind.NON_PROFIT_NOTICE,
            upload=SimpleUploadedFile("x.pdf", files.pdf()),
            actor=sender(request_),
            at=ANSWERED_AT,
        )


def test_what_was_sent_cannot_be_removed(request_: InformationRequest) -> None:
    sent = request_.application.attachments.get(kind="non_profit_notice")
    with pytest.raises(drafts.NotADraft):
        enclosures.remove_attachment(attachment=sent, actor=sender(request_), at=ANSWERED_AT)

    new = upload(request_)
    enclosures.remove_attachment(attachment=new, actor=sender(request_), at=ANSWERED_AT)

    assert list(request_.application.attachments.filter(kind="non_profit_notice")) == [sent]


def test_advisers_write_nothing(request_: InformationRequest) -> None:
    adviser = factories.make_member(request_.application, role=Role.ADVISER)

    for deed in (
        lambda: answering.save_answers(request=request_, answers={}, actor=adviser, at=ASKED_AT),
        lambda: answer(request_, actor=adviser),
    ):
        with pytest.raises(NotAWriter):
            deed()


def test_members_write_and_only_representatives_send(request_: InformationRequest) -> None:
    member = factories.make_member(request_.application)
    typed = answering.TypedAnswer(text="Rania.", seen=answering.mark_of(""))

    answering.save_answers(request=request_, answers={3: typed}, actor=member, at=ANSWERED_AT)
    with pytest.raises(MoveNotAllowed):
        answer(request_, actor=member)

    assert request_.points.get(position=3).answer == "Rania."


def test_nobody_overwrites_the_text_of_another_person(request_: InformationRequest) -> None:
    assert write(request_, 3, "Die erste Antwort.") == []

    theirs = write(request_, 3, "Die zweite Antwort.")

    assert [point.answer for point in theirs] == ["Die erste Antwort."]
    assert request_.points.get(position=3).answer == "Die erste Antwort."
    assert write(request_, 3, "Die zweite Antwort.", seen="Die erste Antwort.") == []


# Going on -------------------------------------------------------------------


def resume(request: InformationRequest, at: datetime) -> None:
    asking.resume_review(
        application=fresh(request), actor=factories.make_staff("Sachbearbeitung"), at=at
    )


def test_review_goes_on_after_an_answer(request_: InformationRequest) -> None:
    answer(request_)

    resume(request_, ANSWERED_AT)

    assert fresh(request_).state == State.UNDER_REVIEW


def test_review_does_not_go_on_before_the_date_has_passed(request_: InformationRequest) -> None:
    last_day = datetime(2020, 2, 17, 22, 59, tzinfo=ASKED_AT.tzinfo)

    with pytest.raises(asking.StillTimeToAnswer):
        resume(request_, last_day)
    resume(request_, last_day + timedelta(minutes=1))

    request_.refresh_from_db()
    assert request_.closed_at
    assert request_.answered_at is None


def test_without_an_answer_everything_says_again_what_was_sent() -> None:
    points = [
        *factories.THREE_POINTS,
        Point(section=Section.COSTS, text="?"),
        Point(section=Section.MICRO_PROJECT, text="?"),
    ]
    request = factories.make_information_request(points=points)
    sent = SubmissionSnapshot.objects.get().document
    save(request, Section.GOALS, need=NEED, people_reached=None)
    save(request, Section.COSTS, items=[])
    save(request, Section.MICRO_PROJECT, starts_on=date(2020, 5, 1), topic="")
    upload(request)

    resume(request, TOO_LATE)

    assert document_of(fresh(request)) == sent
    versions = request.application.section_versions.filter(section=Section.GOALS)
    assert NEED in [version.answers["need"] for version in versions]
    with pytest.raises(answering.RequestClosed):
        answer(request)
    with pytest.raises(answering.RequestClosed):
        write(request, 3, "Zu spät.")


def test_next_request_finds_files_that_were_never_sent(request_: InformationRequest) -> None:
    file = upload(request_)
    resume(request_, TOO_LATE)

    second = factories.make_information_request(
        fresh(request_), at=TOO_LATE, due_on=date(2020, 3, 16)
    )

    file.refresh_from_db()
    assert second.number == 2
    assert file.request == second
