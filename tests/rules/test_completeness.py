"""Required answers, declarations, representation: RA-01, RA-02, ER-01."""

from typing import Any

import pytest

from applications.rules.findings import Outcome
from applications.rules.required import REQUIRED
from applications.rules.sections import Section
from tests.rules.support import document, draft, found, outcomes, remarks, report


def open_fields(whole: dict[str, Any]) -> dict[str | None, str]:
    return {finding.field: finding.values["reason"] for finding in found(whole, "RA-01")}


CONDITIONAL = {
    "profile.employee_count",
    "profile.employee_hours_week",
    "profile.funded_before_year",
    "micro_project.past_start_confirmed",
    "micro_project.early_start_reason",
    "minijob_position.person_related",
    "financing.other_grants_from",
    "schedule.partners",
    "enclosures.promised",
}


@pytest.mark.parametrize(
    "field",
    sorted(
        {f"{section}.{name}" for section, names in REQUIRED.items() for name in names}
        - CONDITIONAL
    ),
)
def test_missing_answer_blocks(field: str) -> None:
    section, name = field.split(".")
    whole = document()
    node = whole if section == "declarations" else whole["answers"]
    value = node[section][name]
    node[section][name] = [] if isinstance(value, list) else None

    assert open_fields(whole) == {field: "missing"}
    outcomes = {found.outcome for found in report(whole).by_section(Section(section))}
    assert Outcome.BLOCKING in outcomes


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        (
            {"profile__employees": "yes", "profile__employee_hours_week": "19.5"},
            "profile.employee_count",
            "missing",
        ),
        (
            {"profile__employees": "minijob_only", "profile__employee_count": 1},
            "profile.employee_hours_week",
            "missing",
        ),
        ({"profile__funded_before": "yes"}, "profile.funded_before_year", "missing"),
        ({"micro_project__early_start": "yes"}, "micro_project.early_start_reason", "missing"),
        (
            {"micro_project__starts_on": "2020-01-17"},
            "micro_project.past_start_confirmed",
            "missing",
        ),
        (
            {
                "micro_project__starts_on": "2020-01-17",
                "micro_project__past_start_confirmed": "no",
            },
            "micro_project.past_start_confirmed",
            "implausible",
        ),
        ({"minijob_position__person_known": "yes"}, "minijob_position.person_related", "missing"),
        ({"financing__other_grants_eur": "5.00"}, "financing.other_grants_from", "missing"),
        ({"organisation__register_number": "9042"}, "organisation.register_number", "implausible"),
        ({"organisation__postcode": "6116"}, "organisation.postcode", "implausible"),
        ({"organisation__founded_year": 2021}, "organisation.founded_year", "implausible"),
        ({"non_profit__notice_date": "2020-06-27"}, "non_profit.notice_date", "implausible"),
        ({"profile__member_count": 0}, "profile.member_count", "implausible"),
        ({"wage__hours_month": "0.00"}, "wage.hours_month", "implausible"),
        ({"wage__wage_month_eur": "0.00"}, "wage.wage_month_eur", "implausible"),
        ({"wage__months": 0}, "wage.months", "implausible"),
        (
            {"costs__items": [{"kind": "rooms", "purpose": "Miete", "amount_eur": "0.00"}]},
            "costs.items.0.amount_eur",
            "implausible",
        ),
        ({"schedule__partners": [{"role": "Raum"}]}, "schedule.partners.0.name", "missing"),
        (
            {"enclosures__promised": [{"kind": "quotes", "until": "2020-03-01"}]},
            "enclosures.promised.0.reason",
            "missing",
        ),
        (
            {"schedule__steps": [{"what": "Beginn", "month": "2020-04"}, {"what": "Ende"}]},
            "schedule.steps.1.month",
            "missing",
        ),
    ],
)
def test_question_that_arises_needs_an_answer(
    changes: dict[str, Any], field: str, reason: str
) -> None:
    assert open_fields(document(**changes)) == {field: reason}


@pytest.mark.parametrize(
    "changes",
    [
        {
            "organisation__legal_form": "unregistered",
            "organisation__register_court": None,
            "organisation__register_number": None,
        },
        {
            "non_profit__notice_kind": "none",
            "non_profit__notice_date": None,
            "non_profit__tax_office": None,
        },
        {
            "schedule__municipality_contacted": "no",
            "schedule__municipality_office": None,
        },
        {
            "eligibility__minijob_planned": "no",
            "wage__months": None,
            "minijob_position__tasks": None,
        },
    ],
)
def test_question_that_does_not_arise_needs_none(changes: dict[str, Any]) -> None:
    assert found(document(**changes), "RA-01")[0].outcome == Outcome.PASSED


def test_empty_draft_is_judged_without_an_error() -> None:
    empty = {**draft(), "answers": {}, "declarations": {}}

    whole = report(empty)

    rules = {rule for rule, _ in remarks(whole)}
    assert rules == {"ER-01", "RA-01", "RA-02", "UN-01"}
    assert whole.worst() == Outcome.BLOCKING


@pytest.mark.parametrize(
    "name", ["complete", "not_started", "no_other_money", "report_changes", "no_entitlement"]
)
@pytest.mark.parametrize("answer", [None, False])
def test_declaration_must_be_made(name: str, answer: bool | None) -> None:
    finding = found(document(**{f"declarations__{name}": answer}), "RA-02")

    assert [(found.field, found.values["reason"]) for found in finding] == [
        (f"declarations.{name}", "confirm")
    ]


def test_exclusion_must_be_known() -> None:
    assert outcomes(document("b2"), "RA-02") == [("passed", None)]
    finding = found(document("b2", declarations__knows_ineligible=None), "RA-02")[0]

    assert finding.field == "declarations.knows_ineligible"
    assert finding.values == {"reason": "excluded", "excluded_by": ["VE-04"]}


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"declarations__may_represent": None}, "declarations.may_represent", "not_declared"),
        (
            {"round__second_agreement": "named", "declarations__second_person": None},
            "declarations.second_person",
            "no_second_person",
        ),
        (
            {"declarations__second_person": "Rania Haddad"},
            "declarations.second_person",
            "same_person",
        ),
        ({"declarations__second_person": "Jemand"}, "declarations.second_person", "not_on_board"),
        (
            {
                "board__members": [{"name": "Fatma Aydemir-Holz", "office": "chair"}],
            },
            "board.members",
            "one_member",
        ),
    ],
)
def test_representation(changes: dict[str, Any], field: str, reason: str) -> None:
    finding = found(document(**changes), "ER-01")

    assert [(found.field, found.values["reason"]) for found in finding] == [(field, reason)]


@pytest.mark.parametrize(
    "changes",
    [
        {"board__signature_rule": "single", "declarations__second_person": None},
        {"board__signature_rule": "other", "declarations__second_person": None},
        {"round__second_agreement": "account", "declarations__second_person": None},
    ],
)
def test_second_person_is_not_always_named(changes: dict[str, Any]) -> None:
    assert outcomes(document(**changes), "ER-01") == [("passed", None)]


def test_without_a_signature_rule_nothing_is_said() -> None:
    assert outcomes(document(board__signature_rule=None), "ER-01") == []
