"""Secrets, logs and submission (CRY, LOG, SUB)."""

from typing import Final

from tests.assurance.requirement import Requirement

RECORDS: Final[tuple[Requirement, ...]] = ()
