"""A deed and its row in the audit log are one: both happen, or neither."""

from collections.abc import Callable
from typing import Any

import pytest

from applications.models import Application, AuditEvent
from applications.services import award, drafts, review, submission
from applications.services.backup_database import current_facts
from applications.workflow import audit
from tests import factories
from tests.support import bank_details

pytestmark = pytest.mark.django_db
Deed = Callable[[], object]


class Interrupted(Exception):
    """What happens in the middle of a deed."""


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)


def discard() -> Deed:
    draft = factories.make_draft()
    return lambda: drafts.delete_draft(
        application=draft, actor=draft.created_by, at=factories.BEGUN_AT
    )


def send() -> Deed:
    draft = factories.make_complete_draft()
    return lambda: submission.submit_application(
        application=draft, actor=draft.created_by, at=factories.SENT_AT
    )


def start_review() -> Deed:
    case, worker = factories.make_submitted(), factories.make_staff("Sachbearbeitung")
    return lambda: review.start_review(application=case, actor=worker, at=factories.REVIEWED_AT)


def sign() -> Deed:
    case, signer = factories.make_proposed(), factories.make_staff("Mitzeichnung")
    return lambda: factories.sign(case, actor=signer)


def withdraw() -> Deed:
    case = factories.make_submitted()
    return lambda: award.withdraw_application(
        application=case, reason="", actor=case.created_by, at=factories.REVIEWED_AT
    )


def enter_account() -> Deed:
    case = factories.make_awarded()
    return lambda: bank_details.enter(case)


@pytest.mark.parametrize("prepare", [discard, send, start_review, sign, withdraw, enter_account])
@pytest.mark.parametrize("is_written", [False, True], ids=["log fails", "deed fails after it"])
def test_deed_and_row_come_together_or_not_at_all(
    prepare: Callable[[], Deed], is_written: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    deed = prepare()
    before = state_of_everything()
    record = audit.record

    def interrupt(*arguments: Any, **values: Any) -> None:
        if is_written:
            record(*arguments, **values)
        raise Interrupted

    with monkeypatch.context() as patch:
        patch.setattr(audit, "record", interrupt)
        with pytest.raises(Interrupted):
            deed()
    assert state_of_everything() == before

    rows = AuditEvent.objects.count()
    deed()
    assert AuditEvent.objects.count() > rows


def state_of_everything() -> tuple[object, ...]:
    facts = current_facts()
    states = list(Application.objects.order_by("pk").values_list("state", "number", "told_state"))
    return facts.tables, facts.audit_head, states
