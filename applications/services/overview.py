"""The state of a draft at a glance: which sections are done, and what the sums are."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from applications.models import Application
from applications.rules.facts import Facts
from applications.rules.financing import FinancePlan
from applications.rules.findings import Finding, Outcome, Report
from applications.rules.minijob_cost import CostPlan
from applications.rules.parameters import Parameters
from applications.rules.sections import Section
from applications.services.drafts import section_row
from applications.workflow.assessment import Assessment, assess_application

_TOLD = (Outcome.EXCLUDED, Outcome.TO_CLARIFY, Outcome.NOTE)
# Rules that find something missing: an answer, or a document.
_MISSING = frozenset({"RA-01", "UN-01"})
# Checking and sending come last: they ask for all the others first.
_LAST = (Section.REVIEW, Section.DECLARATIONS)


class Status(StrEnum):
    """How far a section is, in the words of the task list."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    FINISHED = "finished"
    FINISHED_WITH_NOTE = "finished_with_note"
    PLEASE_CHECK = "please_check"
    NOT_POSSIBLE_YET = "not_possible_yet"


DONE = frozenset({Status.FINISHED, Status.FINISHED_WITH_NOTE})


@dataclass(frozen=True, kw_only=True)
class SectionStatus:
    """One row of the task list."""

    section: Section
    status: Status
    findings: tuple[Finding, ...]

    @property
    def is_done(self) -> bool:
        """Say whether nothing is missing here."""
        return self.status in DONE


@dataclass(frozen=True, kw_only=True)
class Overview:
    """A draft with everything the rules and the sums say about it now."""

    assessment: Assessment
    sections: tuple[SectionStatus, ...]

    @property
    def facts(self) -> Facts:
        """Return what the rules were told."""
        return self.assessment.facts

    @property
    def report(self) -> Report:
        """Return what the rules found."""
        return self.assessment.report

    @property
    def parameters(self) -> Parameters:
        """Return the legal values that were used."""
        return self.assessment.parameters

    @property
    def finished_count(self) -> int:
        """Return how many of the fifteen sections are done."""
        return sum(row.is_done for row in self.sections)

    @property
    def unfinished(self) -> tuple[SectionStatus, ...]:
        """Return the sections that keep the application from being sent."""
        return tuple(row for row in self.sections if row.section not in _LAST and not row.is_done)

    @property
    def finance_plan(self) -> FinancePlan:
        """Return who pays what."""
        return self.assessment.finance_plan

    @property
    def cost_plan(self) -> CostPlan | None:
        """Return the explained cost of the minijob, None while wage or months are missing."""
        return self.assessment.cost_plan

    def status(self, section: Section) -> SectionStatus:
        """Return the row of one section."""
        return next(row for row in self.sections if row.section == section)


def overview(application: Application, *, at: datetime) -> Overview:
    """Return the state of an application that was loaded with ``with_lists``."""
    assessment = assess_application(application, at=at)
    report = assessment.report
    rows = [_status(application, section, report) for section in Section if section not in _LAST]
    ready = all(row.is_done for row in rows)
    rows += [_last(application, section, report, ready=ready) for section in _LAST]
    return Overview(assessment=assessment, sections=tuple(rows))


def _status(application: Application, section: Section, report: Report) -> SectionStatus:
    row = section_row(application, section)
    findings = report.by_section(section)
    told = tuple(finding for finding in findings if finding.outcome in _TOLD)
    blocking = tuple(finding for finding in findings if finding.outcome == Outcome.BLOCKING)
    if not row.version:
        status = Status.NOT_STARTED
    elif row.pending or any(finding.rule in _MISSING for finding in blocking):
        status = Status.IN_PROGRESS
    elif blocking:
        # Complete, but an answer here or elsewhere breaks a sum or a limit.
        status = Status.PLEASE_CHECK
    else:
        status = Status.FINISHED_WITH_NOTE if told else Status.FINISHED
    return SectionStatus(section=section, status=status, findings=blocking + told)


def _last(
    application: Application, section: Section, report: Report, *, ready: bool
) -> SectionStatus:
    if not ready:
        return SectionStatus(section=section, status=Status.NOT_POSSIBLE_YET, findings=())
    if section == Section.DECLARATIONS:
        return _status(application, section, report)
    begun = application.declarations.version
    status = Status.FINISHED if begun else Status.NOT_STARTED
    return SectionStatus(section=section, status=status, findings=())
