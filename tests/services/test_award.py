"""Decisions: two persons, never over the budget, never past what is open."""

from decimal import Decimal

import pytest

from applications.models import (
    Application,
    Decision,
    Finding,
    FundingRound,
    LetterDraft,
    Message,
)
from applications.rules.decisions import (
    AmountsNotAllowed,
    DecisionKind,
    GrantAmounts,
    Reasons,
)
from applications.rules.lifecycle import MoveNotAllowed, State
from applications.rules.sections import Section
from applications.services import award, review
from applications.services.obstacles import NotReady, ObstacleKind
from applications.workflow.budget import BudgetExceeded
from applications.workflow.guards import SecondPersonNeeded
from tests import factories
from tests.support import award_changes

pytestmark = pytest.mark.django_db

AT = factories.REVIEWED_AT


def amounts(micro_project: str, minijob: str) -> GrantAmounts:
    return GrantAmounts(micro_project_eur=Decimal(micro_project), minijob_eur=Decimal(minijob))


def test_full_award_reserves_then_commits() -> None:
    case = factories.make_proposed()
    assert FundingRound.objects.get().reserved_eur == Decimal("8361.62")

    decision = factories.sign(case, actor=factories.make_staff("Mitzeichnung"))

    funding_round = FundingRound.objects.get()
    assert (funding_round.reserved_eur, funding_round.awarded_eur) == (0, Decimal("8361.62"))
    stored = Application.objects.get()
    assert (stored.state, stored.awarded_eur) == (State.AWARDED, Decimal("8361.62"))
    assert Decision.objects.get() == decision
    assert LetterDraft.objects.get().decision == decision
    assert not Message.objects.filter(kind="decision_made").exists()


def test_partial_award_needs_a_reason() -> None:
    worker = factories.make_staff("Sachbearbeitung")
    case = factories.make_ready(actor=worker)
    values = {"application": case, "kind": DecisionKind.AWARD, "actor": worker, "at": AT}

    with pytest.raises(NotReady) as refusal:
        award.propose_decision(
            amounts=amounts("2500.00", "5361.62"), reasons=Reasons(assessment=""), **values
        )
    assert [one.kind for one in refusal.value.obstacles] == [ObstacleKind.REASON]
    decision = award.propose_decision(
        amounts=amounts("2500.00", "5361.62"),
        reasons=Reasons(assessment="Kosten für Flyer gekürzt."),
        **values,
    )

    assert decision.amount_eur == Decimal("7861.62")


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (("3000.01", "5361.62"), "above_request"),
        (("3000.00", "5361.63"), "above_request"),
        (("0.00", "5361.62"), "missing"),
        (("3000.00", "0.00"), "missing"),
    ],
)
def test_award_stays_within_the_request(wanted: tuple[str, str], code: str) -> None:
    worker = factories.make_staff("Sachbearbeitung")
    case = factories.make_ready(actor=worker)

    with pytest.raises(AmountsNotAllowed, match=code):
        award.propose_decision(
            application=case,
            kind=DecisionKind.AWARD,
            amounts=amounts(*wanted),
            reasons=Reasons(assessment="Grund"),
            actor=worker,
            at=AT,
        )
    assert FundingRound.objects.get().reserved_eur == 0


@pytest.mark.parametrize(
    ("kind", "state"),
    [(DecisionKind.REJECTION, State.REJECTED), (DecisionKind.WAITING, State.WAITING)],
)
def test_other_decisions_carry_no_money(kind: DecisionKind, state: State) -> None:
    case = factories.make_proposed(kind=kind)

    factories.sign(case, actor=factories.make_staff("Leitung"))

    funding_round = FundingRound.objects.get()
    assert Application.objects.get().state == state
    assert (funding_round.reserved_eur, funding_round.awarded_eur) == (0, 0)


def test_same_person_cannot_sign_with_another_role() -> None:
    both = factories.make_staff("Sachbearbeitung", "Mitzeichnung")
    case = factories.make_proposed(actor=both)

    with pytest.raises(SecondPersonNeeded):
        factories.sign(case, actor=both)
    assert Decision.objects.get().status == "proposed"


def test_case_worker_cannot_sign() -> None:
    case = factories.make_proposed()

    with pytest.raises(MoveNotAllowed):
        factories.sign(case, actor=factories.make_staff("Sachbearbeitung"))


def test_return_frees_the_money_and_a_new_proposal_can_follow() -> None:
    worker, signer = factories.make_staff("Sachbearbeitung"), factories.make_staff("Mitzeichnung")
    case = factories.make_proposed(actor=worker)

    award.return_decision(
        application=case, reason="Bitte die Mietkosten prüfen.", actor=signer, at=AT
    )

    assert FundingRound.objects.get().reserved_eur == 0
    assert Application.objects.get().state == State.UNDER_REVIEW
    award.propose_decision(
        application=Application.objects.get(),
        kind=DecisionKind.AWARD,
        amounts=case.requested,
        reasons=Reasons(),
        actor=worker,
        at=AT,
    )
    assert sorted(Decision.objects.values_list("status", flat=True)) == ["proposed", "returned"]


def test_open_clarification_blocks_an_award_until_it_is_settled() -> None:
    worker = factories.make_staff("Sachbearbeitung")
    case = factories.make_ready(
        actor=worker,
        changes={
            Section.PROFILE: {
                "employees": "minijob_only",
                "employee_count": 1,
                "employee_hours_week": Decimal("5.00"),
            }
        },
    )
    values = {
        "application": case,
        "kind": DecisionKind.AWARD,
        "amounts": case.requested,
        "reasons": Reasons(),
        "actor": worker,
        "at": AT,
    }

    with pytest.raises(NotReady) as refusal:
        award.propose_decision(**values)
    assert [one.finding.rule for one in refusal.value.obstacles] == ["VE-04"]

    finding = Finding.objects.get(outcome="to_clarify")
    settle = {"finding": finding, "actor": worker, "at": AT}
    review.settle_finding(is_met=False, reason="Noch unklar.", **settle)
    with pytest.raises(NotReady):
        award.propose_decision(**values)
    review.settle_finding(is_met=True, reason="Minijob endet im März.", **settle)
    assert award.propose_decision(**values).status == "proposed"


def test_budget_holds_thirty_nine_full_awards() -> None:
    funding_round = factories.make_round()
    FundingRound.objects.update(awarded_eur=Decimal("397800.00"))
    worker = factories.make_staff("Sachbearbeitung")
    case = factories.make_ready(actor=worker)
    values = {"application": case, "kind": DecisionKind.AWARD, "actor": worker, "at": AT}

    with pytest.raises(BudgetExceeded) as refusal:
        award.propose_decision(
            amounts=amounts("1000.00", "1200.01"), reasons=Reasons(assessment="Teil"), **values
        )
    assert (refusal.value.free_eur, refusal.value.wanted_eur) == (
        Decimal("2200.00"),
        Decimal("2200.01"),
    )

    award.propose_decision(
        amounts=amounts("1000.00", "1200.00"), reasons=Reasons(assessment="Teil"), **values
    )
    funding_round.refresh_from_db()
    assert funding_round.free_eur == 0


def test_withdrawal_frees_what_was_reserved() -> None:
    case = factories.make_proposed()

    award.withdraw_application(application=case, reason="", actor=case.created_by, at=AT)

    assert FundingRound.objects.get().reserved_eur == 0
    assert Decision.objects.get().status == "withdrawn"
    assert Application.objects.get().state == State.WITHDRAWN


def test_revoking_frees_the_award() -> None:
    case = factories.make_proposed()
    factories.sign(case, actor=factories.make_staff("Mitzeichnung"))
    case = Application.objects.get()

    award_changes.revoke(case, actor=factories.make_staff("Leitung"))

    assert FundingRound.objects.get().awarded_eur == 0
    assert Application.objects.get().state == State.REVOKED
