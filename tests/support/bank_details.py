"""Entering, confirming and stopping bank details in tests, an hour after the award."""

from datetime import timedelta
from typing import Any

from applications.models import (
    Application,
    BankDetails,
    FundingRound,
    PhoneConfirmation,
    User,
)
from applications.rules.lifecycle import Role
from applications.rules.rounds import SecondAgreement
from applications.rules.sections import Section
from applications.services import bank_calls, bank_details
from applications.services.bank_details import bank_account_of
from tests import factories

AT = factories.REVIEWED_AT + timedelta(hours=1)
IBAN, OTHER_IBAN = "DE59 9999 9999 0000 0010 01", "DE32 9999 9999 0000 0010 02"
NUMBER, OTHER_NUMBER = IBAN.replace(" ", ""), OTHER_IBAN.replace(" ", "")
MASKED = "DE•• •••• •••• •••• ••10 01"
JOINT = {
    Section.BOARD: {"signature_rule": "joint"},
    Section.DECLARATIONS: {"second_person": "Fatma Aydemir-Holz"},
}


def joint_case() -> Application:
    """An award for an association that signs in twos; the second person was named."""
    factories.make_round()
    FundingRound.objects.update(second_agreement=SecondAgreement.NAMED)
    return factories.make_awarded(changes=JOINT)


def enter(case: Application, actor: User | None = None, **changes: Any) -> BankDetails:
    """Enter the account as this person."""
    values = {
        "application": case,
        "account_holder": case.organisation_name,
        "iban": IBAN,
        "bank_name": "",
        "seen": bank_account_of(case).seen,
        "actor": actor or case.created_by,
        "at": AT,
    }
    return bank_details.enter_bank_details(**{**values, **changes})


def confirm(case: Application, actor: User | None = None, **changes: Any) -> BankDetails:
    """Confirm what was entered."""
    values = {
        "application": case,
        "seen": bank_account_of(case).seen,
        "actor": actor or case.created_by,
        "at": AT,
    }
    return bank_details.confirm_bank_details(**{**values, **changes})


def call(case: Application, actor: User | None = None, **changes: Any) -> PhoneConfirmation:
    """Make sure of the account on the telephone, as a case worker."""
    values = {
        "application": case,
        "seen": bank_account_of(case).seen,
        "phone": bank_calls.known_numbers(case)[0],
        "spoke_with": "Rania Haddad",
        "actor": actor or factories.make_staff("Sachbearbeitung"),
        "at": AT,
    }
    return bank_calls.confirm_by_phone(**{**values, **changes})


def stop(case: Application, actor: User | None = None) -> None:
    """Tell of an error."""
    seen = bank_account_of(case).seen
    bank_details.stop_payment(application=case, seen=seen, actor=actor or case.created_by, at=AT)


def colleague_of(case: Application) -> User:
    """Add a second representative."""
    return factories.make_member(case, role=Role.REPRESENTATIVE)
