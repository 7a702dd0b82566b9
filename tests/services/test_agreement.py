"""Two people agree where the statutes ask for two: nothing is sent before, no change slips in."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from applications.models import Agreement, Application, AuditEvent, Message, User
from applications.rules.lifecycle import MoveNotAllowed, Role, State
from applications.rules.rounds import SecondAgreement
from applications.rules.sections import Section
from applications.services import agreement, drafts
from applications.services.submission import (
    DeadlinePassed,
    NotComplete,
    SecondAgreementMissing,
    submit_application,
)
from applications.workflow import agreements
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.SENT_AT
LATER = AT + timedelta(minutes=20)
LATE = datetime(2020, 1, 31, 23, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)


def joint_draft() -> tuple[Application, User]:
    """A complete draft of an association that signs in twos, and the second representative."""
    funding_round = factories.make_round(second_agreement=SecondAgreement.ACCOUNT)
    draft = factories.make_complete_draft(
        funding_round=funding_round, changes={Section.BOARD: {"signature_rule": "joint"}}
    )
    return draft, factories.make_member(draft, role=Role.REPRESENTATIVE)


def declare(draft: Application) -> None:
    draft = Application.objects.with_lists().get(pk=draft.pk)
    answers = factories.ANSWERS[Section.DECLARATIONS]
    agreement.declare_and_agree(application=draft, answers=answers, actor=draft.created_by, at=AT)


def agree(draft: Application, second: User, **changes: Any) -> Application:
    draft = Application.objects.with_lists().get(pk=draft.pk)
    values: dict[str, Any] = {
        "application": draft,
        "board_member": "Fatma Aydemir-Holz",
        "fingerprint": agreements.fingerprint_of(draft),
        "actor": second,
        "at": LATER,
    }
    return agreement.agree_and_submit(**{**values, **changes})


def change(draft: Application) -> None:
    row = Application.objects.with_lists().get(pk=draft.pk).goals
    drafts.save_section(
        application=draft,
        section=Section.GOALS,
        answers={"people_reached": 111},
        pending={},
        version=row.version,
        actor=draft.created_by,
        at=AT,
    )


def standing(draft: Application) -> list[User]:
    rows = agreements.standing(Application.objects.with_lists().get(pk=draft.pk))
    return [row.user for row in rows]


def test_the_first_agreement_sends_nothing_and_asks_the_other_person() -> None:
    draft, second = joint_draft()

    declare(draft)

    assert Application.objects.get().state == State.DRAFT
    assert standing(draft) == [draft.created_by]
    mail = Message.objects.get()
    assert (mail.kind, mail.recipient, mail.application) == ("agreement_asked", second.email, None)


def test_the_second_agreement_sends_the_application() -> None:
    draft, second = joint_draft()
    declare(draft)

    case = agree(draft, second)

    assert (case.state, case.submitted_by, case.submitted_at) == ("submitted", second, LATER)
    declared = case.snapshots.get().document["declarations"]
    assert declared["sender_name"] == "Rania Haddad"
    assert declared["second_person"] == "Fatma Aydemir-Holz"
    told = Message.objects.filter(kind="application_received").values_list("recipient", flat=True)
    assert set(told) == {draft.created_by.email, second.email}
    counted = AuditEvent.objects.filter(event="agreement.counted", application=case)
    assert {event.actor for event in counted} == {draft.created_by, second}
    assert len({event.data["fingerprint"] for event in counted}) == 1


def test_one_person_alone_cannot_send() -> None:
    draft, _second = joint_draft()
    declare(draft)

    with pytest.raises(SecondAgreementMissing):
        submit_application(application=draft, actor=draft.created_by, at=AT)
    with pytest.raises(agreement.AgreedBefore):
        agree(draft, draft.created_by)
    assert Application.objects.get().state == State.DRAFT


def test_a_changed_answer_asks_for_agreement_again() -> None:
    draft, second = joint_draft()
    declare(draft)
    seen = agreements.fingerprint_of(Application.objects.with_lists().get(pk=draft.pk))

    change(draft)

    assert standing(draft) == []
    with pytest.raises(agreement.NobodyAgreedYet):
        agree(draft, second)
    declare(draft)
    with pytest.raises(agreement.AnswersChanged):
        agree(draft, second, fingerprint=seen)
    assert agree(draft, second).state == State.SUBMITTED


def test_a_member_cannot_agree() -> None:
    draft, _second = joint_draft()
    declare(draft)
    member = factories.make_member(draft)

    with pytest.raises(MoveNotAllowed):
        agree(draft, member)


def test_who_lost_the_right_to_send_has_not_agreed() -> None:
    draft, second = joint_draft()
    declare(draft)
    draft.organisation.memberships.filter(user=draft.created_by).update(role=Role.MEMBER)

    assert standing(draft) == []
    with pytest.raises(agreement.NobodyAgreedYet):
        agree(draft, second)


def test_an_agreement_can_be_taken_back() -> None:
    draft, second = joint_draft()
    declare(draft)

    agreement.take_agreement_back(application=draft, actor=draft.created_by, at=AT)

    assert not Agreement.objects.exists()
    with pytest.raises(agreement.NobodyAgreedYet):
        agree(draft, second)


def test_the_second_click_counts_for_the_deadline() -> None:
    draft, second = joint_draft()
    declare(draft)

    with pytest.raises(DeadlinePassed):
        agree(draft, second, at=LATE)

    assert AuditEvent.objects.get(event="application.late_attempt").data == {"code": draft.code}
    assert standing(draft) == [draft.created_by]
    assert agree(draft, second, at=LATE, late_confirmed=True).is_late


def test_nobody_agrees_to_something_unfinished() -> None:
    draft, _second = joint_draft()
    draft.wage.__class__.objects.filter(pk=draft.pk).update(wage_month_eur=None)

    with pytest.raises(NotComplete):
        declare(draft)
    assert not Agreement.objects.exists()


def test_agreeing_twice_sends_once() -> None:
    draft, second = joint_draft()
    declare(draft)
    agree(draft, second)

    with pytest.raises(drafts.NotADraft):
        agree(draft, second)
    assert Message.objects.filter(kind="application_received").count() == 2


def test_one_signature_needs_no_second_account() -> None:
    funding_round = factories.make_round(second_agreement=SecondAgreement.ACCOUNT)
    draft = factories.make_complete_draft(funding_round=funding_round)

    sent = submit_application(application=draft, actor=draft.created_by, at=AT)

    assert sent.state == State.SUBMITTED
    assert not AuditEvent.objects.filter(event="agreement.counted").exists()


def test_a_draft_with_agreements_can_be_deleted() -> None:
    draft, _second = joint_draft()
    declare(draft)

    drafts.delete_draft(application=draft, actor=draft.created_by, at=LATER)

    assert not Application.objects.exists()
