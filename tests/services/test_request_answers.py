"""The association answers: what was sent counts until the answer is sent, as one version."""

from datetime import date, timedelta

import pytest

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
from applications.rules.lifecycle import State
from applications.rules.sections import Section
from applications.services import request_answers as answering
from applications.services import review
from applications.services.information_requests import Point
from applications.services.submission import NotComplete
from applications.workflow.assessment import replay
from applications.workflow.snapshots import report_of
from tests import factories
from tests.support.answers import (
    ANSWERED_AT,
    NEED,
    answer,
    fresh,
    give_all,
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
    receipts = application.documents.filter(kind="acknowledgement_of_receipt").order_by("pk")
    assert [row.snapshot for row in receipts] == [old, new]
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
