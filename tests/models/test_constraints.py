"""The database refuses what must never be, each constraint by its name."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from applications.models import (
    Application,
    CostItem,
    Decision,
    FundingRound,
    LegalParameter,
    Membership,
    Wage,
)
from applications.rules.lifecycle import State
from tests import factories

pytestmark = pytest.mark.django_db


def refused(name: str) -> Any:
    return pytest.raises(IntegrityError, match=name)


def test_budget_is_never_exceeded() -> None:
    factories.make_round()

    with refused("round_budget_never_exceeded"), transaction.atomic():
        FundingRound.objects.update(reserved_eur=Decimal("400000.01"))


def test_parts_of_a_round_make_its_maximum() -> None:
    with refused("round_parts_make_the_maximum"), transaction.atomic():
        factories.make_round(reference_prefix="WIR-2021", maximum_eur=Decimal("10200.01"))


def test_round_closes_after_it_opens() -> None:
    opens_at = factories.ROUND_2020["closes_at"] + timedelta(seconds=1)

    with refused("round_closes_after_it_opens"), transaction.atomic():
        factories.make_round(reference_prefix="WIR-2021", opens_at=opens_at)


def test_organisation_has_one_live_application_per_round() -> None:
    draft = factories.make_draft()
    twin = Application.objects.get()
    twin.pk, twin.code = None, "0" * 26

    with refused("application_once_per_organisation_and_round|UNIQUE"), transaction.atomic():
        twin.save(force_insert=True)
    assert Application.objects.get() == draft


@pytest.mark.parametrize(
    "values",
    [
        {"state": State.SUBMITTED},
        {"number": 1},
        {"submitted_at": factories.SENT_AT},
        {"reference_number": "WIR-2020-0001-69"},
    ],
)
def test_receipt_belongs_to_what_was_sent(values: dict[str, Any]) -> None:
    factories.make_draft()

    with refused("application_submitted_iff_not_draft"), transaction.atomic():
        Application.objects.update(**values)


def test_request_stays_below_the_ceilings() -> None:
    factories.make_submitted()

    for values in (
        {"requested_micro_project_eur": Decimal("3000.01")},
        {"requested_minijob_eur": Decimal("7200.01")},
        {"requested_eur": Decimal("1.00")},
    ):
        with refused("application_requested_within_ceilings"), transaction.atomic():
            Application.objects.update(**values)


@pytest.mark.parametrize(
    ("table", "column", "highest"),
    [
        ("application", "requested_micro_project_eur", 300_000),
        ("application", "requested_minijob_eur", 720_000),
        ("application", "requested_eur", 1_020_000),
        ("application", "awarded_eur", 1_020_000),
        ("decision", "micro_project_eur", 300_000),
        ("decision", "minijob_eur", 720_000),
    ],
)
def test_ceilings_hold_for_whoever_reaches_the_database(
    table: str, column: str, highest: int
) -> None:
    """Columns hold cents; the value itself may be refused by other rules, one cent more always."""
    factories.make_awarded()

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE applications_{table} SET {column} = %s", [highest + 1])  # noqa: S608


def test_the_highest_award_is_taken_to_the_cent() -> None:
    case = factories.make_awarded()
    parts = {"micro_project_eur": Decimal("3000.00"), "minijob_eur": Decimal("7200.00")}

    Application.objects.filter(pk=case.pk).update(
        **{f"requested_{name}": amount for name, amount in parts.items()},
        requested_eur=Decimal("10200.00"),
        awarded_eur=Decimal("10200.00"),
    )

    case.refresh_from_db()
    assert case.awarded_eur == Decimal("10200.00")


def test_amount_belongs_to_an_award() -> None:
    factories.make_submitted()

    with refused("application_amount_iff_awarded"), transaction.atomic():
        Application.objects.update(awarded_eur=Decimal("1.00"))


def test_decision_is_signed_by_another_person() -> None:
    factories.make_proposed()
    decision = Decision.objects.get()

    with refused("decision_signed_by_another_person"), transaction.atomic():
        Decision.objects.update(
            status="signed", closed_by=decision.proposed_by, closed_at=decision.proposed_at
        )


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"micro_project_eur": Decimal("3000.01")}, "decision_within_ceilings"),
        ({"minijob_eur": Decimal("7200.01")}, "decision_within_ceilings"),
        ({"micro_project_eur": Decimal("0.00")}, "decision_money_iff_award"),
        ({"kind": "rejection"}, "decision_money_iff_award"),
        ({"kind": "gift"}, "decision_kind_and_status_known"),
        ({"status": "signed"}, "decision_closed_iff_not_open"),
    ],
)
def test_decision_carries_what_its_kind_allows(values: dict[str, Any], name: str) -> None:
    decision = Decision.objects.get(application=factories.make_proposed())
    decision.pk, decision.application = None, factories.make_reviewed()
    for column, value in values.items():
        setattr(decision, column, value)

    with refused(name), transaction.atomic():
        decision.save(force_insert=True)


def test_legal_value_is_confirmed_by_another_person() -> None:
    person = factories.make_staff("Verwaltung")

    with refused("legal_parameter_confirmed_by_another_person"), transaction.atomic():
        LegalParameter.objects.create(
            kind="minimum_wage",
            valid_from="2030-01-01",
            known_from="2029-12-01",
            value=Decimal(20),
            source="MiLoG",
            entered_by=person,
            confirmed_by=person,
            confirmed_at=factories.SENT_AT,
        )


def test_member_has_a_role_of_an_applicant() -> None:
    draft = factories.make_draft()

    with refused("membership_role_of_an_applicant"), transaction.atomic():
        Membership.objects.filter(organisation=draft.organisation).update(role="approver")


def test_amounts_are_not_negative() -> None:
    draft = factories.make_draft()

    with refused("wage_not_negative"), transaction.atomic():
        Wage.objects.update(wage_month_eur=Decimal("-1.00"))
    with refused("cost_item_not_negative"), transaction.atomic():
        CostItem.objects.create(application=draft, position=1, amount_eur=Decimal("-1.00"))
