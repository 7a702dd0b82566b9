"""Accounts and sessions (AUTH)."""

from typing import Final

from tests.assurance.requirement import Requirement

ACCOUNTS: Final[tuple[Requirement, ...]] = ()
