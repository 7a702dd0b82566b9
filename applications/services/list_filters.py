"""What the case workers' list filters by, written down when an application is sent."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from applications.models import Application
from applications.rules.choices import District, YesNo
from applications.rules.findings import Outcome
from applications.rules.geography import DISTRICTS
from applications.workflow.assessment import Assessment

# A promise without a day is never missed.
NO_DAY: Final = date(9999, 12, 31)


def filter_columns(application: Application, assessment: Assessment) -> dict[str, Any]:
    """Return the columns by which the list filters without looking at another table."""
    counts = assessment.report.counts()
    answers = assessment.document["answers"]
    highest = application.micro_project_maximum_eur + application.minijob_maximum_eur
    return {
        "region": region_of(application.organisation_details.district),
        "enclosures_until": outstanding_until(answers["enclosures"]),
        "wants_early_start": application.micro_project.early_start == YesNo.YES,
        "asks_for_less": assessment.finance_plan.requested_eur < highest,
        "unsettled_count": counts[Outcome.TO_CLARIFY] + counts[Outcome.EXCLUDED],
    }


def region_of(district: str) -> str:
    """Return the Regierungsbezirk of a district; nothing outside Hessen."""
    facts = DISTRICTS.get(District(district)) if district else None
    return facts.region if facts else ""


def outstanding_until(enclosures: dict[str, Any]) -> date | None:
    """Return until when the first promised document should come, in a document as it was sent."""
    there = {attachment["kind"] for attachment in enclosures["attachments"]}
    open_promises = (one for one in enclosures["promised"] if one["kind"] not in there)
    days = (one["until"] for one in open_promises)
    return first_missed(date.fromisoformat(day) if day else None for day in days)


def first_missed(days: Iterable[date | None]) -> date | None:
    """Return the earliest of the days on which something was promised."""
    return min((day or NO_DAY for day in days), default=None)
