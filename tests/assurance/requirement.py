"""A row of the assurance catalogue: what is promised, and which tests would notice a breach."""

from dataclasses import dataclass
from enum import StrEnum


class Priority(StrEnum):
    """When a requirement is due."""

    MUST = "must"
    NEXT = "next"


class State(StrEnum):
    """What is true today."""

    HOLDS = "holds"
    EXCEPTION = "exception"
    LATER = "later"


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """One promise; ``asvs`` are places in OWASP ASVS 5.0, ``reason`` says what is missing and why.

    Tests are named ``folder/test_file.py::test_function`` below ``tests/``.
    """

    id: str
    priority: Priority
    promise: str
    asvs: str = ""
    state: State = State.HOLDS
    tests: tuple[str, ...] = ()
    reason: str = ""
