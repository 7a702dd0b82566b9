"""Has this person shown a moment ago who they are? Asked before money can go astray.

A signature under a decision takes the proof itself: a page that has not asked for it has
nothing to hand to the service.
"""

import time
from dataclasses import dataclass
from typing import Final, cast

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest

from applications.models import User
from applications.services.second_factor import is_enrolled

# Real time: a rehearsal does not prolong it.
VALID_SECONDS: Final = 5 * 60
_PASSWORD, _SECOND_FACTOR = "password", "mfa"


class IdentityNotProved(Exception):
    """Nobody has shown in the last five minutes that it is this person."""


@dataclass(frozen=True)
class IdentityProof:
    """Who showed who they are, and when: seconds of real time since 1970."""

    person_id: int
    proved_at: int

    def check(self, person: User) -> None:
        """Raise ``IdentityNotProved`` unless it is this person's and still fresh."""
        if self.person_id != person.pk or time.time() - self.proved_at >= VALID_SECONDS:
            raise IdentityNotProved(person.pk)


def has_proved_identity(request: HttpRequest) -> bool:
    """Tell whether the password, or the code where there is one, came in the last five minutes."""
    return time.time() - _proved_at(request) < VALID_SECONDS


def proof_of(request: HttpRequest) -> IdentityProof:
    """Return when the person of this request last showed who they are."""
    return IdentityProof(cast(User, request.user).pk, _proved_at(request))


def assumed_proof(person: User) -> IdentityProof:
    """Return a proof for scenes and rehearsals, where people act without a browser.

    No page may use it: a test reads who does.
    """
    return IdentityProof(person.pk, int(time.time()))


def proof_page(request: HttpRequest) -> str:
    """Return the name of the page that asks for the proof."""
    has_factor = _wanted_method(request) == _SECOND_FACTOR
    return "mfa_reauthenticate" if has_factor else "account_reauthenticate"


def _proved_at(request: HttpRequest) -> int:
    wanted = _wanted_method(request)
    records = get_authentication_records(request, request.user)
    newest = max((record["at"] for record in records if record["method"] == wanted), default=0)
    return int(newest)


def _wanted_method(request: HttpRequest) -> str:
    return _SECOND_FACTOR if is_enrolled(cast(User, request.user)) else _PASSWORD
