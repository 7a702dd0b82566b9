"""The number of the request in hand: the same in the technical log and in the audit log."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[str] = ContextVar("request_id", default="")


def current() -> str:
    """Return the number of the running request; empty in jobs and commands."""
    return _current.get()


@contextmanager
def new() -> Iterator[str]:
    """Give a request its number while it lasts. Visitors cannot choose it."""
    token = _current.set(secrets.token_hex(8))
    try:
        yield _current.get()
    finally:
        _current.reset(token)
