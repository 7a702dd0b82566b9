"""Whoever clicks when: one case has one decision; writers of SQLite wait for each other."""

from collections import Counter
from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.db import OperationalError, transaction

from applications.models import Application, AuditEvent, Decision, FundingRound, User
from applications.rules.decisions import DecisionKind
from applications.rules.lifecycle import MoveNotAllowed, State
from applications.services import award
from applications.services.obstacles import NotReady
from applications.workflow import audit
from applications.workflow.engine import MovedMeanwhile
from tests import factories
from tests.services.test_concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)

AT = factories.REVIEWED_AT
LATE = (MovedMeanwhile, MoveNotAllowed, NotReady)
PEOPLE = 8
WRITES = 15


@pytest.fixture(autouse=True)
def _jobs_wait(settings: LazySettings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def outcome(deed: Callable[[], object], name: str) -> str:
    """Do a deed; who comes too late is told so."""
    try:
        deed()
    except LATE:
        return "late"
    return name


@pytest.mark.postgresql
def test_of_eight_who_sign_and_eight_who_return_one_decides() -> None:
    case = factories.make_proposed()
    people = [factories.make_staff("Mitzeichnung") for _number in range(2 * PEOPLE)]

    def close(turn: int) -> str:
        mine = Application.objects.get(pk=case.pk)
        if turn % 2:
            return outcome(lambda: factories.sign(mine, actor=people[turn]), "signed")
        give_back = {"application": mine, "reason": "Nein.", "actor": people[turn], "at": AT}
        return outcome(lambda: award.return_decision(**give_back), "returned")

    results = Counter(at_once([lambda turn=turn: close(turn) for turn in range(2 * PEOPLE)]))

    assert results["late"] == 2 * PEOPLE - 1
    decision = Decision.objects.get()
    assert results[decision.status] == 1
    ledger = FundingRound.objects.get()
    is_signed = decision.status == "signed"
    assert ledger.awarded_eur == (decision.amount_eur if is_signed else 0)
    assert ledger.reserved_eur == 0
    state = State.AWARDED if is_signed else State.UNDER_REVIEW
    assert Application.objects.get().state == state


@pytest.mark.postgresql
def test_of_eight_who_award_and_eight_who_refuse_one_proposes() -> None:
    workers = [factories.make_staff("Sachbearbeitung") for _number in range(2 * PEOPLE)]
    case = factories.make_ready(actor=workers[0])

    def propose(turn: int, actor: User) -> str:
        kind = DecisionKind.AWARD if turn % 2 else DecisionKind.REJECTION
        mine = Application.objects.get(pk=case.pk)
        return outcome(lambda: factories.propose(mine, actor=actor, kind=kind), kind)

    jobs = [lambda turn=turn, who=who: propose(turn, who) for turn, who in enumerate(workers)]
    results = Counter(at_once(jobs))

    assert results["late"] == 2 * PEOPLE - 1
    decision = Decision.objects.get()
    assert results[decision.kind] == 1
    assert FundingRound.objects.get().reserved_eur == decision.amount_eur


@pytest.mark.sqlite
def test_eight_writers_on_sqlite_never_find_it_locked() -> None:
    draft = factories.make_draft()

    def write(turn: int) -> list[str]:
        faults = []
        for number in range(WRITES):
            try:
                with transaction.atomic():
                    # What reads first and writes then is what a lock refuses elsewhere.
                    Application.objects.get(pk=draft.pk)
                    audit.record("test.happened", actor=None, at=AT, turn=turn, number=number)
            except OperationalError as error:
                faults.append(str(error))
        return faults

    before = AuditEvent.objects.count()
    faults = at_once([lambda turn=turn: write(turn) for turn in range(PEOPLE)])

    assert faults == [[]] * PEOPLE
    numbers = list(AuditEvent.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, before + PEOPLE * WRITES + 1))
