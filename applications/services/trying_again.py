"""Does a deed again that the database gave up in favour of another one."""

import secrets
import time
from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

# SQLSTATE: serialisation failure, deadlock. Nothing of such a transaction has happened.
GIVEN_UP: Final = frozenset({"40001", "40P01"})
TRIES: Final = 3
# So that two that met do not meet again.
_LONGEST_PAUSE_MS: Final = 200

Given = ParamSpec("Given")
Result = TypeVar("Result")


def tried_again(deed: Callable[Given, Result]) -> Callable[Given, Result]:
    """Do a deed in one transaction, and up to three times when the database gives it up.

    Only for deeds that look up state and rights inside, and whose effects outside the database
    wait for the commit. Inside a running transaction it is part of that one and done once: only
    the outermost can be done again. Other errors, and the third of these, go to the caller.
    """

    @wraps(deed)
    def repeated(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        tries_left = 1 if connection.in_atomic_block else TRIES
        while True:
            tries_left -= 1
            try:
                with transaction.atomic():
                    return deed(*args, **kwargs)
            except OperationalError as error:
                if not tries_left or not _was_given_up(error):
                    raise
            time.sleep(secrets.randbelow(_LONGEST_PAUSE_MS) / 1000)

    return repeated


def _was_given_up(error: OperationalError) -> bool:
    return getattr(error.__cause__, "pgcode", None) in GIVEN_UP
