"""Applications on paper: written down by one person, checked by another, then like all others."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from applications.models import (
    Application,
    AuditEvent,
    Document,
    Membership,
    Message,
    PaperEntry,
    Transition,
)
from applications.models.paper_entry import PaperEntryStatus
from applications.rules.choices import District, Origin
from applications.rules.findings import Outcome
from applications.rules.lifecycle import Action, Role, State
from applications.rules.rounds import Policy
from applications.rules.sections import Section
from applications.services import drafts, paper_entries
from applications.services.invitations import TeamNotEmpty
from applications.services.paper_entries import ArrivedOutsideRound, NotOnPaper, ScanMissing
from applications.services.submission import NotComplete
from applications.workflow.assessment import replay
from applications.workflow.guards import ReasonNeeded, SecondPersonNeeded
from applications.workflow.permissions import NotAWriter, NotPermitted
from applications.workflow.snapshots import report_of
from tests import factories
from tests.factories import REVIEWED_AT, SENT_AT
from tests.support import paper

pytestmark = pytest.mark.django_db

LATE_AT = datetime(2020, 2, 5, 10, 0, tzinfo=UTC)
CHECKED_AT = REVIEWED_AT + timedelta(hours=3)


def record(entry: PaperEntry, *, at: datetime = CHECKED_AT) -> Application:
    return paper_entries.record_entry(
        entry=entry, actor=factories.make_staff("Sachbearbeitung", name="B. Muster"), at=at
    )


def test_counts_from_the_day_it_arrived_and_gets_the_next_number():
    factories.make_submitted()
    entry = paper.hand_over(paper.make_paper_entry(received_at=SENT_AT))

    case = record(entry)

    assert case.state == State.SUBMITTED
    assert case.reference_number == "WIR-2020-0002-66"
    assert case.submitted_at == SENT_AT
    assert not case.is_late
    assert case.origin == Origin.POST
    assert case.requested_eur == Decimal("8361.62")
    entry.refresh_from_db()
    assert entry.status == PaperEntryStatus.RECORDED
    assert entry.checked_by.name == "B. Muster"


def test_freezes_what_was_entered_with_the_circumstances_and_orders_the_receipt():
    case = record(paper.hand_over(paper.make_paper_entry()))

    snapshot = case.snapshots.get()
    assert snapshot.context["origin"] == "post"
    assert snapshot.context["at"] == SENT_AT.isoformat()
    assert snapshot.context["entered_by"] == case.created_by_id
    assert snapshot.frozen_at == CHECKED_AT
    assert snapshot.document["received_at"] == "2020-01-18T20:14:07.000000Z"
    kinds = [one["kind"] for one in snapshot.document["answers"]["enclosures"]["attachments"]]
    assert "paper_original" in kinds
    assert Document.objects.get(application=case).snapshot == snapshot
    assert replay(snapshot).to_json() == report_of(snapshot).to_json()


def test_nobody_gets_a_mail_while_the_association_has_no_account():
    record(paper.hand_over(paper.make_paper_entry()))

    assert not Message.objects.exists()


def test_leaves_the_trace_of_both_persons():
    entry = paper.hand_over(paper.make_paper_entry())
    case = record(entry)

    moves = Transition.objects.filter(application=case)
    assert list(moves.values_list("action", "actor__name")) == [(Action.RECORD, "B. Muster")]
    logged = AuditEvent.objects.filter(event__startswith="paper_entry.")
    assert list(logged.order_by("pk").values_list("event", "actor")) == [
        ("paper_entry.begun", entry.entered_by_id),
        ("paper_entry.handed_over", entry.entered_by_id),
    ]


def test_late_paper_is_taken_and_marked_whatever_the_round_says():
    funding_round = factories.make_round(
        reference_prefix="STRENG", late_policy=Policy.REFUSE, ineligible_policy=Policy.REFUSE
    )
    late = paper.make_paper_entry(
        funding_round=funding_round, received_at=LATE_AT, at=LATE_AT + timedelta(hours=1)
    )

    case = record(paper.hand_over(late, at=LATE_AT), at=LATE_AT + timedelta(days=1))

    assert case.is_late
    assert "FR-01" in {row.rule for row in report_of(case.snapshots.get()).of(Outcome.TO_CLARIFY)}


def test_who_wrote_paper_although_something_excludes_a_grant_gets_a_decision():
    funding_round = factories.make_round(
        reference_prefix="STRENG", ineligible_policy=Policy.REFUSE
    )
    entry = paper.make_paper_entry(
        funding_round=funding_round, changes={Section.ORGANISATION: {"district": District.OUTSIDE}}
    )

    case = record(paper.hand_over(entry))

    assert case.excluded_count == 1
    assert case.declarations.knows_ineligible is True


@pytest.mark.parametrize(
    "received_at", [datetime(2019, 11, 26, 22, 59, tzinfo=UTC), REVIEWED_AT + timedelta(seconds=1)]
)
def test_does_not_arrive_before_the_round_or_in_the_future(received_at: datetime):
    with pytest.raises(ArrivedOutsideRound):
        paper.make_paper_entry(received_at=received_at, at=REVIEWED_AT)


@pytest.mark.parametrize("group", ["Mitzeichnung", "Leitung", "Revision", "Verwaltung"])
def test_only_case_workers_begin(group: str):
    with pytest.raises(NotPermitted):
        paper.make_paper_entry(actor=factories.make_staff(group))


def test_nobody_checks_the_own_entry():
    entry = paper.hand_over(paper.make_paper_entry())

    with pytest.raises(SecondPersonNeeded):
        paper_entries.record_entry(entry=entry, actor=entry.entered_by, at=CHECKED_AT)

    assert Application.objects.get(pk=entry.pk).state == State.DRAFT


def test_the_database_refuses_the_same_person_too():
    entry = paper.hand_over(paper.make_paper_entry())

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE applications_paperentry SET status = 'recorded', checked_at = entered_at,"
            " checked_by_id = entered_by_id WHERE application_id = %s",
            [entry.pk],
        )


def test_nobody_writes_while_it_is_checked_and_the_writer_again_after_a_return():
    entry = paper.hand_over(paper.make_paper_entry())
    writer, goals = entry.entered_by, {"need": "Anders als auf dem Papier."}

    def write() -> None:
        application = Application.objects.with_lists().get(pk=entry.pk)
        drafts.save_section(
            application=application,
            section=Section.GOALS,
            answers=goals,
            pending={},
            version=application.goals.version,
            actor=writer,
            at=CHECKED_AT,
        )

    with pytest.raises(NotAWriter):
        write()
    paper_entries.give_back(
        entry=entry,
        remarks=" Seite 2 fehlt. ",
        actor=factories.make_staff("Leitung"),
        at=CHECKED_AT,
    )
    write()

    entry.refresh_from_db()
    assert (entry.status, entry.remarks) == (PaperEntryStatus.OPEN, "Seite 2 fehlt.")
    assert Membership.objects.get(organisation=entry.application.organisation).role == Role.CLERK


def test_a_return_says_why():
    entry = paper.hand_over(paper.make_paper_entry())

    with pytest.raises(ReasonNeeded):
        paper_entries.give_back(
            entry=entry, remarks=" ", actor=factories.make_staff("Leitung"), at=CHECKED_AT
        )


def test_post_needs_its_scan_and_a_call_its_note():
    with pytest.raises(ScanMissing):
        paper.hand_over(paper.make_paper_entry(with_scan=False))
    call = paper.make_paper_entry(origin=Origin.PHONE, with_scan=False)
    PaperEntry.objects.filter(pk=call.pk).update(note="")
    with pytest.raises(ReasonNeeded):
        paper.hand_over(call)


def test_an_incomplete_entry_stays_with_its_writer():
    entry = paper.make_paper_entry(changes={Section.MICRO_PROJECT: {"title": ""}})

    with pytest.raises(NotComplete):
        paper.hand_over(entry)

    entry.refresh_from_db()
    assert entry.status == PaperEntryStatus.OPEN


def test_two_people_record_it_once():
    entry = paper.hand_over(paper.make_paper_entry())
    record(entry)

    with pytest.raises(NotOnPaper):
        record(entry)

    assert Application.objects.get(pk=entry.pk).number == 1


def test_the_association_can_be_invited_into_its_case_once():
    entry = paper.hand_over(paper.make_paper_entry())
    record(entry)

    paper_entries.invite_association(
        entry=entry, email="rania@verein.example", actor=entry.entered_by, at=CHECKED_AT
    )

    invitation = entry.application.organisation.invitations.get()
    assert (invitation.email, invitation.role) == ("rania@verein.example", Role.REPRESENTATIVE)
    Membership.objects.create(
        organisation=entry.application.organisation,
        user=factories.make_user(),
        role=Role.REPRESENTATIVE,
    )
    with pytest.raises(TeamNotEmpty):
        paper_entries.invite_association(
            entry=entry, email="zweite@verein.example", actor=entry.entered_by, at=CHECKED_AT
        )


def test_a_draft_on_paper_can_be_thrown_away():
    entry = paper.make_paper_entry()

    drafts.delete_draft(application=entry.application, actor=entry.entered_by, at=CHECKED_AT)

    assert not PaperEntry.objects.exists()
