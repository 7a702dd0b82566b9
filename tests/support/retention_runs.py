"""The retention job at three in the morning, and a case that ended without a decision."""

from datetime import datetime
from typing import Any

from django.test import TestCase

from applications import clock
from applications.models import Application
from applications.services import award
from applications.services.retention import Report, apply_retention
from tests import factories


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.BERLIN)


def run(day: str, *, is_trial: bool = False) -> Report:
    with TestCase.captureOnCommitCallbacks(execute=True):
        return apply_retention(at=berlin(f"{day}T03:00"), is_trial=is_trial)


def make_withdrawn(**values: Any) -> Application:
    case = factories.make_submitted(**values)
    award.withdraw_application(
        application=case, reason="", actor=case.created_by, at=factories.REVIEWED_AT
    )
    case.refresh_from_db()
    return case
