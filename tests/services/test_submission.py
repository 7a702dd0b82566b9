"""Sending: one case, one number, one receipt; the instant of arrival decides."""

import hashlib
import json
from datetime import UTC, datetime, timedelta

import pytest

from applications.models import (
    Application,
    AuditEvent,
    Document,
    Finding,
    FundingRound,
    Message,
    SubmissionSnapshot,
)
from applications.rules.lifecycle import MoveNotAllowed, Role, State
from applications.rules.rounds import Policy
from applications.rules.sections import Section
from applications.services import submission
from applications.services.submission import submit_application
from applications.texts import privacy
from applications.workflow import assessment, snapshots
from tests import factories

pytestmark = pytest.mark.django_db

LAST_INSTANT = datetime(2020, 1, 31, 22, 59, 59, 999000, tzinfo=UTC)
FIRST_LATE_INSTANT = datetime(2020, 1, 31, 23, 0, tzinfo=UTC)


def send(draft: Application) -> Application:
    return submit_application(application=draft, actor=draft.created_by, at=factories.SENT_AT)


def test_sending_writes_everything_in_one_go() -> None:
    draft = factories.make_complete_draft()

    case = submit_application(application=draft, actor=draft.created_by, at=factories.SENT_AT)

    assert case.reference_number == "WIR-2020-0001-69"
    assert (case.state, case.is_late) == (State.SUBMITTED, False)
    assert case.submitted_at == factories.SENT_AT
    assert str(case.requested_eur) == "8361.62"
    snapshot = SubmissionSnapshot.objects.get()
    assert snapshot.document["reference_number"] == "WIR-2020-0001-69"
    assert snapshot.document["received_at"] == "2020-01-18T20:14:07.000000Z"
    assert snapshot.sha256 == hashlib.sha256(snapshot.payload.encode()).hexdigest()
    assert snapshot.findings.count() == Finding.objects.count() > 20
    assert Document.objects.get().kind == "acknowledgement_of_receipt"
    assert Message.objects.get(kind="application_received").recipient == draft.created_by.email
    assert AuditEvent.objects.filter(event="application.submit").count() == 1


def test_payload_is_canonical() -> None:
    factories.make_submitted()
    payload = SubmissionSnapshot.objects.get().payload

    assert payload == json.dumps(
        json.loads(payload), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )


def test_sending_again_gives_the_same_case() -> None:
    draft = factories.make_complete_draft()
    stale = Application.objects.get()

    first = submit_application(application=draft, actor=draft.created_by, at=factories.SENT_AT)
    again = submit_application(
        application=stale,
        actor=draft.created_by,
        at=factories.SENT_AT + timedelta(days=1),
    )

    assert again == first
    assert again.submitted_at == factories.SENT_AT
    assert SubmissionSnapshot.objects.count() == Document.objects.count() == 1
    assert FundingRound.objects.get().last_number == 1


def test_paper_that_is_entered_twice_stays_one_case() -> None:
    sent = factories.make_submitted()

    again = submission.record_application(
        application=sent,
        actor=sent.created_by,
        received_at=factories.SENT_AT - timedelta(days=1),
        at=factories.SENT_AT + timedelta(days=1),
    )

    assert (again.reference_number, again.submitted_at) == (
        sent.reference_number,
        factories.SENT_AT,
    )
    assert FundingRound.objects.get().last_number == 1


def test_nothing_is_sent_before_the_round_opens() -> None:
    draft = factories.make_complete_draft()
    too_early = draft.round.opens_at - timedelta(microseconds=1)

    with pytest.raises(submission.RoundNotOpen):
        submit_application(application=draft, actor=draft.created_by, at=too_early)

    assert Application.objects.get().state == State.DRAFT


def test_incomplete_application_stays_a_draft() -> None:
    draft = factories.make_complete_draft(changes={Section.GOALS: {"need": ""}})

    with pytest.raises(submission.NotComplete):
        send(draft)

    assert FundingRound.objects.get().last_number == 0
    assert Application.objects.get().state == State.DRAFT


def test_failed_sending_gives_the_number_back(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = factories.make_complete_draft()

    def fail(*_about: object, **_values: object) -> None:
        raise RuntimeError("the last step of all")

    with monkeypatch.context() as broken:
        broken.setattr("applications.services.outbox.carry_out", fail)
        with pytest.raises(RuntimeError):
            send(draft)

    assert FundingRound.objects.get().last_number == 0
    assert Application.objects.get().state == State.DRAFT
    assert not AuditEvent.objects.filter(event="application.submit").exists()
    assert not SubmissionSnapshot.objects.exists()
    assert factories.make_submitted().number == 1


def test_answer_that_nobody_can_read_keeps_the_draft_a_draft() -> None:
    draft = factories.make_complete_draft()
    type(draft.goals).objects.update(pending={"people_reached": "viele"})

    with pytest.raises(submission.NotComplete):
        submit_application(application=draft, actor=draft.created_by, at=factories.SENT_AT)


def test_member_may_write_but_not_send() -> None:
    draft = factories.make_complete_draft()
    member = factories.make_member(draft, role=Role.MEMBER)

    with pytest.raises(MoveNotAllowed):
        submit_application(application=draft, actor=member, at=factories.SENT_AT)


def test_last_instant_is_in_time() -> None:
    draft = factories.make_complete_draft()

    case = submit_application(application=draft, actor=draft.created_by, at=LAST_INSTANT)

    assert (case.is_late, case.to_clarify_count) == (False, 0)


def test_first_late_instant_needs_the_extra_step() -> None:
    draft = factories.make_complete_draft()

    with pytest.raises(submission.DeadlinePassed):
        submit_application(application=draft, actor=draft.created_by, at=FIRST_LATE_INSTANT)
    case = submit_application(
        application=draft, actor=draft.created_by, at=FIRST_LATE_INSTANT, late_confirmed=True
    )

    assert (case.is_late, case.to_clarify_count) == (True, 1)
    assert Finding.objects.get(outcome="to_clarify").rule == "FR-01"


def test_late_application_is_refused_where_the_round_says_so() -> None:
    factories.make_round(late_policy=Policy.REFUSE, reference_prefix="WIR-2020")
    draft = factories.make_complete_draft()

    with pytest.raises(submission.LateRefused):
        submit_application(
            application=draft,
            actor=draft.created_by,
            at=FIRST_LATE_INSTANT,
            late_confirmed=True,
        )
    assert Application.objects.get().state == State.DRAFT


EXCLUSION = {Section.PROFILE: {"employees": "yes", "employee_count": 1}}
KNOWN = {Section.DECLARATIONS: {"knows_ineligible": True}}


def test_exclusion_is_recorded() -> None:
    changes = {Section.PROFILE: {**EXCLUSION[Section.PROFILE], "employee_hours_week": "19.5"}}
    draft = factories.make_complete_draft(changes={**changes, **KNOWN})

    case = submit_application(application=draft, actor=draft.created_by, at=factories.SENT_AT)

    assert case.excluded_count == 1
    assert Finding.objects.get(outcome="excluded").rule == "VE-04"


def test_exclusion_is_refused_where_the_round_says_so() -> None:
    factories.make_round(ineligible_policy=Policy.REFUSE)
    changes = {Section.PROFILE: {**EXCLUSION[Section.PROFILE], "employee_hours_week": "19.5"}}
    draft = factories.make_complete_draft(changes={**changes, **KNOWN})

    with pytest.raises(submission.IneligibleRefused):
        submit_application(application=draft, actor=draft.created_by, at=factories.SENT_AT)


def test_replay_gives_the_stored_findings() -> None:
    factories.make_submitted()
    snapshot = SubmissionSnapshot.objects.get()

    assert assessment.replay(snapshot) == snapshots.report_of(snapshot)


def test_likely_duplicate_is_flagged_for_staff() -> None:
    first = factories.make_submitted(name="Atlas e. V.")
    factories.make_submitted(name="Atlas E. V.", actor=factories.make_user())

    finding = Finding.objects.get(rule="FR-02", outcome="to_clarify")
    assert first.reference_number in json.dumps(finding.values)


def test_a_likely_duplicate_that_took_its_number_just_before_is_flagged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    take = submission._next_number
    other = factories.make_complete_draft(name="Atlas e. V.")

    def let_the_other_go_first(funding_round: FundingRound) -> int:
        monkeypatch.setattr(submission, "_next_number", take)
        send(other)
        return take(funding_round)

    draft = factories.make_complete_draft(name="Atlas E. V.", actor=factories.make_user())
    monkeypatch.setattr(submission, "_next_number", let_the_other_go_first)

    second = send(draft)

    first = Application.objects.get(pk=other.pk)
    assert (first.number, second.number) == (1, 2)
    snapshot = second.snapshots.get()
    assert snapshot.context["possible_duplicates"] == [first.reference_number]
    assert snapshot.document["reference_number"] == second.reference_number
    assert snapshot.findings.get(rule="FR-02").outcome == "to_clarify"
    assert assessment.replay(snapshot) == snapshots.report_of(snapshot)
    assert second.to_clarify_count == snapshot.findings.filter(outcome="to_clarify").count()


def test_withdrawn_application_leaves_room_for_a_new_one() -> None:
    case = factories.make_submitted()
    Application.objects.filter(pk=case.pk).update(state=State.WITHDRAWN)

    again = factories.make_draft(actor=case.created_by, name=case.organisation_name)

    assert again.organisation == case.organisation


def test_the_snapshot_keeps_which_information_on_privacy_was_shown() -> None:
    case = factories.make_submitted()

    assert case.snapshots.get().context["privacy_edition"] == privacy.CURRENT
