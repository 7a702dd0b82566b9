"""A lost second factor of the staff: asked for by one person, taken away by another."""

from datetime import datetime
from typing import Final

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from applications.models import SecondFactorReset, User
from applications.rules.lifecycle import Role
from applications.services import outbox
from applications.services.accounts import end_sessions
from applications.services.staff_accounts import OwnAccount
from applications.workflow import audit
from applications.workflow.guards import ReasonNeeded, SecondPersonNeeded
from applications.workflow.permissions import require

ASKERS: Final = frozenset({Role.ADMINISTRATOR})
CONFIRMERS: Final = frozenset({Role.ADMINISTRATOR, Role.HEAD})


class ResetWaiting(Exception):
    """Somebody asked before; this waits for another person."""


class ResetClosed(Exception):
    """Somebody confirmed or refused it before."""


@transaction.atomic
def ask_reset(*, account: User, reason: str, actor: User, at: datetime) -> SecondFactorReset:
    """Ask to take the second factor away; ``reason`` says how the person was recognised.

    Raises ``NotPermitted``, ``OwnAccount``, ``ReasonNeeded`` and ``ResetWaiting``.
    """
    require(actor, *ASKERS)
    if account.pk == actor.pk:
        raise OwnAccount(actor.pk)
    if not reason.strip():
        raise ReasonNeeded(account.pk)
    try:
        with transaction.atomic():
            reset = SecondFactorReset.objects.create(
                account=account, reason=reason.strip(), asked_by=actor, asked_at=at
            )
    except IntegrityError:
        raise ResetWaiting(account.pk) from None
    audit.record("second_factor_reset.asked", actor=actor, at=at, account=account.pk)
    return reset


@transaction.atomic
def confirm_reset(*, reset: SecondFactorReset, actor: User, at: datetime) -> None:
    """Take the second factor away: all devices are signed out, the person gets a mail.

    With the next sign-in a new one has to be set up before anything else.
    Raises ``NotPermitted``, ``SecondPersonNeeded``, ``OwnAccount`` and ``ResetClosed``.
    """
    require(actor, *CONFIRMERS)
    if reset.asked_by_id == actor.pk:
        raise SecondPersonNeeded(actor.pk)
    if reset.account_id == actor.pk:
        raise OwnAccount(actor.pk)
    _close(reset, is_confirmed=True, actor=actor, at=at)
    Authenticator.objects.filter(user_id=reset.account_id).delete()
    end_sessions(reset.account)
    outbox.order_message(
        kind="second_factor_reset", recipient=reset.account.email, user=reset.account, at=at
    )
    audit.record("second_factor_reset.confirmed", actor=actor, at=at, account=reset.account_id)


@transaction.atomic
def refuse_reset(*, reset: SecondFactorReset, actor: User, at: datetime) -> None:
    """Close a question without effect. Raises ``NotPermitted`` and ``ResetClosed``."""
    require(actor, *CONFIRMERS)
    _close(reset, is_confirmed=False, actor=actor, at=at)
    audit.record("second_factor_reset.refused", actor=actor, at=at, account=reset.account_id)


def open_reset(account: User) -> SecondFactorReset | None:
    """Return the question that waits for a second person."""
    rows = SecondFactorReset.objects.filter(account=account, closed_at=None)
    return rows.select_related("account", "asked_by").first()


def _close(reset: SecondFactorReset, *, is_confirmed: bool, actor: User, at: datetime) -> None:
    # Closing is claiming: of two persons at the same moment one decides.
    waiting = SecondFactorReset.objects.filter(pk=reset.pk, closed_at=None)
    if not waiting.update(closed_by=actor, closed_at=at, is_confirmed=is_confirmed):
        raise ResetClosed(reset.pk)
