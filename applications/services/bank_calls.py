"""Before money moves somebody of the authority calls: a number that no page can have changed."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from applications.models import Application, BankDetails, PhoneConfirmation, User
from applications.rules.lifecycle import Role, State
from applications.services.bank_details import (
    NUMBER_READERS,
    BankDetailsChanged,
    bank_account_of,
)
from applications.workflow import audit
from applications.workflow.conflicts import require_unbiased
from applications.workflow.permissions import require, staff_roles

CALLERS: Final = frozenset({Role.CASE_WORKER})


class CallerPays(Exception):
    """Whoever makes lists of payments does not confirm accounts: two persons stand behind both."""


class UnknownNumber(Exception):
    """The number does not stand in what the association sent."""


def may_call(roles: frozenset[Role]) -> bool:
    """Say whether somebody calls: a case worker who does not pay as well."""
    return bool(roles & CALLERS) and not roles & NUMBER_READERS


def known_numbers(application: Application) -> list[str]:
    """Return the telephone numbers of the sent versions, the oldest first; none comes twice."""
    versions = application.snapshots.order_by("version")
    boards = [version.document["answers"]["board"] or {} for version in versions]
    return list(dict.fromkeys(filter(None, (board.get("contact_phone") for board in boards))))


def waiting_for_a_call() -> "QuerySet[BankDetails]":
    """Return the entries that their associations confirmed and about which nobody called yet."""
    rows = BankDetails.objects.filter(application__state=State.AWARDED, phone_confirmation=None)
    newer = BankDetails.objects.filter(application=OuterRef("application"), pk__gt=OuterRef("pk"))
    return rows.filter(confirmed_at__isnull=False).exclude(Exists(newer))


@transaction.atomic
def confirm_by_phone(
    *,
    application: Application,
    seen: int,
    phone: str,
    spoke_with: str,
    actor: User,
    at: datetime,
) -> PhoneConfirmation:
    """Note that the association said on the telephone that the account is theirs.

    ``seen`` is the entry that the page showed. The log names neither number nor person. Raises
    ``NotPermitted``, ``ConflictOfInterest``, ``CallerPays``, ``UnknownNumber`` and
    ``BankDetailsChanged``, also where somebody has called already.
    """
    require(actor, *CALLERS)
    require_unbiased(actor, application)
    if not may_call(staff_roles(actor)):
        raise CallerPays(actor.pk)
    if phone not in known_numbers(application):
        raise UnknownNumber(application.pk)
    case = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    account = bank_account_of(case)
    row = account.row
    is_open = case.state == State.AWARDED and account.seen == seen and account.is_to_call
    if row is None or not is_open:
        raise BankDetailsChanged(case.pk)
    call = PhoneConfirmation.objects.create(
        bank_details=row,
        phone=phone,
        spoke_with=spoke_with,
        confirmed_by=actor,
        confirmed_at=at,
    )
    values = {"entry": row.pk, "iban_end": row.iban_end}
    audit.record("bank_details.called", actor=actor, at=at, application=case, **values)
    return call
