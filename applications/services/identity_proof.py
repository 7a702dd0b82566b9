"""Has this person shown a moment ago who they are? Asked before money can go astray."""

import time
from typing import Final, cast

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest

from applications.models import User
from applications.services.second_factor import is_enrolled

# Real time: a rehearsal does not prolong it.
VALID_SECONDS: Final = 5 * 60
_PASSWORD, _SECOND_FACTOR = "password", "mfa"


def has_proved_identity(request: HttpRequest) -> bool:
    """Tell whether the password, or the code where there is one, came in the last five minutes."""
    wanted = _wanted_method(request)
    records = get_authentication_records(request, request.user)
    newest = max((record["at"] for record in records if record["method"] == wanted), default=0)
    return bool(time.time() - newest < VALID_SECONDS)


def proof_page(request: HttpRequest) -> str:
    """Return the name of the page that asks for the proof."""
    has_factor = _wanted_method(request) == _SECOND_FACTOR
    return "mfa_reauthenticate" if has_factor else "account_reauthenticate"


def _wanted_method(request: HttpRequest) -> str:
    return _SECOND_FACTOR if is_enrolled(cast(User, request.user)) else _PASSWORD
