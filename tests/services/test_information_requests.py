"""The authority asks, the association answers: the sent version counts until the answer."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from applications.models import (
    Application,
    AuditEvent,
    FindingSettlement,
    InformationRequest,
    Message,
    Organisation,
    SubmissionSnapshot,
    User,
)
from applications.rules.choices import AttachmentKind
from applications.rules.lifecycle import MoveNotAllowed, Role, State
from applications.rules.sections import Section
from applications.services import drafts, enclosures, review
from applications.services import information_requests as asking
from applications.services import request_answers as answering
from applications.services.information_requests import Point
from applications.services.submission import NotComplete
from applications.workflow.application_document import document_of
from applications.workflow.assessment import replay
from applications.workflow.permissions import NotAWriter
from applications.workflow.snapshots import report_of
from tests import factories
from tests.support import files

pytestmark = pytest.mark.django_db

ASKED_AT = factories.ASKED_AT
ANSWERED_AT = ASKED_AT + timedelta(days=7)
TOO_LATE = ASKED_AT + timedelta(days=20)
NEED = "Viele Frauen bekommen Briefe, die sie nicht verstehen."


@pytest.fixture
def request_() -> InformationRequest:
    return factories.make_information_request()


def fresh(request: InformationRequest) -> Application:
    return Application.objects.with_lists().get(pk=request.application_id)


def sender(request: InformationRequest) -> User:
    person: User = request.application.created_by
    return person


def save(request: InformationRequest, section: Section, **answers: Any) -> None:
    application = fresh(request)
    drafts.save_section(
        application=application,
        section=section,
        answers=answers,
        pending={},
        version=drafts.section_row(application, section).version,
        actor=sender(request),
        at=ANSWERED_AT,
    )


def write(request: InformationRequest, position: int, text: str, *, seen: str = "") -> list[Any]:
    return answering.save_answers(
        request=request,
        answers={position: answering.TypedAnswer(text=text, seen=answering.mark_of(seen))},
        actor=sender(request),
        at=ANSWERED_AT,
    )


def upload(request: InformationRequest, kind: str = "non_profit_notice") -> Any:
    return enclosures.add_attachment(
        application=fresh(request),
        kind=AttachmentKind(kind),
        upload=SimpleUploadedFile("Bescheid 2020.pdf", files.pdf()),
        actor=sender(request),
        at=ANSWERED_AT,
        request=request,
    )


def answer(request: InformationRequest, **values: Any) -> Application:
    known = {"actor": sender(request), "at": ANSWERED_AT, "incomplete_confirmed": True}
    return answering.answer_request(request=request, **{**known, **values})


def give_all(request: InformationRequest) -> Application:
    save(request, Section.GOALS, need=NEED)
    upload(request)
    write(request, 3, "Rania Haddad leitet es.")
    return answer(request, incomplete_confirmed=False)


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


# The sent version stays valid until the answer (journeys E1 8) ----------------


def test_typing_changes_nothing_of_what_was_sent() -> None:
    points = [
        Point(section=Section.ORGANISATION, text="Name?"),
        Point(section=Section.COSTS, text="?"),
    ]
    request = factories.make_information_request(points=points)
    before = Application.objects.filter(pk=request.application_id).values().get()
    organisation = Organisation.objects.filter(pk=before["organisation_id"]).values().get()
    snapshot = SubmissionSnapshot.objects.get()

    save(request, Section.ORGANISATION, name="Ganz anders e. V.", town="Gießen", postcode="35390")
    save(request, Section.COSTS, items=[])

    after = Application.objects.filter(pk=request.application_id).values().get()
    del before["edited_at"], after["edited_at"]
    assert after == before
    assert Organisation.objects.filter(pk=before["organisation_id"]).values().get() == organisation
    assert SubmissionSnapshot.objects.get() == snapshot


def test_answer_makes_a_new_version_everywhere(request_: InformationRequest) -> None:
    application = give_all(request_)

    request_.refresh_from_db()
    old, new = SubmissionSnapshot.objects.order_by("version")
    assert application.state == State.ANSWERED
    assert old.document["answers"]["goals"]["need"] != NEED
    assert new.document["answers"]["goals"]["need"] == NEED
    assert new.document["received_at"] == old.document["received_at"]
    assert len(new.document["answers"]["enclosures"]["attachments"]) == 4
    assert request_.answered_at == request_.closed_at == ANSWERED_AT
    assert set(request_.points.values_list("answered_at", flat=True)) == {ANSWERED_AT}
    assert [mail.user for mail in Message.objects.filter(kind="answer_received")] == [
        sender(request_)
    ]
    assert [row.snapshot for row in application.documents.order_by("pk")] == [old, new]
    assert AuditEvent.objects.filter(event="application.answer").count() == 1


def test_list_columns_search_and_the_organisation_follow_the_answer() -> None:
    points = [
        Point(section=Section.ORGANISATION, text="Name?"),
        Point(section=Section.MICRO_PROJECT, text="Titel?"),
        Point(section=Section.COSTS, text="Kosten?"),
    ]
    request = factories.make_information_request(points=points)
    save(request, Section.ORGANISATION, name="Frauennetz Neu e. V.", town="Gießen")
    save(request, Section.MICRO_PROJECT, title="Offene Werkstatt")
    save(request, Section.COSTS, items=[{**factories.ANSWERS[Section.COSTS]["items"][0]}])

    application = answer(request)

    application.refresh_from_db()
    assert application.organisation_name == "Frauennetz Neu e. V."
    assert application.town == "Gießen"
    assert application.project_title == "Offene Werkstatt"
    assert "offene werkstatt" in application.search_text
    assert application.requested_micro_project_eur < 3000
    assert application.organisation.name == "Frauennetz Neu e. V."


def test_a_notice_younger_than_the_application_is_taken() -> None:
    request = factories.make_information_request(
        points=[Point(section=Section.NON_PROFIT, text="?")]
    )
    save(request, Section.NON_PROFIT, notice_date=date(2020, 2, 5))

    answer(request)

    new = SubmissionSnapshot.objects.get(version=2)
    assert new.findings.get(rule="VE-03").outcome == "passed"
    assert replay(new) == report_of(new)


def test_documents_that_were_promised_are_fulfilled_with_the_answer() -> None:
    application = factories.make_reviewed()
    application.promised_enclosures.create(kind="non_profit_notice", reason="Kommt.")
    request = factories.make_information_request(application)

    upload(request)
    assert application.promised_enclosures.exists()
    answer(request)

    assert not application.promised_enclosures.exists()


# Sending --------------------------------------------------------------------


def test_open_points_are_asked_about_once(request_: InformationRequest) -> None:
    write(request_, 1, "Das Ziel ist klar.")

    with pytest.raises(answering.PointsOpen) as caught:
        answer(request_, incomplete_confirmed=False)
    application = answer(request_)

    assert caught.value.positions == [2, 3]
    assert application.state == State.ANSWERED
    sent = request_.points.exclude(answered_at=None)
    assert list(sent.values_list("position", flat=True)) == [1]


def test_a_section_that_was_right_is_done(request_: InformationRequest) -> None:
    answering.mark_done(
        request=request_, position=1, is_done=True, actor=sender(request_), at=ANSWERED_AT
    )
    assert answering.point_states(fresh(request_), request_)[0].is_done

    answering.mark_done(
        request=request_, position=1, is_done=False, actor=sender(request_), at=ANSWERED_AT
    )
    assert not answering.point_states(fresh(request_), request_)[0].is_done


def test_what_blocks_an_application_blocks_its_answer(request_: InformationRequest) -> None:
    save(request_, Section.GOALS, need="")

    with pytest.raises(NotComplete) as caught:
        answer(request_)

    assert [finding.section for finding in caught.value.report.of("blocking")] == ["goals"]
    request_.refresh_from_db()
    assert request_.closed_at is None
    assert SubmissionSnapshot.objects.count() == 1


def test_new_exclusion_asks_for_its_confirmation() -> None:
    request = factories.make_information_request(points=[Point(section=Section.PROFILE, text="?")])
    save(request, Section.PROFILE, member_share="minority")

    with pytest.raises(NotComplete) as caught:
        answer(request)
    assert [one.field for one in caught.value.report.of("blocking")] == [
        "declarations.knows_ineligible"
    ]

    application = answer(request, knows_ineligible=True)
    assert application.excluded_count == 1


def test_sending_twice_makes_one_version(request_: InformationRequest) -> None:
    answer(request_)

    again = answer(request_, at=ANSWERED_AT + timedelta(seconds=1))

    assert again.state == State.ANSWERED
    assert SubmissionSnapshot.objects.count() == 2
    assert Message.objects.filter(kind="answer_received").count() == 1


def test_answer_after_the_date_counts_while_the_request_is_open(
    request_: InformationRequest,
) -> None:
    answer(request_, at=TOO_LATE)

    request_.refresh_from_db()
    assert request_.answered_at == TOO_LATE


# Settled findings -----------------------------------------------------------


def settle_half_board(reason: str = "Im Gespräch geklärt.") -> tuple[Application, User]:
    worker = factories.make_staff("Sachbearbeitung", name="Nora Prüfer")
    application = factories.make_reviewed(
        actor=worker, changes={Section.PROFILE: {"board_share": "half"}}
    )
    finding = review.unsettled_findings(application)[0]
    review.settle_finding(
        finding=finding, is_met=True, reason=reason, actor=worker, at=factories.REVIEWED_AT
    )
    return application, worker


def test_settled_finding_that_comes_again_stays_settled() -> None:
    application, worker = settle_half_board()
    first = factories.make_information_request(application, actor=worker)
    answer(first)
    application.refresh_from_db()

    assert review.unsettled_findings(application) == []
    copy = FindingSettlement.objects.order_by("-pk")[0]
    assert copy.finding.snapshot.version == 2
    assert copy.reason == "Übernommen aus Fassung 1: Im Gespräch geklärt."
    assert (copy.settled_by, copy.settled_at) == (worker, factories.REVIEWED_AT)
    event = AuditEvent.objects.get(event="finding.carried_over")
    assert (event.actor, event.data) == (None, {"rules": ["VE-05"], "from_version": 1})


def test_finding_about_other_values_is_judged_again() -> None:
    application, worker = settle_half_board()
    points = [Point(section=Section.PROFILE, text="?")]
    request = factories.make_information_request(application, points=points, actor=worker)
    save(request, Section.PROFILE, board_share="minority")

    answer(request)

    application.refresh_from_db()
    assert [finding.rule for finding in review.unsettled_findings(application)] == ["VE-05"]


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
