"""What the audit log holds about accounts: who came in, who was refused, what protects them."""

from datetime import datetime
from typing import Any, Final

from django.db import transaction

from applications.models import User
from applications.workflow import audit

# Occasions of which the sign-in library tells the owner -> event.
_CHANGES: Final = {
    "account/email/email_changed": "account.email_changed",
    "account/email/password_changed": "account.password_changed",
    "account/email/password_reset": "account.password_changed",
    "account/email/password_set": "account.password_changed",
    "mfa/email/recovery_codes_generated": "second_factor.codes_made",
    "mfa/email/totp_activated": "second_factor.set_up",
    "mfa/email/totp_deactivated": "second_factor.switched_off",
}


def signed_in(user: User, *, at: datetime) -> None:
    """Note that somebody passed all steps of the sign-in."""
    _record("session.begun", actor=user, at=at, account=user.pk)


def sign_in_refused(email: str, *, at: datetime) -> None:
    """Note a wrong sign-in; what was typed is kept nowhere, it may be a password.

    Known and unknown addresses cost the same: one question and one row.
    """
    account = User.objects.filter(email__iexact=email).values_list("pk", flat=True).first()
    _record("session.refused", actor=None, at=at, account=account)


def code_refused(user: User, *, at: datetime) -> None:
    """Note a wrong code of the second factor."""
    _record("second_factor.refused", actor=None, at=at, account=user.pk)


def protection_changed(occasion: str, user: User, *, at: datetime) -> None:
    """Note a change of password, address or second factor; other occasions are none."""
    if occasion in _CHANGES:
        _record(_CHANGES[occasion], actor=user, at=at, account=user.pk)


def access_refused(user: User, *, page: str, at: datetime, **objects: str) -> None:
    """Note that somebody who signed in asked for what is not theirs, or not there.

    ``page`` is the name of the page, ``objects`` are the codes and numbers in its address.
    """
    _record("access.refused", actor=user, at=at, page=page, **objects)


def foreign_fields_sent(user: User, *, page: str, fields: list[str], at: datetime) -> None:
    """Note that somebody who signed in sent columns of ours that the page does not ask for.

    ``fields`` are names out of our own tables; what stood in them is kept nowhere.
    """
    _record("input.foreign_fields", actor=user, at=at, page=page, fields=fields)


def _record(event: str, *, actor: User | None, at: datetime, **data: Any) -> None:
    with transaction.atomic():
        audit.record(event, actor=actor, at=at, **data)
