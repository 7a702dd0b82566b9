"""The rules about micro-project and minijob: PR-01 to PR-05, MJ-01 to MJ-05, AB-01."""

from decimal import Decimal
from typing import Any

import pytest

from applications.rules.findings import Outcome
from tests.rules.support import document, found, outcomes

PASSED = [("passed", None)]


@pytest.mark.parametrize(
    ("rule", "changes", "expected"),
    [
        ("PR-01", {}, PASSED),
        ("PR-01", {"eligibility__project_is_new": "no"}, [("excluded", None)]),
        ("PR-01", {"eligibility__project_is_new": "changed"}, [("to_clarify", "changed")]),
        ("PR-01", {"eligibility__project_is_new": None}, []),
        ("PR-01", {"micro_project__starts_on": None}, []),
        ("PR-01", {"micro_project__starts_on": "2020-01-18"}, PASSED),
        ("PR-01", {"micro_project__starts_on": "2020-01-17"}, [("to_clarify", "started")]),
        (
            "PR-01",
            {"micro_project__starts_on": "2020-01-17", "eligibility__project_is_new": "no"},
            [("excluded", None), ("to_clarify", "started")],
        ),
        ("PR-02", {}, PASSED),
        ("PR-02", {"micro_project__ends_on": None}, []),
        ("PR-02", {"micro_project__ends_on": "2020-03-31"}, [("blocking", "order")]),
        ("PR-02", {"micro_project__ends_on": "2021-01-01"}, [("blocking", "outside")]),
        ("PR-02", {"micro_project__starts_on": "2019-12-31"}, [("blocking", "outside")]),
        ("PR-02", {"micro_project__starts_on": "2020-12-31"}, PASSED),
        ("PR-03", {}, PASSED),
        ("PR-03", {"micro_project__starts_on": "2020-03-31"}, [("to_clarify", "before")]),
        ("PR-03", {"micro_project__early_start": "yes"}, [("to_clarify", "wanted")]),
        ("PR-03", {"micro_project__early_start": None}, []),
        ("PR-03", {"micro_project__starts_on": None}, []),
        ("PR-04", {"micro_project__district": "KS"}, PASSED),
        ("PR-04", {"micro_project__district": "XX"}, [("to_clarify", None)]),
        ("PR-04", {"micro_project__district": None}, []),
        ("PR-05", {}, [("manual", None)]),
        ("MJ-01", {"wage__wage_month_eur": "450.00"}, PASSED),
        ("MJ-01", {"wage__wage_month_eur": "450.01"}, [("blocking", None)]),
        ("MJ-01", {"wage__wage_month_eur": "451.00"}, [("blocking", None)]),
        ("MJ-01", {"wage__wage_month_eur": None}, []),
        ("MJ-01", {"wage__months": None}, []),
        ("MJ-02", {"wage__hours_month": "48.00"}, PASSED),
        ("MJ-02", {"wage__hours_month": "48.12"}, PASSED),
        ("MJ-02", {"wage__hours_month": "48.13"}, [("blocking", None)]),
        ("MJ-02", {"wage__hours_month": "49.00"}, [("blocking", None)]),
        ("MJ-02", {"wage__hours_month": "0.00"}, []),
        ("MJ-02", {"wage__hours_month": None}, []),
        ("MJ-02", {"wage__wage_month_eur": None}, []),
        ("MJ-02", {"wage__months": None}, []),
        ("MJ-03", {}, PASSED),
        ("MJ-03", {"eligibility__minijob_planned": "advice"}, PASSED),
        ("MJ-03", {"eligibility__minijob_planned": "no"}, [("excluded", None)]),
        ("MJ-03", {"eligibility__minijob_planned": None}, []),
        ("MJ-03", {"minijob_position__starts_on": None}, []),
        ("MJ-03", {"wage__months": None}, []),
        ("MJ-03", {"minijob_position__ends_on": "2020-03-31"}, [("blocking", "order")]),
        ("MJ-03", {"minijob_position__starts_on": "2020-03-31"}, [("blocking", "outside")]),
        ("MJ-03", {"minijob_position__ends_on": "2021-01-01"}, [("blocking", "outside")]),
        ("MJ-03", {"micro_project__ends_on": None}, PASSED),
        ("MJ-03", {"wage__months": 10}, [("blocking", "months")]),
        ("MJ-04", {}, PASSED),
        ("MJ-04", {"wage__months": None}, []),
        ("MJ-05", {}, PASSED),
        ("MJ-05", {"minijob_position__person_known": None}, []),
        ("MJ-05", {"minijob_position__person_known": "yes"}, []),
        ("AB-01", {}, PASSED),
        ("AB-01", {"schedule__municipality_contacted": "no"}, [("note", None)]),
        ("AB-01", {"schedule__municipality_contacted": None}, []),
    ],
)
def test_rule(rule: str, changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert outcomes(document(**changes), rule) == expected


@pytest.mark.parametrize(("related", "expected"), [("yes", "to_clarify"), ("no", "passed")])
def test_relative_is_clarified(related: str, expected: str) -> None:
    whole = document(
        minijob_position__person_known="yes", minijob_position__person_related=related
    )

    assert outcomes(whole, "MJ-05") == [(expected, None)]


@pytest.mark.parametrize(
    ("starts_on", "wage", "expected"),
    [
        ("2022-09-01", "520.00", "blocking"),
        ("2022-10-01", "520.00", "passed"),
        ("2020-05-01", "451.00", "blocking"),
    ],
)
def test_limit_of_the_month_counts(starts_on: str, wage: str, expected: str) -> None:
    year = starts_on[:4]
    whole = document(
        round__closes_at="2023-01-01T00:00:00Z",
        round__period_from=f"{year}-01-01",
        round__period_until=f"{year}-12-31",
        minijob_position__starts_on=starts_on,
        wage__wage_month_eur=wage,
        wage__months=1,
    )

    assert outcomes(whole, "MJ-01") == [(expected, None)]


def test_first_month_in_which_the_rule_bites_decides() -> None:
    whole = document(
        round__closes_at="2023-01-01T00:00:00Z",
        round__period_from="2022-01-01",
        round__period_until="2022-12-31",
        minijob_position__starts_on="2022-01-01",
        wage__hours_month="43.00",
        wage__months=12,
    )

    finding = found(whole, "MJ-02")[0]

    assert finding.outcome == Outcome.BLOCKING
    assert finding.values["minimum_wage_eur"] == "12.00"
    assert [row.valid_from.isoformat() for row in finding.parameters] == ["2022-10-01"]


def test_cost_above_the_ceiling_is_own_share() -> None:
    whole = document(
        "a2", wage__accident_insurance_eur="118.00", minijob_position__starts_on="2020-01-01"
    )

    finding = found(whole, "MJ-04")[0]

    assert finding.outcome == Outcome.NOTE
    assert finding.values["own_share_eur"] == "0.16"
    assert Decimal(finding.values["cost_eur"]) == Decimal("7200.16")


def test_two_problems_of_the_position_are_both_found() -> None:
    whole = document(minijob_position__starts_on="2020-03-31", wage__months=12)

    assert outcomes(whole, "MJ-03") == [("blocking", "outside"), ("blocking", "months")]
