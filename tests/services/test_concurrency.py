"""Many at once: the budget holds to the cent, and one application stays one case."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection, transaction

from applications.models import (
    Application,
    AuditEvent,
    Decision,
    FundingRound,
    InformationRequest,
    Membership,
    Organisation,
    SubmissionSnapshot,
    User,
)
from applications.rules.decisions import DecisionKind, GrantAmounts, Reasons
from applications.rules.lifecycle import Role, State
from applications.services import (
    audit_checks,
    award,
    drafts,
    information_requests,
    invitations,
    request_answers,
    submission,
    team,
)
from applications.services.identity_proof import assumed_proof
from applications.workflow import audit
from applications.workflow.budget import BudgetExceeded
from applications.workflow.engine import MovedMeanwhile
from applications.workflow.permissions import NotARepresentative
from tests import factories
from tests.support.invitations import invite, person_with

AT = factories.REVIEWED_AT
FULL = GrantAmounts(micro_project_eur=Decimal("3000.00"), minijob_eur=Decimal("7200.00"))
CASES = 49


@pytest.fixture(autouse=True)
def _jobs_wait(settings: LazySettings) -> None:
    """Leave documents and mails undone: here only the deeds matter."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def make_full_cases(worker: User) -> list[Application]:
    """Cases under review that ask for the maximum; only their rows matter here."""
    funding_round = factories.make_round()
    # Nothing to tick and to score: only the money matters here.
    funding_round.checklist.update(is_active=False)
    funding_round.criteria.update(is_active=False)
    applicant = factories.make_user()
    return [
        Application.objects.create(
            round=funding_round,
            organisation=Organisation.objects.create(name=f"Verein {number}"),
            state=State.UNDER_REVIEW,
            state_changed_at=AT,
            created_at=factories.BEGUN_AT,
            created_by=applicant,
            edited_at=factories.BEGUN_AT,
            edited_by=applicant,
            submitted_at=factories.SENT_AT,
            submitted_by=applicant,
            number=number,
            reference_number=f"WIR-2020-{number:04}-00",
            requested_micro_project_eur=FULL.micro_project_eur,
            requested_minijob_eur=FULL.minijob_eur,
            requested_eur=FULL.total_eur,
            micro_project_maximum_eur=FULL.micro_project_eur,
            minijob_maximum_eur=FULL.minijob_eur,
            assigned_to=worker,
        )
        for number in range(1, CASES + 1)
    ]


def try_award(case: Application, worker: User, signer: User) -> str:
    try:
        award.propose_decision(
            application=case,
            kind=DecisionKind.AWARD,
            amounts=FULL,
            reasons=Reasons(),
            actor=worker,
            at=AT,
        )
    except BudgetExceeded:
        return "no money"
    factories.sign(case, actor=signer, at=AT)
    return "awarded"


def at_once(jobs: list[Callable[[], Any]]) -> list[Any]:
    """Run jobs in threads that start together, each with its own connection."""
    barrier = Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> Any:
        try:
            barrier.wait(timeout=30)
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def assert_budget_is_used_up() -> None:
    funding_round = FundingRound.objects.get()
    assert funding_round.awarded_eur == Decimal("397800.00")
    assert funding_round.reserved_eur == 0
    assert funding_round.free_eur == Decimal("2200.00")
    assert Application.objects.filter(state=State.AWARDED).count() == 39
    assert Decision.objects.filter(status="signed").count() == 39


@pytest.mark.django_db
def test_forty_nine_awards_one_after_the_other() -> None:
    worker, signer = factories.make_staff("Sachbearbeitung"), factories.make_staff("Mitzeichnung")

    results = [try_award(case, worker, signer) for case in make_full_cases(worker)]

    assert Counter(results) == {"awarded": 39, "no money": 10}
    assert_budget_is_used_up()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_forty_nine_awards_at_once() -> None:
    worker, signer = factories.make_staff("Sachbearbeitung"), factories.make_staff("Mitzeichnung")
    cases = make_full_cases(worker)

    results = at_once([lambda case=case: try_award(case, worker, signer) for case in cases])

    assert Counter(results) == {"awarded": 39, "no money": 10}
    assert_budget_is_used_up()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_sending_eight_times_at_once_makes_one_case() -> None:
    draft = factories.make_complete_draft()

    def send(turn: int) -> str | None:
        case = submission.submit_application(
            application=Application.objects.get(pk=draft.pk),
            actor=draft.created_by,
            at=factories.SENT_AT + timedelta(seconds=turn),
        )
        return case.reference_number

    numbers = at_once([lambda turn=turn: send(turn) for turn in range(8)])

    assert set(numbers) == {"WIR-2020-0001-69"}
    assert SubmissionSnapshot.objects.count() == 1
    assert FundingRound.objects.get().last_number == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_one_association_that_sends_four_times_at_once_each_sees_those_before() -> None:
    people = [factories.make_user() for _person in range(4)]
    waiting = [factories.make_complete_draft(actor=person, name="Atlas") for person in people]

    def send(draft: Application) -> None:
        submission.submit_application(
            application=draft, actor=draft.created_by, at=factories.SENT_AT
        )

    at_once([lambda draft=draft: send(draft) for draft in waiting])

    sent = Application.objects.order_by("number")
    numbers = [case.reference_number for case in sent]
    seen = [case.snapshots.get().context["possible_duplicates"] for case in sent]
    assert seen == [numbers[:before] for before in range(4)]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_beginning_eight_times_at_once_makes_one_draft() -> None:
    funding_round, person = factories.make_round(), factories.make_user()

    def begin() -> Application:
        try:
            return factories.make_draft(funding_round=funding_round, actor=person, name="Atlas")
        except drafts.AlreadyBegun as begun:
            return begun.application

    begun = at_once([begin] * 8)

    assert set(begun) == {Application.objects.get()}


@pytest.mark.django_db(transaction=True)
def test_audit_chain_has_no_break_with_many_writers() -> None:
    def write(writer: int) -> None:
        for turn in range(100):
            with transaction.atomic():
                audit.record("test.happened", actor=None, at=AT, writer=writer, turn=turn)

    at_once([lambda writer=writer: write(writer) for writer in range(8)])

    head = audit_checks.current_head()
    assert head.number == AuditEvent.objects.count() == 800
    assert list(audit_checks.check_chain(head)) == []


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_answering_eight_times_at_once_makes_one_version() -> None:
    asked = factories.make_information_request()

    def send(turn: int) -> str:
        case = request_answers.answer_request(
            request=InformationRequest.objects.get(pk=asked.pk),
            actor=asked.application.created_by,
            at=factories.ASKED_AT + timedelta(seconds=turn),
            incomplete_confirmed=True,
        )
        return case.state

    states = at_once([lambda turn=turn: send(turn) for turn in range(8)])

    assert set(states) == {State.ANSWERED}
    assert SubmissionSnapshot.objects.count() == 2
    assert AuditEvent.objects.filter(event="application.answer").count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_an_answer_and_the_end_of_waiting_at_once_leave_one_of_them() -> None:
    asked = factories.make_information_request()
    after = factories.ASKED_AT + timedelta(days=20)
    case_worker = factories.make_staff("Sachbearbeitung")

    def answer() -> str:
        try:
            request_answers.answer_request(
                request=InformationRequest.objects.get(pk=asked.pk),
                actor=asked.application.created_by,
                at=after,
                incomplete_confirmed=True,
            )
        except request_answers.RequestClosed:
            return "closed"
        return "answered"

    def resume() -> str:
        try:
            information_requests.resume_review(
                application=Application.objects.get(pk=asked.application_id),
                actor=case_worker,
                at=after,
            )
        except MovedMeanwhile:
            return "moved"
        return "resumed"

    results = set(at_once([answer, resume]))

    asked.refresh_from_db()
    assert results in ({"answered", "moved"}, {"answered", "resumed"}, {"closed", "resumed"})
    assert bool(asked.answered_at) == ("answered" in results)
    assert SubmissionSnapshot.objects.count() == (2 if "answered" in results else 1)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_representatives_who_remove_each_other_one_remains() -> None:
    draft = factories.make_draft()
    owner, other = draft.created_by, factories.make_member(draft, role=Role.REPRESENTATIVE)

    def remove(actor: User, person: User) -> str:
        row = Membership.objects.filter(user=person).first()
        try:
            team.remove_person(membership=row, proof=assumed_proof(actor), actor=actor, at=AT)
        except (NotARepresentative, team.LastRepresentative):
            return "refused"
        return "removed"

    for _round in range(5):
        rows = list(Membership.objects.order_by("pk").values("organisation_id", "user_id", "role"))
        results = at_once([lambda: remove(owner, other), lambda: remove(other, owner)])

        assert sorted(results) == ["refused", "removed"]
        assert Membership.objects.get().role == Role.REPRESENTATIVE
        Membership.objects.all().delete()
        Membership.objects.bulk_create(Membership(**row) for row in rows)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_representatives_who_leave_at_once_leave_one_behind() -> None:
    draft = factories.make_draft()
    factories.make_member(draft, role=Role.REPRESENTATIVE)

    def leave(row: Membership) -> str:
        try:
            team.remove_person(
                membership=row, proof=assumed_proof(row.user), actor=row.user, at=AT
            )
        except team.LastRepresentative:
            return "last"
        return "left"

    rows = Membership.objects.select_related("user")
    results = at_once([lambda row=row: leave(row) for row in rows])

    assert sorted(results) == ["last", "left"]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_an_invitation_accepted_eight_times_at_once_is_one_membership() -> None:
    draft = factories.make_draft()
    secret = invite(draft)
    person = person_with("selam@verein.example")

    def accept() -> str:
        try:
            invitations.accept_invitation(secret=secret, actor=person, at=AT)
        except invitations.InvitationOver:
            return "over"
        return "joined"

    results = Counter(at_once([accept] * 8))

    assert results == {"joined": 1, "over": 7}
    assert Membership.objects.filter(user=person).count() == 1
