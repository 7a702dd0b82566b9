"""The second factor of staff: who has one, who has shown it, and the codes of a rehearsal."""

import time
from typing import Any, cast

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpRequest

from applications.models.user import User

# A code is accepted in its own period of time, in the one before and in the one after.
_PERIODS_OF_A_CODE = 3
_PERIOD_SECONDS = 30


class NotARehearsal(Exception):
    """Codes are only told to others while the house rehearses."""


class NoSecondFactor(Exception):
    """The account has no authenticator app yet."""


def has_second_factor(request: HttpRequest) -> bool:
    """Tell whether the person has shown the second factor in this very session."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def is_enrolled(user: User) -> bool:
    """Tell whether the account has an authenticator app."""
    return _authenticators(user).exists()


def note_enrolment(request: HttpRequest) -> None:
    """Count the code that completed the enrolment as the second factor of this session."""
    user = cast(User, request.user)
    authenticator = _authenticators(user).get()
    record_authentication(
        request, user, method="mfa", id=authenticator.pk, type=authenticator.type
    )


def use_up_code(user: User, code: str) -> bool:
    """Return False when the code was used before; a code counts once (RFC 6238, 5.2)."""
    return cache.add(
        f"second-factor-code:{user.pk}:{code}", "used", _PERIODS_OF_A_CODE * _PERIOD_SECONDS
    )


def enrol_for_rehearsal(user: User) -> None:
    """Give a demo account a second factor whose codes ``current_code`` tells."""
    _refuse_outside_rehearsal()
    if not is_enrolled(user):
        TOTP.activate(user, generate_totp_secret())


def current_code(user: User) -> str:
    """Return the code that an authenticator app would show now, while rehearsing only."""
    _refuse_outside_rehearsal()
    authenticator = _authenticators(user).first()
    if authenticator is None:
        raise NoSecondFactor(user.email)
    secret = decrypt(authenticator.data["secret"])
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // _PERIOD_SECONDS)))


def _authenticators(user: User) -> QuerySet[Any]:
    found: QuerySet[Any] = Authenticator.objects.filter(
        user_id=user.pk, type=Authenticator.Type.TOTP
    )
    return found


def _refuse_outside_rehearsal() -> None:
    if not settings.REHEARSAL_NOW:
        raise NotARehearsal
