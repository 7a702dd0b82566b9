"""Limits how often one address or one account may do something."""

from allauth.account.adapter import get_adapter
from allauth.core.internal.ratelimit import truncate_ip
from django.core.cache import cache
from django.http import HttpRequest

from applications import clock

MINUTE = 60
HOUR = 60 * MINUTE


def is_throttled(request: HttpRequest, what: str, *, times_an_hour: int) -> bool:
    """Count one more of ``what`` for the address in the running hour of real time."""
    who = truncate_ip(get_adapter().get_client_ip(request))
    return _count(what, who, seconds=HOUR) > times_an_hour


def is_throttled_for_account(request: HttpRequest, what: str, *, times: int, seconds: int) -> bool:
    """Count one more of ``what`` for the account in the running span of real time."""
    return _count(what, f"account-{request.user.pk}", seconds=seconds) > times


def _count(what: str, who: str, *, seconds: int) -> int:
    window = int(clock.real_now().timestamp()) // seconds
    key = f"{what}:{window}:{who}"
    cache.add(key, 0, timeout=2 * seconds)
    return int(cache.incr(key))
