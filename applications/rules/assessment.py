"""The assessment: all rules over the facts of one application, always in the same order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from applications.rules.facts import Facts
from applications.rules.findings import Finding, Outcome, Report
from applications.rules.parameters import Parameters
from applications.rules.rule import Case
from applications.rules.rulebook import RULES
from applications.rules.sections import Section


def assess(
    facts: Facts,
    *,
    parameters: Parameters,
    on: date,
    possible_duplicates: Sequence[str] = (),
) -> Report:
    """Apply every rule to an application. Missing answers are findings, never errors.

    `on` is the Berlin day of the assessment; it matters for drafts only, since for a received
    application the day of receipt counts. `possible_duplicates` are the reference numbers of
    applications that look like the same association's. The same arguments give the same report.
    """
    case = Case(
        facts=facts,
        parameters=parameters,
        on=on,
        possible_duplicates=tuple(possible_duplicates),
    )
    findings: list[Finding] = []
    for rule in RULES:
        case = replace(case, excluded_by=_excluded_by(findings))
        findings.extend(rule.findings(case))
    return Report(tuple(findings))


def assess_section(
    facts: Facts,
    section: Section,
    *,
    parameters: Parameters,
    on: date,
    possible_duplicates: Sequence[str] = (),
) -> Report:
    """Return the part of the report that is about one section, for one page of the form.

    Only the rules that speak of the section are asked, so that only what these look at has to
    be known. Checking and declaring depend on all other sections: they are not asked alone.
    """
    case = Case(
        facts=facts,
        parameters=parameters,
        on=on,
        possible_duplicates=tuple(possible_duplicates),
        sections=(section,),
    )
    found = (one for rule in RULES if rule.speaks_of(section) for one in rule.findings(case))
    return Report(tuple(one for one in found if one.section == section))


def _excluded_by(findings: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(found.rule for found in findings if found.outcome == Outcome.EXCLUDED)
