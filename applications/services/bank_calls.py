"""Before money moves somebody of the authority calls: a number that no page can have changed."""

from datetime import datetime
from typing import Final

from django.db import transaction

from applications.models import Application, PhoneConfirmation, User
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


def known_numbers(application: Application) -> list[str]:
    """Return the telephone numbers of the sent versions, the oldest first; none comes twice."""
    versions = application.snapshots.order_by("version")
    boards = [version.document["answers"]["board"] or {} for version in versions]
    return list(dict.fromkeys(filter(None, (board.get("contact_phone") for board in boards))))


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
    if staff_roles(actor) & NUMBER_READERS:
        raise CallerPays(actor.pk)
    if phone not in known_numbers(application):
        raise UnknownNumber(application.pk)
    case = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    account = bank_account_of(case)
    if case.state != State.AWARDED or account.seen != seen or not account.is_to_call:
        raise BankDetailsChanged(case.pk)
    call = PhoneConfirmation.objects.create(
        bank_details=account.row,
        phone=phone,
        spoke_with=spoke_with,
        confirmed_by=actor,
        confirmed_at=at,
    )
    values = {"entry": account.seen, "iban_end": call.bank_details.iban_end}
    audit.record("bank_details.called", actor=actor, at=at, application=case, **values)
    return call
