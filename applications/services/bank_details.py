"""Where the money goes: entered, confirmed, stopped. Only what nobody objects to is payable.

Every entry is a new row and the newest one counts: until it is confirmed, nothing is payable,
whatever was confirmed before. A stop is an entry without a number, which nobody can confirm.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.views.decorators.debug import sensitive_variables

from applications.models import Application, BankDetails, Membership, PhoneConfirmation, User
from applications.rules import bank_account
from applications.rules.choices import SignatureRule
from applications.rules.lifecycle import Role, State
from applications.services.sent_version import latest_snapshot
from applications.services.team_mail import tell_team
from applications.workflow import audit
from applications.workflow.conflicts import require_unbiased
from applications.workflow.permissions import require, require_representative

# Time for somebody to notice an entry that was not theirs.
LOCK: Final = timedelta(hours=48)
NUMBER_READERS: Final = frozenset({Role.BUDGET_OFFICER, Role.HEAD})
_MAILS: Final = {
    "bank_details.entered": "bank_details_entered",
    "bank_details.confirmed": "bank_details_confirmed",
    "bank_details.stopped": "bank_details_stopped",
}


class NotAwarded(Exception):
    """There is no money to transfer, or not any more."""


class BankDetailsChanged(Exception):
    """Somebody entered, confirmed or stopped something since the page was shown."""


class AnotherPersonNeeded(Exception):
    """Whoever entered the account cannot confirm it: two people of the board do it together."""


class Standing(StrEnum):
    """How far the bank details of an application are."""

    MISSING = "missing"
    STOPPED = "stopped"
    TO_CONFIRM = "to_confirm"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, kw_only=True)
class BankAccount:
    """The newest entry as pages show it: never with the whole number."""

    row: BankDetails | None

    @property
    def standing(self) -> Standing:
        """Return how far the entry is."""
        if self.row is None:
            return Standing.MISSING
        if not self.row.iban_end:
            return Standing.STOPPED
        return Standing.CONFIRMED if self.row.confirmed_at else Standing.TO_CONFIRM

    @property
    def has_number(self) -> bool:
        """Say whether there is an account to show."""
        return self.standing in {Standing.TO_CONFIRM, Standing.CONFIRMED}

    @property
    def masked(self) -> str:
        """Return the number with nothing but country and last four signs."""
        return bank_account.masked(self.row.iban) if self.row and self.has_number else ""

    @property
    def is_foreign(self) -> bool:
        """Say whether the account is kept abroad."""
        has_number = self.row is not None and self.has_number
        return has_number and bank_account.is_foreign(self.row.iban)  # type: ignore[union-attr]

    @property
    def call(self) -> PhoneConfirmation | None:
        """Return how the authority made sure on the telephone, or None."""
        return _call(self.row)

    def is_locked(self, *, at: datetime) -> bool:
        """Say whether the 48 hours after the confirmation are running."""
        return bool(self.row and self.row.usable_from and self.row.usable_from > at)

    @property
    def is_to_call(self) -> bool:
        """Say whether the association did its part and the authority has to call."""
        return self.standing == Standing.CONFIRMED and self.call is None

    @property
    def seen(self) -> int:
        """Return what a page hands back, so that nobody decides about an entry unseen."""
        return self.row.pk if self.row else 0

    def may_be_confirmed_by(self, actor: User) -> bool:
        """Say whether this representative can confirm the entry."""
        if self.row is None or self.standing != Standing.TO_CONFIRM:
            return False
        return not (self.row.needs_second_person and self.row.entered_by_id == actor.pk)


def bank_account_of(application: Application) -> BankAccount:
    """Return the entry that counts, also when there is none."""
    return BankAccount(row=_rows(application).first())


def bank_accounts_of(application: Application) -> list[BankAccount]:
    """Return all entries and stops, the newest first."""
    return [BankAccount(row=row) for row in _rows(application)]


def payable_bank_details(application: Application, *, at: datetime) -> BankDetails | None:
    """Return where money may be transferred to at this instant, or None.

    Confirmed by the association and on the telephone, older than 48 hours, nothing newer
    entered, and the award still stands.
    """
    row = _rows(application).first()
    if row is None or application.state != State.AWARDED:
        return None
    return row if _is_usable(row, at) else None


def payable_by_case(keys: Collection[int], *, at: datetime) -> dict[int, BankDetails]:
    """Return where money may be transferred to, by application, for a list of payments."""
    rows = BankDetails.objects.filter(application__in=keys, application__state=State.AWARDED)
    rows = rows.select_related("phone_confirmation")
    newest = {row.application_id: row for row in rows.order_by("pk")}
    return {key: row for key, row in newest.items() if _is_usable(row, at)}


def other_representatives(application: Application, actor: User | None) -> list[User]:
    """Return who else may enter and confirm."""
    rows = Membership.objects.filter(
        organisation=application.organisation_id, role=Role.REPRESENTATIVE, user__is_active=True
    )
    return [row.user for row in rows.exclude(user=actor).select_related("user").order_by("pk")]


@sensitive_variables()
@transaction.atomic
def enter_bank_details(
    *,
    application: Application,
    account_holder: str,
    iban: str,
    bank_name: str,
    seen: int,
    actor: User,
    at: datetime,
) -> BankDetails:
    """Enter an account, and tell everybody in the team who writes.

    A second representative has to confirm it where the statutes ask for two, and for every
    change when there is one. Raises ``NotARepresentative``, ``NotAwarded``,
    ``BankDetailsChanged`` and ``NotAnIban``.
    """
    case = _locked(application, seen=seen, actor=actor)
    number = bank_account.normal_iban(iban)
    fits = bank_account.holder_fits(account_holder, association=case.organisation_name)
    row = BankDetails.objects.create(
        application=case,
        account_holder=account_holder,
        holder_fits=fits,
        iban=number,
        iban_end=number[-4:],
        bank_name=bank_name,
        needs_second_person=_needs_two(case, actor),
        entered_by=actor,
        entered_at=at,
    )
    _log("bank_details.entered", row, actor=actor, at=at, holder_fits=fits)
    return row


@transaction.atomic
def confirm_bank_details(
    *, application: Application, seen: int, actor: User, at: datetime
) -> BankDetails:
    """Confirm the entry that the person saw; in 48 hours it is usable.

    Raises ``NotARepresentative``, ``NotAwarded``, ``BankDetailsChanged`` and
    ``AnotherPersonNeeded``.
    """
    case = _locked(application, seen=seen, actor=actor)
    account = bank_account_of(case)
    if account.row is None or account.standing != Standing.TO_CONFIRM:
        raise BankDetailsChanged(case.pk)
    if not account.may_be_confirmed_by(actor):
        raise AnotherPersonNeeded(actor.pk)
    row = account.row
    row.confirmed_by, row.confirmed_at, row.usable_from = actor, at, at + LOCK
    row.save(update_fields=["confirmed_by", "confirmed_at", "usable_from"])
    _log("bank_details.confirmed", row, actor=actor, at=at)
    return row


@transaction.atomic
def stop_payment(*, application: Application, seen: int, actor: User, at: datetime) -> None:
    """Let nothing be paid to the known account, until a new one is entered and confirmed.

    Raises ``NotARepresentative``, ``NotAwarded`` and ``BankDetailsChanged``.
    """
    case = _locked(application, seen=seen, actor=actor)
    if not bank_account_of(case).has_number:
        raise BankDetailsChanged(case.pk)
    row = BankDetails.objects.create(
        application=case,
        account_holder="",
        holder_fits=False,
        iban="",
        iban_end="",
        needs_second_person=False,
        entered_by=actor,
        entered_at=at,
    )
    _log("bank_details.stopped", row, actor=actor, at=at)


@transaction.atomic
def read_number(*, application: Application, actor: User, at: datetime) -> BankAccount:
    """Return the entry for a page with the whole number; the look at it is logged.

    Raises ``NotPermitted``: only those who pay read it, and ``ConflictOfInterest``.
    """
    require(actor, *NUMBER_READERS)
    require_unbiased(actor, application)
    account = bank_account_of(application)
    if account.row and account.has_number:
        values = {"entry": account.row.pk, "iban_end": account.row.iban_end}
        audit.record("bank_details.viewed", actor=actor, at=at, application=application, **values)
    return account


def _rows(application: Application) -> QuerySet[BankDetails]:
    rows = BankDetails.objects.filter(application=application)
    people = ("entered_by", "confirmed_by", "phone_confirmation__confirmed_by")
    return rows.select_related(*people).order_by("-pk")


def _call(row: BankDetails | None) -> PhoneConfirmation | None:
    return getattr(row, "phone_confirmation", None)


def _is_usable(row: BankDetails, at: datetime) -> bool:
    is_over = row.usable_from is not None and row.usable_from <= at
    return is_over and _call(row) is not None


def _locked(application: Application, *, seen: int, actor: User) -> Application:
    """Lock the case, so that of two entries the second one knows of the first."""
    require_representative(actor, application.organisation_id)
    locked = Application.objects.select_for_update(of=("self",)).select_related("round")
    case = locked.get(pk=application.pk)
    if case.state != State.AWARDED or case.told_state != State.AWARDED:
        raise NotAwarded(case.pk)
    if bank_account_of(case).seen != seen:
        raise BankDetailsChanged(case.pk)
    return case


def _needs_two(case: Application, actor: User) -> bool:
    sent = latest_snapshot(case).document["answers"]["board"]
    if sent["signature_rule"] == SignatureRule.JOINT:
        return True
    is_change = _rows(case).filter(confirmed_at__isnull=False).exists()
    return is_change and bool(other_representatives(case, actor))


def _log(event: str, row: BankDetails, *, actor: User, at: datetime, **values: bool) -> None:
    """Write the audit log and the mails; neither holds the number."""
    case = row.application
    details = {"entry": row.pk, "iban_end": row.iban_end, **values}
    audit.record(event, actor=actor, at=at, application=case, **details)
    tell_team(_MAILS[event], application=case, at=at, phone=case.round.contact_phone)
