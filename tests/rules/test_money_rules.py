"""The rules about money and papers: FP-01 to FP-05, UN-01, UN-02."""

from decimal import Decimal
from typing import Any

import pytest

from applications.rules.financing import finance_plan
from tests.rules.support import PARAMETERS, document, facts, found, outcomes

PASSED = [("passed", None)]


def costs(*amounts: str | None, kind: str = "rooms") -> list[dict[str, Any]]:
    return [{"kind": kind, "purpose": "Miete", "amount_eur": amount} for amount in amounts]


def attachments(*kinds: str, pages: int = 1) -> list[dict[str, Any]]:
    return [
        {
            "kind": kind,
            "name": f"{kind}.pdf",
            "media_type": "application/pdf",
            "size": 1000,
            "pages": pages,
            "sha256": "0" * 64,
        }
        for kind in kinds
    ]


ALL = ("statutes", "register_extract", "non_profit_notice")


@pytest.mark.parametrize(
    ("rule", "changes", "expected"),
    [
        ("FP-01", {}, PASSED),
        ("FP-01", {"costs__items": costs("3200.01")}, [("note", None)]),
        ("FP-01", {"costs__items": []}, []),
        ("FP-02", {}, PASSED),
        ("FP-02", {"costs__items": costs("3200.00")}, PASSED),
        ("FP-02", {"costs__items": costs("3200.01")}, [("blocking", "gap")]),
        ("FP-02", {"costs__items": costs("200.00")}, PASSED),
        ("FP-02", {"costs__items": costs("199.99")}, [("blocking", "surplus")]),
        ("FP-02", {"costs__items": costs("100.00", None)}, []),
        ("FP-02", {"financing__donations_eur": None}, []),
        ("FP-03", {}, PASSED),
        ("FP-03", {"round__maximum_eur": "8361.61"}, [("blocking", None)]),
        ("FP-04", {}, PASSED),
        ("FP-04", {"costs__items": []}, []),
        ("FP-04", {"costs__items": costs("800.00", kind="material")}, PASSED),
        (
            "FP-04",
            {"costs__items": costs("800.01", "900.00", kind="material")},
            [("note", None), ("note", None)],
        ),
        ("FP-04", {"costs__items": costs("900.00", kind="other")}, [("note", None)]),
        ("FP-04", {"costs__items": costs("900.00", kind="fees")}, PASSED),
        ("FP-04", {"costs__items": costs(None, kind="material")}, PASSED),
        ("FP-05", {}, PASSED),
        ("FP-05", {"financing__other_grants_eur": "0.01"}, [("to_clarify", None)]),
        ("FP-05", {"financing__other_grants_eur": None}, []),
        ("UN-01", {}, PASSED),
        ("UN-01", {"enclosures__attachments": attachments(*ALL)}, PASSED),
        ("UN-01", {"enclosures__attachments": []}, [("blocking", None)] * 3),
        ("UN-01", {"enclosures__attachments": attachments(*ALL[:2])}, [("blocking", None)]),
        ("UN-02", {}, PASSED),
        ("UN-02", {"enclosures__attachments": []}, []),
        (
            "UN-02",
            {"enclosures__attachments": attachments("quotes", pages=0)},
            [("to_clarify", None)],
        ),
    ],
)
def test_rule(rule: str, changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert outcomes(document(**changes), rule) == expected


def test_promised_document_is_clarified() -> None:
    whole = document(
        enclosures__attachments=attachments("statutes", "register_extract"),
        enclosures__promised=[
            {"kind": "non_profit_notice", "until": "2020-02-28", "reason": "Finanzamt"}
        ],
    )

    finding = found(whole, "UN-01")[0]

    assert (finding.outcome, finding.field) == ("to_clarify", "enclosures.promised")
    assert finding.values == {"attachment_kind": "non_profit_notice", "until": "2020-02-28"}


def test_document_that_came_and_was_promised_is_there() -> None:
    whole = document(
        enclosures__promised=[{"kind": "statutes", "until": "2020-02-28", "reason": "später"}]
    )

    assert outcomes(whole, "UN-01") == PASSED


def test_nobody_sends_a_notice_or_an_extract_that_does_not_exist() -> None:
    whole = document(
        organisation__legal_form="unregistered",
        non_profit__notice_kind="none",
        enclosures__attachments=attachments("statutes"),
    )

    assert outcomes(whole, "UN-01") == PASSED


def test_unreadable_file_is_named() -> None:
    finding = found(document(enclosures__attachments=attachments("other", pages=0)), "UN-02")[0]

    assert finding.field == "enclosures.attachments.0"
    assert finding.values == {"file": "other.pdf"}


@pytest.mark.parametrize(
    ("cost", "own", "donations", "other", "grant", "gap", "surplus"),
    [
        ("3000.00", "0.00", "0.00", "0.00", "3000.00", "0.00", "0.00"),
        ("3000.01", "0.00", "0.00", "0.00", "3000.00", "0.01", "0.00"),
        ("3450.00", "250.00", "200.00", "0.00", "3000.00", "0.00", "0.00"),
        ("100.00", "50.00", "30.00", "20.00", "0.00", "0.00", "0.00"),
        ("100.00", "50.00", "30.00", "20.01", "0.00", "0.00", "0.01"),
    ],
)
def test_micro_project_plan(
    cost: str, own: str, donations: str, other: str, grant: str, gap: str, surplus: str
) -> None:
    changed = facts(
        costs__items=costs(cost),
        financing__own_funds_eur=own,
        financing__donations_eur=donations,
        financing__other_grants_eur=other,
    )

    part = finance_plan(changed, PARAMETERS).micro_project

    assert (part.grant_eur, part.gap_eur, part.surplus_eur) == tuple(
        Decimal(amount) for amount in (grant, gap, surplus)
    )
    assert [line.code for line in part.lines] == [
        "cost",
        "own_funds",
        "donations",
        "other_grants",
        "grant",
    ]


@pytest.mark.parametrize(
    ("insurance", "grant", "own"),
    [("117.84", "7200.00", "0.00"), ("117.85", "7200.00", "0.01"), ("0.00", "7082.16", "0.00")],
)
def test_minijob_plan_is_capped(insurance: str, grant: str, own: str) -> None:
    changed = facts("a2", wage__accident_insurance_eur=insurance)

    part = finance_plan(changed, PARAMETERS).minijob

    assert (part.grant_eur, part.own_funds_eur) == (Decimal(grant), Decimal(own))
    assert part.gap_eur == 0


def test_plan_of_an_empty_application_is_zero() -> None:
    changed = facts(costs__items=[], wage__months=None, financing__own_funds_eur=None)

    assert finance_plan(changed, PARAMETERS).requested_eur == 0
