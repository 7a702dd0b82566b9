"""Asks the rules about an application: facts, dated parameters and likely duplicates."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q

from applications import clock
from applications.models import Application, LegalParameter, SubmissionSnapshot
from applications.rules.assessment import assess
from applications.rules.facts import Facts
from applications.rules.findings import Report
from applications.workflow.application_document import facts_of


def assess_application(application: Application, *, at: datetime) -> Report:
    """Return what the rules say about the application as it stands at an instant."""
    return assess_facts(
        facts_of(application), at=at, possible_duplicates=possible_duplicates(application)
    )


def assess_facts(facts: Facts, *, at: datetime, possible_duplicates: Sequence[str] = ()) -> Report:
    """Return what the rules say about facts, with the legal values confirmed by ``at``."""
    return assess(
        facts,
        parameters=LegalParameter.objects.as_parameters(confirmed_by=at),
        on=assessed_on(at),
        possible_duplicates=possible_duplicates,
    )


def assessed_on(at: datetime) -> date:
    """Return the day an assessment made at an instant is about: the day in Berlin."""
    return clock.berlin_date(at)


def replay(snapshot: SubmissionSnapshot) -> Report:
    """Assess a frozen application again, under the circumstances of that day."""
    context = snapshot.context
    return assess(
        Facts.from_document(snapshot.document),
        parameters=LegalParameter.objects.as_parameters(
            confirmed_by=datetime.fromisoformat(context["at"])
        ),
        on=date.fromisoformat(context["on"]),
        possible_duplicates=context["possible_duplicates"],
    )


def possible_duplicates(application: Application) -> list[str]:
    """Return the numbers of other applications of the round that may be the same association.

    The same association is likely when name and postcode, or court and register number agree.
    """
    details = application.organisation_details
    same = Q(
        organisation_name__iexact=application.organisation_name,
        postcode=application.postcode,
    )
    if details.register_number and details.register_court:
        same |= Q(
            organisation_details__register_number=details.register_number,
            organisation_details__register_court__iexact=details.register_court,
        )
    others = Application.objects.counted().filter(same, round=application.round_id)
    numbers = others.exclude(pk=application.pk).order_by("number")
    return list(numbers.values_list("reference_number", flat=True))
