"""An account is payable once the authority called a number that stood in the application."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from applications.models import AuditEvent, PhoneConfirmation
from applications.models.append_only import ChangeRefused
from applications.rules.lifecycle import State
from applications.rules.review import Relation
from applications.services import bank_calls
from applications.services.bank_calls import CallerPays, UnknownNumber
from applications.services.bank_details import (
    BankDetailsChanged,
    bank_account_of,
    payable_bank_details,
    payable_by_case,
)
from applications.workflow.conflicts import ConflictOfInterest
from applications.workflow.permissions import NotPermitted
from tests import factories
from tests.support.bank_details import AT, OTHER_IBAN, call, confirm, enter, stop

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=30)


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)


def confirmed(**changes: Any) -> Any:
    case = factories.make_awarded()
    enter(case, **changes)
    confirm(case)
    return case


def test_without_a_call_nothing_is_payable() -> None:
    case = confirmed()
    assert payable_bank_details(case, at=LATER) is None
    assert payable_by_case([case.pk], at=LATER) == {}

    row = call(case)

    assert (row.spoke_with, row.phone) == ("Rania Haddad", bank_calls.known_numbers(case)[0])
    assert payable_bank_details(case, at=LATER) == row.bank_details
    assert payable_by_case([case.pk], at=LATER) == {case.pk: row.bank_details}


def test_another_account_needs_another_call() -> None:
    case = confirmed()
    call(case)
    enter(case, iban=OTHER_IBAN)
    confirm(case)

    assert payable_bank_details(case, at=LATER) is None
    assert bank_account_of(case).is_to_call
    call(case)
    assert payable_bank_details(case, at=LATER) is not None


def test_only_case_workers_call_and_never_who_pays() -> None:
    case = confirmed()
    for group in ("Haushalt", "Leitung", "Mitzeichnung", "Revision", "Verwaltung"):
        with pytest.raises(NotPermitted):
            call(case, factories.make_staff(group))
    for group in ("Haushalt", "Leitung"):
        with pytest.raises(CallerPays):
            call(case, factories.make_staff("Sachbearbeitung", group))
    with pytest.raises(NotPermitted):
        call(case, case.created_by)
    assert not PhoneConfirmation.objects.exists()


def test_who_is_biased_does_not_call() -> None:
    case, worker = confirmed(), factories.make_staff("Sachbearbeitung")
    factories.declare(worker, case, Relation.RELATED)

    with pytest.raises(ConflictOfInterest):
        call(case, worker)


def test_only_numbers_of_the_application_count() -> None:
    case = confirmed()
    board = case.snapshots.get().document["answers"]["board"]
    assert bank_calls.known_numbers(case) == [board["contact_phone"]]

    with pytest.raises(UnknownNumber):
        call(case, phone="0666 666666")


def test_a_call_counts_for_what_the_person_saw_and_once() -> None:
    case = factories.make_awarded()
    with pytest.raises(BankDetailsChanged):
        call(case)
    enter(case)
    with pytest.raises(BankDetailsChanged):
        call(case)
    confirm(case)
    with pytest.raises(BankDetailsChanged):
        call(case, seen=bank_account_of(case).seen - 1)
    call(case)
    with pytest.raises(BankDetailsChanged):
        call(case)
    stop(case)
    with pytest.raises(BankDetailsChanged):
        call(case)


def test_after_a_revocation_nobody_calls() -> None:
    case = confirmed()
    type(case).objects.filter(pk=case.pk).update(state=State.REVOKED)

    with pytest.raises(BankDetailsChanged):
        call(case)


def test_the_log_names_the_entry_and_neither_person_nor_number() -> None:
    case = confirmed()
    row = call(case)

    event = AuditEvent.objects.get(event="bank_details.called")
    assert (event.actor, event.application) == (row.confirmed_by, case)
    assert event.data == event.data | {"entry": row.bank_details_id, "iban_end": "1001"}
    assert row.phone not in str(event.data)
    assert row.spoke_with not in str(event.data)


def test_a_call_stays_as_it_was_written() -> None:
    row = call(confirmed())
    row.spoke_with = "Jemand anders"

    with pytest.raises(ChangeRefused):
        row.save()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        PhoneConfirmation.objects.all()._raw_delete("default")
