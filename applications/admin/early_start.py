"""What the page of a consent to an early start shows: what was asked for, what was written."""

from datetime import date, datetime
from typing import Any

from applications import clock
from applications.models import Application
from applications.services.case_file import CaseFile
from applications.services.early_start import BeginNotPossible, check_begin, consents
from applications.services.sent_version import latest_snapshot


def known_for_consent(application: Application, at: datetime) -> dict[str, Any]:
    """Return what the form has to know of the case; the planned day, if it is still possible."""
    planned_on = latest_snapshot(application).facts.answers.micro_project.starts_on
    today, funding_round = clock.berlin_date(at), application.round
    return {
        "funding_round": funding_round,
        "on": today,
        "is_asked_for": application.wants_early_start,
        "planned_on": planned_on if _is_possible(planned_on, application, today) else None,
    }


def consent_context(file: CaseFile, _form: Any, _at: datetime) -> dict[str, Any]:
    """Return what the association wrote about it, and the consents that there are."""
    return {"project": file.facts.answers.micro_project, "consents": consents(file.application)}


def _is_possible(day: date | None, application: Application, today: date) -> bool:
    if day is None:
        return False
    try:
        check_begin(day, funding_round=application.round, on=today)
    except BeginNotPossible:
        return False
    return True
