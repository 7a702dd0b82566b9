"""Awards that change or end: two persons, never more money, the letter waits for its release."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F

from applications.models import Application, AuditEvent, AwardChange, FundingRound, LetterDraft
from applications.models.append_only import ChangeRefused
from applications.rules.award_changes import AwardChangeKind, ChangeBasis, ChangeNotAllowed
from applications.rules.decisions import NOTHING, Reasons
from applications.rules.lifecycle import MoveNotAllowed, State
from applications.rules.review import Relation
from applications.services import award_changes
from applications.services.award_changes import ChangeWaiting
from applications.services.hearings import PlaceholderLeft
from applications.services.identity_proof import IdentityNotProved, IdentityProof
from applications.services.letter_drafts import open_drafts
from applications.workflow.conflicts import ConflictOfInterest
from applications.workflow.engine import MovedMeanwhile
from applications.workflow.guards import ReasonNeeded, SecondPersonNeeded
from applications.workflow.permissions import NotPermitted
from tests import factories
from tests.services.test_concurrency import at_once
from tests.support.award_changes import AT, LESS, amounts, propose, sign

pytestmark = pytest.mark.django_db

FULL, CHANGED = Decimal("8361.62"), Decimal("7361.62")
REVOCATION = AwardChangeKind.REVOCATION
LATER = AT + timedelta(days=30)
LATER_PERIOD = {"begins_on": date(2020, 5, 1), "ends_on": date(2020, 11, 30)}


@pytest.fixture
def case() -> Application:
    return factories.make_awarded()


def committed() -> Decimal:
    row = FundingRound.objects.get()
    assert row.reserved_eur == 0
    return row.awarded_eur


def waiting_letters() -> list[str]:
    """Return what waits in the outbox."""
    return [row.kind for row in open_drafts().order_by("pk")]


def test_a_proposal_changes_nothing(case: Application) -> None:
    worker = factories.make_staff("Sachbearbeitung")
    before = Application.objects.values().get()

    change = propose(case, actor=worker)

    assert Application.objects.values().get() == before
    assert committed() == FULL
    assert waiting_letters() == []
    assert (change.before, change.after) == (case.requested, LESS)
    assert award_changes.open_change(case) == change
    assert AuditEvent.objects.get(event="award_change.proposed").actor == worker


def test_a_signed_amendment_leaves_an_award_with_less_money(case: Application) -> None:
    change = propose(case)
    signer = factories.make_staff("Mitzeichnung")

    sign(change, actor=signer, at=LATER)

    stored = Application.objects.get()
    assert (stored.state, stored.awarded_eur) == (State.AWARDED, CHANGED)
    assert committed() == CHANGED
    change.refresh_from_db()
    assert (change.status, change.closed_by, change.closed_at) == ("signed", signer, LATER)
    draft = open_drafts().get()
    assert (draft.kind, draft.change, draft.drafted_by) == ("amendment", change, signer)
    assert (stored.told_state, stored.told_eur) == (State.AWARDED, FULL)


def test_before_the_award_has_left_only_the_last_letter_waits() -> None:
    case = factories.make_proposed()
    factories.sign(case, actor=factories.make_staff("Mitzeichnung"))
    assert waiting_letters() == ["award"]

    sign(propose(case))

    assert waiting_letters() == ["amendment"]


def test_the_association_learns_of_it_with_the_letter(case: Application) -> None:
    sign(propose(case))

    factories.release(case)

    stored = Application.objects.get()
    assert (stored.told_state, stored.told_eur) == (State.AWARDED, CHANGED)
    assert waiting_letters() == []


def test_a_signed_revocation_ends_the_award(case: Application) -> None:
    sign(propose(case, REVOCATION))

    assert Application.objects.get().state == State.REVOKED
    assert committed() == 0
    assert waiting_letters() == ["revocation"]
    with pytest.raises(MovedMeanwhile):
        propose(Application.objects.get(), REVOCATION)


def test_a_revocation_takes_everything_whatever_amounts_came_with_it(case: Application) -> None:
    assert propose(case, REVOCATION, after=LESS).after == NOTHING


def test_a_second_change_starts_from_the_first(case: Application) -> None:
    sign(propose(case))
    case.refresh_from_db()

    second = propose(case, after=amounts("0.00", "5361.62"), at=LATER)
    assert second.before == LESS
    sign(second, at=LATER)

    assert committed() == Decimal("5361.62")
    assert waiting_letters() == ["amendment"]


def test_the_period_alone_may_change(case: Application) -> None:
    change = propose(case, basis=ChangeBasis.WISH, after=case.requested, heard="", **LATER_PERIOD)

    sign(change)

    assert committed() == FULL
    letter = award_changes.drafted_letter(change, at=LATER).letter
    assert letter is not None
    assert letter.change.period_after.begins_on == date(2020, 5, 1)
    assert letter.change.period_before.begins_on == date(2020, 4, 1)


def test_a_period_may_fill_that_of_the_round(case: Application) -> None:
    whole = {"begins_on": date(2020, 1, 1), "ends_on": date(2020, 12, 31)}

    change = propose(case, basis=ChangeBasis.WISH, after=case.requested, heard="", **whole)

    assert (change.begins_on, change.ends_on) == (date(2020, 1, 1), date(2020, 12, 31))


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"after": amounts("3000.01", "5000.00")}, "more"),
        ({"after": amounts("2000.00", "5361.63")}, "more"),
        ({"after": amounts("-1.00", "5000.00")}, "more"),
        ({"after": NOTHING}, "nothing_left"),
        ({"after": amounts("3000.00", "5361.62")}, "nothing_changed"),
        ({"heard": " "}, "not_heard"),
        ({"kind": REVOCATION, "basis": ChangeBasis.UNLAWFUL, "heard": ""}, "not_heard"),
        ({"begins_on": date(2020, 5, 1)}, "period"),
        ({"ends_on": date(2020, 5, 1)}, "period"),
        ({"begins_on": date(2020, 5, 2), "ends_on": date(2020, 5, 1)}, "period"),
        ({"begins_on": date(2019, 12, 31), "ends_on": date(2020, 5, 1)}, "begins_outside"),
        ({"begins_on": date(2020, 5, 1), "ends_on": date(2021, 1, 1)}, "ends_outside"),
        ({"begins_on": date(2021, 1, 1), "ends_on": date(2021, 12, 31)}, "begins_outside"),
        ({"paid_eur": Decimal("8361.63")}, "paid"),
        ({"paid_eur": Decimal("-0.01")}, "paid"),
    ],
)
def test_a_change_that_breaks_a_rule_is_refused(case: Application, values, code: str) -> None:
    with pytest.raises(ChangeNotAllowed, match=f"^{code}$"):
        propose(case, **values)
    assert not AwardChange.objects.exists()


def test_what_the_association_asked_for_needs_no_hearing(case: Application) -> None:
    assert propose(case, basis=ChangeBasis.WISH, heard="").heard == ""


def test_the_reasons_are_written_and_filled_in(case: Application) -> None:
    for reasons in (Reasons(facts="Nur das."), Reasons(assessment="Nur das.")):
        with pytest.raises(ReasonNeeded):
            propose(case, reasons=reasons)
    for values in (
        {"reasons": Reasons(facts="Am {Datum}.", assessment="Ja.")},
        {"heard": "Am ___."},
    ):
        with pytest.raises(PlaceholderLeft):
            propose(case, **values)


@pytest.mark.parametrize("group", ["Mitzeichnung", "Haushalt", "Revision", "Verwaltung"])
def test_others_do_not_propose(case: Application, group: str) -> None:
    with pytest.raises(NotPermitted):
        propose(case, actor=factories.make_staff(group))


def test_only_an_award_changes() -> None:
    with pytest.raises(MovedMeanwhile):
        propose(factories.make_proposed())


def test_one_change_waits_at_a_time(case: Application) -> None:
    change = propose(case)

    with pytest.raises(ChangeWaiting):
        propose(Application.objects.get(), REVOCATION)
    award_changes.return_change(
        change=change, reason="Bitte noch anhören.", actor=factories.make_staff("Leitung"), at=AT
    )
    assert propose(Application.objects.get()).status == "proposed"


def test_a_returned_change_leaves_the_award_as_it_was(case: Application) -> None:
    change, head = propose(case), factories.make_staff("Leitung")
    values = {"change": change, "at": LATER}

    with pytest.raises(ReasonNeeded):
        award_changes.return_change(reason=" ", actor=head, **values)
    award_changes.return_change(reason="Bitte noch anhören.", actor=head, **values)

    change.refresh_from_db()
    assert (change.status, change.return_reason) == ("returned", "Bitte noch anhören.")
    assert committed() == FULL
    assert award_changes.current_amounts(case) == case.requested
    with pytest.raises(MovedMeanwhile):
        sign(change)
    with pytest.raises(MovedMeanwhile):
        award_changes.return_change(reason="Noch einmal.", actor=head, **values)
    assert committed() == FULL
    assert waiting_letters() == []


def test_nobody_signs_or_returns_their_own_change(case: Application) -> None:
    head = factories.make_staff("Sachbearbeitung", "Mitzeichnung", "Leitung")
    change = propose(case, actor=head)

    with pytest.raises(SecondPersonNeeded):
        sign(change, actor=head)
    with pytest.raises(SecondPersonNeeded):
        award_changes.return_change(change=change, reason="Nein.", actor=head, at=AT)
    assert committed() == FULL


def test_whoever_signed_the_award_may_sign_its_change() -> None:
    signer = factories.make_staff("Mitzeichnung")
    case = factories.make_proposed()
    factories.sign(case, actor=signer)

    assert sign(propose(case), actor=signer).status == "signed"


def test_a_signature_needs_the_role_and_the_proof(case: Application) -> None:
    change, signer = propose(case), factories.make_staff("Mitzeichnung")

    for group in ("Sachbearbeitung", "Verwaltung", "Haushalt"):
        with pytest.raises(MoveNotAllowed):
            sign(change, actor=factories.make_staff(group))
    with pytest.raises(IdentityNotProved):
        award_changes.sign_change(
            change=change, proof=IdentityProof(signer.pk, 0), actor=signer, at=AT
        )
    assert committed() == FULL


def test_whoever_has_a_relation_keeps_away(case: Application) -> None:
    worker, signer = factories.make_staff("Sachbearbeitung"), factories.make_staff("Mitzeichnung")
    change = propose(case)
    for person in (worker, signer):
        factories.declare(person, case, Relation.RELATED)

    with pytest.raises(ConflictOfInterest):
        propose(case, actor=worker)
    with pytest.raises(ConflictOfInterest):
        sign(change, actor=signer)
    with pytest.raises(ConflictOfInterest):
        award_changes.return_change(change=change, reason="Nein.", actor=signer, at=AT)


def test_the_letter_asks_back_what_was_paid_too_much(case: Application) -> None:
    change = propose(case, is_for_the_past=True, paid_eur=Decimal("8000.00"))

    checked = award_changes.drafted_letter(change, at=AT)

    assert checked.letter is not None
    assert checked.letter.change.repay.amount_eur == Decimal("638.38")
    assert checked.letter.change.valid_from is None
    assert checked.may_leave
    assert LetterDraft.objects.count() == 1


def test_the_database_wants_two_persons(case: Application) -> None:
    propose(case)

    with pytest.raises(IntegrityError, match="signed_by_another"), transaction.atomic():
        AwardChange.objects.update(status="signed", closed_by=F("proposed_by"), closed_at=AT)


@pytest.mark.parametrize(
    "change",
    [
        "after_minijob_eur = after_minijob_eur - 1",
        "basis = 'wish'",
        "facts = 'anders'",
        "heard = 'anders'",
        "paid_eur = 1",
        "begins_on = '2020-05-01'",
        "kind = 'revocation', after_minijob_eur = 0, after_micro_project_eur = 0",
        "proposed_by_id = {other}",
    ],
)
def test_the_database_keeps_a_proposal_as_it_was_made(case: Application, change: str) -> None:
    propose(case)
    other = factories.make_staff("Mitzeichnung").pk
    statement = " ".join(["UPDATE applications_awardchange SET", change.format(other=other)])

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)
    with pytest.raises(ChangeRefused):
        AwardChange.objects.all().delete()


def test_the_database_never_gives_more(case: Application) -> None:
    change = propose(case)
    values = {
        field.attname: getattr(change, field.attname)
        for field in AwardChange._meta.concrete_fields
        if field.attname != "id"
    }
    for extra, name in (
        ({"after_minijob_eur": Decimal("9000.00")}, "never_gives_more"),
        ({"kind": REVOCATION}, "revokes_everything"),
        ({"status": "returned", "closed_at": AT}, "closed_iff_not_open"),
        ({}, "one_open|application_id"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            AwardChange.objects.create(**values | extra)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_eight_who_sign_at_once_one_does() -> None:
    change = propose(factories.make_awarded())
    people = [factories.make_staff("Mitzeichnung") for _number in range(8)]

    def sign_it(turn: int) -> str:
        try:
            sign(AwardChange.objects.get(pk=change.pk), actor=people[turn], at=LATER)
        except MovedMeanwhile:
            return "late"
        return "signed"

    results = at_once([lambda turn=turn: sign_it(turn) for turn in range(8)])

    assert Counter(results) == {"signed": 1, "late": 7}
    assert committed() == CHANGED
    assert LetterDraft.objects.filter(kind="amendment").count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_eight_who_propose_at_once_one_does() -> None:
    case = factories.make_awarded()
    people = [factories.make_staff("Sachbearbeitung") for _number in range(8)]

    def propose_it(turn: int) -> str:
        try:
            propose(Application.objects.get(pk=case.pk), actor=people[turn])
        except ChangeWaiting:
            return "waits"
        return "proposed"

    results = at_once([lambda turn=turn: propose_it(turn) for turn in range(8)])

    assert Counter(results) == {"proposed": 1, "waits": 7}
