"""The six demo applications break exactly the rule they are made for."""

from decimal import Decimal

import pytest

from applications.rules.facts import Facts
from applications.rules.financing import finance_plan
from applications.rules.findings import Outcome, Report
from applications.rules.sections import Section
from tests.rules.support import KEYS, PARAMETERS, document, facts, remarks, report


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("a1", []),
        ("a2", [("PR-03", Outcome.TO_CLARIFY)]),
        ("a3", [("AB-01", Outcome.NOTE)]),
        ("b1", [("MJ-02", Outcome.BLOCKING)]),
        ("b2", [("VE-04", Outcome.EXCLUDED)]),
        ("b3", [("VE-03", Outcome.TO_CLARIFY)]),
    ],
)
def test_demo_breaks_exactly_one_rule(key: str, expected: list[tuple[str, Outcome]]) -> None:
    assert remarks(report(document(key))) == expected


@pytest.mark.parametrize(
    ("key", "micro_project", "minijob", "requested"),
    [
        ("a1", "3000.00", "5361.62", "8361.62"),
        ("a2", "3000.00", "7142.16", "10142.16"),
        ("a3", "2200.00", "3591.05", "5791.05"),
        ("b1", "2980.00", "5361.62", "8341.62"),
        ("b2", "2700.00", "4596.71", "7296.71"),
        ("b3", "3000.00", "5007.47", "8007.47"),
    ],
)
def test_demo_finance_plan(key: str, micro_project: str, minijob: str, requested: str) -> None:
    plan = finance_plan(facts(key), PARAMETERS)

    assert plan.micro_project.grant_eur == Decimal(micro_project)
    assert plan.minijob.grant_eur == Decimal(minijob)
    assert plan.requested_eur == Decimal(requested)


@pytest.mark.parametrize("key", KEYS)
def test_document_survives_facts(key: str) -> None:
    assert Facts.from_document(document(key)).to_document() == document(key)


@pytest.mark.parametrize("key", KEYS)
def test_report_survives_storage(key: str) -> None:
    whole = report(document(key))

    assert Report.from_json(whole.to_json()) == whole


def test_report_counts_and_sections() -> None:
    whole = report(document("b1"))

    assert whole.worst() == Outcome.BLOCKING
    assert whole.counts()[Outcome.BLOCKING] == 1
    assert whole.counts()[Outcome.EXCLUDED] == 0
    assert [found.rule for found in whole.of(Outcome.BLOCKING)] == ["MJ-02"]
    assert [found.rule for found in whole.by_section(Section.WAGE)].count("MJ-02") == 1
    assert Report(()).worst() == Outcome.PASSED


def test_finding_keeps_what_it_saw_and_the_law_it_used() -> None:
    finding = report(document("b1")).of(Outcome.BLOCKING)[0]

    assert finding.values == {
        "wage_month_eur": "450.00",
        "hours_month": "52.00",
        "hourly_eur": "8.65",
        "minimum_wage_eur": "9.35",
        "maximum_hours": "48.12",
    }
    assert [(row.valid_from.isoformat(), str(row.value)) for row in finding.parameters] == [
        ("2020-01-01", "9.35")
    ]
    assert finding.version == 1
