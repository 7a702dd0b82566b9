"""Asks the rules about an application: facts, dated parameters and likely duplicates."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final

from applications import clock
from applications.models import (
    Application,
    LegalParameter,
    OrganisationDetails,
    SubmissionSnapshot,
)
from applications.rules.assessment import assess, assess_section
from applications.rules.facts import Facts
from applications.rules.financing import FinancePlan, finance_plan
from applications.rules.findings import Report
from applications.rules.minijob_cost import CostPlan, cost_plan
from applications.rules.organisation import comparable_name
from applications.rules.parameters import Parameters
from applications.rules.sections import Section
from applications.workflow.application_document import document_of, facts_of

# The number of an application twice, for the order and in words; what its association goes by.
_NAMED: Final = (
    "number",
    "reference_number",
    "organisation_name",
    "postcode",
    "organisation_details__register_number",
    "organisation_details__register_court",
)
# What the page of a section and its rules look at beside its own answers.
_BESIDE: Final[Mapping[Section, tuple[Section, ...]]] = {
    Section.ELIGIBILITY: (Section.MICRO_PROJECT, Section.MINIJOB_POSITION, Section.WAGE),
    Section.ORGANISATION: (Section.ELIGIBILITY,),
    Section.BOARD: (Section.DECLARATIONS,),
    Section.NON_PROFIT: (Section.ELIGIBILITY,),
    Section.PROFILE: (Section.ELIGIBILITY,),
    Section.MICRO_PROJECT: (Section.ELIGIBILITY,),
    Section.GOALS: (Section.MICRO_PROJECT,),
    Section.MINIJOB_POSITION: (Section.ELIGIBILITY, Section.MICRO_PROJECT, Section.WAGE),
    Section.WAGE: (
        Section.ELIGIBILITY,
        Section.MICRO_PROJECT,
        Section.MINIJOB_POSITION,
        Section.FINANCING,
    ),
    Section.COSTS: (Section.FINANCING,),
    Section.FINANCING: (Section.MICRO_PROJECT, Section.MINIJOB_POSITION, Section.WAGE),
}


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What the rules were told and what they found; the sums follow from it."""

    facts: Facts
    parameters: Parameters
    report: Report

    @cached_property
    def finance_plan(self) -> FinancePlan:
        """Return who pays what."""
        return finance_plan(self.facts, self.parameters)

    @cached_property
    def cost_plan(self) -> CostPlan | None:
        """Return the explained cost of the minijob, None while wage or months are missing."""
        return cost_plan(self.facts, self.parameters)


@dataclass(frozen=True, kw_only=True)
class Assessment(Judgement):
    """The judgement of a whole application, with everything that was known then."""

    document: dict[str, Any]
    possible_duplicates: list[str]


def sections_beside(section: Section) -> tuple[Section, ...]:
    """Return the sections to read at once for the page of one; any other is read when needed."""
    return section, *_BESIDE.get(section, ())


def judge_section(application: Application, section: Section, *, at: datetime) -> Judgement:
    """Judge what one page of the form asks, with the legal values confirmed by ``at``.

    What the rules of this section do not look at is not read.
    """
    facts = facts_of(application)
    parameters = LegalParameter.objects.as_parameters(confirmed_by=at)
    # The association's own section tells of others that may be the same.
    duplicates = possible_duplicates(application) if section == Section.ORGANISATION else []
    report = assess_section(
        facts,
        section,
        parameters=parameters,
        on=clock.berlin_date(at),
        possible_duplicates=duplicates,
    )
    return Judgement(facts=facts, parameters=parameters, report=report)


def assess_application(
    application: Application,
    *,
    at: datetime,
    received_at: datetime | None = None,
    duplicates: list[str] | None = None,
) -> Assessment:
    """Judge an application as it stands, with the legal values confirmed by ``at``.

    The receipt is handed in while it is being sent, and likely duplicates by whoever asks for
    them at another time (``numbered``). Load the application with ``with_lists`` first.
    """
    document = document_of(application, received_at=received_at)
    facts = Facts.from_document(document)
    parameters = LegalParameter.objects.as_parameters(confirmed_by=at)
    if duplicates is None:
        duplicates = possible_duplicates(application)
    return Assessment(
        document=document,
        facts=facts,
        parameters=parameters,
        possible_duplicates=duplicates,
        report=_report(facts, parameters, at=at, duplicates=duplicates),
    )


def numbered(
    assessment: Assessment, *, application: Application, at: datetime, reference_number: str
) -> Assessment:
    """Return an assessment under the number that its application has just taken.

    Whoever takes a number waits for all who took one before, so likely duplicates are asked for
    only now: one among them changes the report, never into one that blocks.
    """
    facts = replace(assessment.facts, reference_number=reference_number)
    duplicates = possible_duplicates(application)
    report = assessment.report
    if duplicates != assessment.possible_duplicates:
        report = _report(facts, assessment.parameters, at=at, duplicates=duplicates)
    return replace(
        assessment,
        document={**assessment.document, "reference_number": reference_number},
        facts=facts,
        possible_duplicates=duplicates,
        report=report,
    )


def _report(
    facts: Facts, parameters: Parameters, *, at: datetime, duplicates: list[str]
) -> Report:
    on = clock.berlin_date(at)
    return assess(facts, parameters=parameters, on=on, possible_duplicates=duplicates)


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
    counted = Application.objects.counted().filter(round=application.round_id)
    others = counted.exclude(pk=application.pk).values_list(*_NAMED)
    near = others.filter(postcode=application.postcode)
    if details.register_number:
        # Each half has an index of its own; together they would have none.
        same = OrganisationDetails.objects.filter(register_number=details.register_number)
        near = near.union(others.filter(pk__in=same.values("pk")))
    own = _names(
        application.organisation_name,
        application.postcode,
        details.register_number,
        details.register_court,
    )
    found = sorted(row for row in near if own & _names(*row[2:]))
    return [str(reference) for _number, reference, *_named in found]


def _names(name: str, postcode: str, register: str, court: str) -> set[tuple[str, str]]:
    """Return what an association goes by, each with the place where it means something.

    Compared here and not in the database: SQLite knows capitals of ASCII only.
    """
    names = {(comparable_name(name), postcode)}
    if register and court:
        names.add((register, court.casefold()))
    return names
