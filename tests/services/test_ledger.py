"""The money of a round adds up after any sequence of decisions, and never exceeds the budget."""

from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications.models import Application, Decision, FundingRound
from applications.models.decision import DecisionStatus
from applications.rules.decisions import DecisionKind, GrantAmounts, Reasons
from applications.rules.lifecycle import MoveNotAllowed, State
from applications.services import award
from applications.workflow.budget import BudgetExceeded
from applications.workflow.engine import MovedMeanwhile
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.REVIEWED_AT
BUDGET = Decimal("12000.00")
CASES = 3
EXPECTED = (MoveNotAllowed, MovedMeanwhile, BudgetExceeded)
PARTS = st.sampled_from([Decimal("0.01"), Decimal("999.99"), Decimal("3000.00")])
STEPS = st.tuples(
    st.integers(min_value=0, max_value=CASES - 1),
    st.sampled_from(["propose", "propose", "sign", "return", "withdraw", "wait", "move_up"]),
    PARTS,
)


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Three cases that are ready, the people who act, and a budget that is too small for all."""
    monkeypatch.setattr("applications.services.outbox._start", lambda *_job: None)
    worker = factories.make_staff("Sachbearbeitung", "Leitung")
    for _number in range(CASES):
        factories.make_ready(actor=worker)
    FundingRound.objects.update(budget_eur=BUDGET)
    return {"worker": worker, "signer": factories.make_staff("Mitzeichnung")}


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEPS, max_size=8))
def test_ledger_equals_the_decisions_after_every_step(
    office: dict[str, Any], steps: list[tuple[int, str, Decimal]]
) -> None:
    with transaction.atomic():
        numbers = list(Application.objects.order_by("pk").values_list("pk", flat=True))
        for number, step, part in steps:
            case = Application.objects.get(pk=numbers[number])
            with suppress(*EXPECTED):
                _take(step, case, part, **office)
            _add_up()
        # The next sequence starts where this one did.
        transaction.set_rollback(True)


def _take(step: str, case: Application, part: Decimal, *, worker: Any, signer: Any) -> None:
    if step in {"propose", "move_up"}:
        is_waiting = case.state == State.WAITING
        if is_waiting == (step == "move_up"):
            _propose(case, DecisionKind.AWARD, part, actor=worker)
    elif step == "wait":
        _propose(case, DecisionKind.WAITING, part, actor=worker)
    elif step == "sign":
        factories.sign(case, actor=signer)
    elif step == "return":
        award.return_decision(application=case, reason="Nein.", actor=signer, at=AT)
    else:
        award.withdraw_application(application=case, reason="", actor=case.created_by, at=AT)


def _propose(case: Application, kind: DecisionKind, part: Decimal, *, actor: Any) -> None:
    award.propose_decision(
        application=case,
        kind=kind,
        amounts=GrantAmounts(micro_project_eur=part, minijob_eur=part),
        reasons=Reasons(assessment="Siehe Vermerk."),
        actor=actor,
        at=AT,
    )


def _add_up() -> None:
    ledger = FundingRound.objects.get()
    assert ledger.reserved_eur == _sum(DecisionStatus.PROPOSED)
    assert ledger.awarded_eur == _sum(DecisionStatus.SIGNED, kind=DecisionKind.AWARD)
    assert ledger.reserved_eur + ledger.awarded_eur <= BUDGET
    awarded = Application.objects.filter(state=State.AWARDED)
    assert ledger.awarded_eur == sum((case.awarded_eur for case in awarded), Decimal("0.00"))


def _sum(status: DecisionStatus, **condition: Any) -> Decimal:
    rows = Decision.objects.filter(status=status, **condition)
    return sum((row.amount_eur for row in rows), Decimal("0.00"))
