"""Waiting for something to come true, never for a time to pass."""

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE_SECONDS = 120.0
_STEP_SECONDS = 0.02
Found = TypeVar("Found")


def wait_until(question: Callable[[], Found], *, seconds: float = PATIENCE_SECONDS) -> Found:
    """Ask until the answer is true and return it. Raises ``TimeoutError``."""
    until = time.monotonic() + seconds
    while not (found := question()):
        if time.monotonic() > until:
            raise TimeoutError(f"still not true after {seconds:g} s")
        time.sleep(_STEP_SECONDS)
    return found
