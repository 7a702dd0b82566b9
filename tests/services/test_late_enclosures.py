"""What was promised comes after sending: as an addition, while what was sent stays as it is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile

from applications.models import Application, Attachment, AuditEvent, SubmissionSnapshot
from applications.rules.choices import AttachmentKind
from applications.rules.lifecycle import Role, State
from applications.services import enclosures, late_enclosures
from applications.services.case_file import case_file
from applications.services.drafts import NotADraft
from applications.services.late_enclosures import is_addition, promises_of
from applications.workflow.permissions import NotAWriter
from tests import factories
from tests.support.enclosure_cases import make_promised
from tests.support.files import pdf

NOTICE = AttachmentKind.NON_PROFIT_NOTICE
LATER = datetime(2020, 2, 3, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Application:
    """A case that was sent with the promise of one document."""
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)
    return make_promised(kind=NOTICE)


def hand_in(sent: Application, *, kind: AttachmentKind = NOTICE, content: bytes = b"") -> None:
    refusals = late_enclosures.hand_in(
        application=sent,
        kind=kind,
        uploads=[ContentFile(content or pdf(), name="Bescheid.pdf")],
        actor=sent.created_by,
        at=LATER,
    )
    assert refusals == []


def test_a_promised_document_comes_after_sending(sent: Application) -> None:
    before = list(SubmissionSnapshot.objects.values_list("payload", "sha256"))
    assert [(row.kind, row.until, row.reason) for row in promises_of(sent)] == [
        (NOTICE, date(2020, 2, 14), "Das Amt braucht noch.")
    ]
    hand_in(sent)
    kept = Attachment.objects.get(application=sent, kind=NOTICE)
    assert (kept.uploaded_at, kept.request) == (LATER, None)
    assert is_addition(kept, sent)
    assert list(SubmissionSnapshot.objects.values_list("payload", "sha256")) == before
    assert AuditEvent.objects.get(event="attachment.handed_in").application == sent
    # The page still shows what came, and takes a second part.
    (promise,) = promises_of(sent)
    assert promise.attachments == (kept,)
    hand_in(sent, content=pdf(pages=2))
    assert len(promises_of(sent)[0].attachments) == 2


def test_staff_see_it_beside_what_was_sent(sent: Application) -> None:
    hand_in(sent)
    case = Application.objects.get(pk=sent.pk)
    kinds = [(row.kind, is_addition(row, case)) for row in case_file(case).attachments]
    assert (str(NOTICE), True) in kinds
    assert sum(addition for _kind, addition in kinds) == 1


def test_only_what_was_promised_may_come(sent: Application) -> None:
    with pytest.raises(NotADraft):
        hand_in(sent, kind=AttachmentKind.OTHER)
    assert not AuditEvent.objects.filter(event="attachment.handed_in").exists()


def test_what_came_is_evidence_and_stays(sent: Application) -> None:
    hand_in(sent)
    kept = Attachment.objects.get(application=sent, kind=NOTICE)
    with pytest.raises(NotADraft):
        enclosures.remove_attachment(attachment=kept, actor=sent.created_by, at=LATER)


@pytest.mark.parametrize("state", sorted(set(State) - {State.DRAFT}))
def test_documents_come_until_the_decision(sent: Application, state: State) -> None:
    Application.objects.filter(pk=sent.pk).update(state=state)
    sent.state = state
    is_open = state in {
        State.SUBMITTED,
        State.UNDER_REVIEW,
        State.INFORMATION_REQUESTED,
        State.ANSWERED,
        State.HEARING,
        State.PROPOSED,
    }
    assert bool(promises_of(sent)) == is_open
    if not is_open:
        with pytest.raises(NotADraft):
            hand_in(sent)


def test_a_decision_made_meanwhile_closes_the_door(sent: Application) -> None:
    stale = Application.objects.get(pk=sent.pk)
    Application.objects.filter(pk=sent.pk).update(state=State.REJECTED)
    with pytest.raises(NotADraft):
        hand_in(stale)
    assert not Attachment.objects.filter(kind=NOTICE).exists()


def test_advisers_hand_in_nothing(sent: Application) -> None:
    adviser = factories.make_member(sent, role=Role.ADVISER)
    with pytest.raises(NotAWriter):
        late_enclosures.hand_in(
            application=sent,
            kind=NOTICE,
            uploads=[ContentFile(pdf(), name="x.pdf")],
            actor=adviser,
            at=LATER,
        )


def test_what_came_before_sending_is_no_addition(sent: Application) -> None:
    early = Attachment.objects.filter(application=sent).first()
    assert early is not None
    early.uploaded_at = factories.SENT_AT - timedelta(minutes=1)
    assert not is_addition(early, sent)
