"""Changes of an open round: two persons, limits, and what an extension means for all."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from applications.models import (
    Application,
    AuditEvent,
    Finding,
    FindingSettlement,
    FundingRound,
    Message,
    RoundChange,
)
from applications.rules.round_changes import CHANGEABLE, FIXED, Limit
from applications.services import round_changes, submission
from applications.services.round_changes import (
    ChangeClosed,
    ChangeWaiting,
    LimitBroken,
    NothingChanged,
    NotOpenYet,
    RoundMovedMeanwhile,
)
from applications.services.round_effects import effects
from applications.workflow.guards import ReasonNeeded, SecondPersonNeeded
from applications.workflow.permissions import NotPermitted
from tests import factories
from tests.support.accounts import sign_in
from tests.support.strictness import StrictClient

CLOSES = factories.ROUND_2020["closes_at"]
LATER = CLOSES + timedelta(days=7)
AT = datetime(2020, 2, 3, 8, 0, tzinfo=UTC)
LATE_AT = CLOSES + timedelta(hours=30)


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch, rehearsal):
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)
    rehearsal("2020-02-03T09:00")


def propose(row, *, actor=None, reason="Der Server war am letzten Tag gestört.", **values):
    return round_changes.propose_change(
        funding_round=row,
        values=values,
        reason=reason,
        actor=actor or factories.make_staff("Verwaltung"),
        at=AT,
    )


def confirm(change, *, actor=None):
    round_changes.confirm_change(
        change=change, actor=actor or factories.make_staff("Leitung"), at=AT
    )


def late_case(at=LATE_AT, **values) -> Application:
    draft = factories.make_complete_draft(**values)
    return submission.submit_application(
        application=draft, actor=draft.created_by, at=at, late_confirmed=True
    )


def test_every_value_of_a_round_may_change_or_says_why_not():
    editable = {
        field.name
        for field in FundingRound._meta.concrete_fields
        if field.editable and not field.primary_key
    }

    assert CHANGEABLE.keys() | FIXED.keys() == editable
    assert not CHANGEABLE.keys() & FIXED.keys()


@pytest.mark.django_db
def test_change_counts_after_another_person_confirmed():
    row = factories.make_round()
    change = propose(row, contact_phone="0611 32190")
    row.refresh_from_db()
    assert row.contact_phone == "0611 000000"

    head = factories.make_staff("Leitung")
    confirm(change, actor=head)

    row.refresh_from_db()
    change.refresh_from_db()
    assert row.contact_phone == "0611 32190"
    assert (change.closed_by, change.is_confirmed) == (head, True)
    assert change.changes == {"contact_phone": {"old": "0611 000000", "new": "0611 32190"}}
    events = AuditEvent.objects.filter(event__startswith="round.change_").order_by("number")
    assert [event.event for event in events] == ["round.change_proposed", "round.change_confirmed"]


@pytest.mark.django_db
def test_one_person_with_both_groups_is_one_person():
    both = factories.make_staff("Verwaltung", "Leitung")
    change = propose(factories.make_round(), actor=both, contact_phone="0611 1")

    with pytest.raises(SecondPersonNeeded):
        confirm(change, actor=both)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoundChange.objects.update(closed_by=both, closed_at=AT, is_confirmed=True)


@pytest.mark.django_db
@pytest.mark.parametrize("group", ["Sachbearbeitung", "Mitzeichnung", "Revision", "Haushalt"])
def test_others_neither_propose_nor_confirm(group):
    row, actor = factories.make_round(), factories.make_staff(group)
    with pytest.raises(NotPermitted):
        propose(row, actor=actor, contact_phone="0611 1")
    change = propose(row, contact_phone="0611 1")
    with pytest.raises(NotPermitted):
        confirm(change, actor=actor)
    with pytest.raises(NotPermitted):
        round_changes.refuse_change(change=change, note="x", actor=actor, at=AT)
    with pytest.raises(NotPermitted):
        confirm(change, actor=factories.make_staff("Verwaltung"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "name", "limit"),
    [
        ({"closes_at": CLOSES - timedelta(days=1)}, "closes_at", Limit.LATER),
        ({"proof_due_on": date(2021, 3, 30)}, "proof_due_on", Limit.LATER),
        ({"budget_eur": Decimal("10199.99")}, "budget_eur", Limit.COVERS_PROMISES),
        ({"case_retention_years": 9}, "case_retention_years", Limit.NOT_LESS),
        ({"reference_prefix": "WIR-X"}, "reference_prefix", None),
        ({"maximum_months": 6}, "maximum_months", None),
        ({"maximum_eur": Decimal("10300.00")}, "maximum_eur", None),
        ({"drafts_until": LATER}, "drafts_until", Limit.LATER),
    ],
)
def test_limits(values, name, limit):
    row = factories.make_round()
    FundingRound.objects.update(awarded_eur=Decimal("10000.00"), reserved_eur=Decimal("200.00"))

    with pytest.raises(LimitBroken) as broken:
        propose(row, **values)

    assert (broken.value.name, broken.value.limit) == (name, limit)
    assert not RoundChange.objects.exists()


@pytest.mark.django_db
def test_amounts_stay_once_somebody_has_sent():
    draft = factories.make_draft()
    amounts = {
        "micro_project_maximum_eur": Decimal("3100.00"),
        "maximum_eur": Decimal("10300.00"),
    }
    confirm(propose(draft.round, **amounts))
    draft.refresh_from_db()
    assert draft.micro_project_maximum_eur == Decimal("3100.00")

    factories.make_submitted(funding_round=FundingRound.objects.get())
    with pytest.raises(LimitBroken):
        propose(draft.round, micro_project_maximum_eur=Decimal("3000.00"))


@pytest.mark.django_db
def test_money_promised_meanwhile_stops_a_smaller_budget():
    row = factories.make_round()
    change = propose(row, budget_eur=Decimal("20000.00"))
    FundingRound.objects.update(awarded_eur=Decimal("20000.01"))

    with pytest.raises(LimitBroken):
        confirm(change)
    change.refresh_from_db()
    assert change.closed_at is None


@pytest.mark.django_db
def test_one_change_after_the_other():
    row = factories.make_round()
    change = propose(row, contact_phone="0611 1")
    with pytest.raises(ChangeWaiting):
        propose(row, contact_phone="0611 2")
    round_changes.refuse_change(
        change=change, note="Falsche Nummer.", actor=factories.make_staff("Leitung"), at=AT
    )
    with pytest.raises(ChangeClosed):
        confirm(change)
    assert propose(row, contact_phone="0611 2")


@pytest.mark.django_db
def test_author_takes_a_change_back():
    author = factories.make_staff("Verwaltung")
    change = propose(factories.make_round(), actor=author, contact_phone="0611 1")

    round_changes.refuse_change(change=change, note="Versehen.", actor=author, at=AT)

    change.refresh_from_db()
    assert (change.is_confirmed, change.note) == (False, "Versehen.")


@pytest.mark.django_db
def test_nothing_empty_nothing_early_nothing_old():
    row = factories.make_round()
    with pytest.raises(NothingChanged):
        propose(row, contact_phone=row.contact_phone)
    with pytest.raises(ReasonNeeded):
        propose(row, reason=" ", contact_phone="0611 1")
    with pytest.raises(NotOpenYet):
        propose(
            factories.make_round(
                reference_prefix="WIR-2021",
                opens_at=AT + timedelta(days=1),
                closes_at=AT + timedelta(days=90),
            ),
            contact_phone="0611 1",
        )
    change = propose(row, contact_phone="0611 1")
    FundingRound.objects.filter(pk=row.pk).update(contact_phone="0611 9")
    with pytest.raises(RoundMovedMeanwhile):
        confirm(change)


@pytest.mark.django_db
def test_extension_clears_late_marks_for_all_and_tells_drafts():
    in_between = late_case()
    still_late = late_case(at=LATER + timedelta(minutes=1))
    draft = factories.make_draft()
    idle = factories.make_member(draft)
    idle.is_active = False
    idle.save()
    assert in_between.is_late
    head = factories.make_staff("Leitung")
    row = FundingRound.objects.get()

    confirm(propose(row, closes_at=LATER), actor=head)

    row.refresh_from_db()
    assert (row.closes_at, row.closed_originally_at) == (LATER, CLOSES)
    # The longer time changes nobody's sums.
    assert row.rates_known_on == date(2020, 1, 31)
    in_between.refresh_from_db()
    still_late.refresh_from_db()
    assert (in_between.is_late, still_late.is_late) == (False, True)
    settled = FindingSettlement.objects.get()
    assert settled.finding == Finding.objects.get(snapshot__application=in_between, rule="FR-01")
    assert (settled.is_met, settled.settled_by) == (True, head)
    assert "§ 31 Abs. 7 HVwVfG" in settled.reason
    assert "Der Server war am letzten Tag gestört." in settled.reason
    assert in_between.unsettled_count == still_late.unsettled_count - 1
    told = Message.objects.get(kind="deadline_extended")
    assert told.recipient == draft.created_by.email
    assert told.context == {"until": "7. Februar 2020"}


@pytest.mark.django_db
def test_second_extension_keeps_the_first_planned_end():
    row = factories.make_round()
    confirm(propose(row, closes_at=LATER))
    confirm(propose(row, closes_at=LATER + timedelta(days=7)))

    row.refresh_from_db()
    assert row.closed_originally_at == CLOSES
    assert row.rates_known_on == date(2020, 1, 31)


@pytest.mark.django_db
def test_effects_are_counted():
    late_case()
    factories.make_submitted()
    factories.make_draft()
    row = FundingRound.objects.get()

    found = {e.code: e.values.get("count") for e in effects(row, {"closes_at": LATER})}

    assert (found["drafts"], found["sent"], found["decided"]) == (1, 2, 0)
    assert (found["late_cleared"], found["told"]) == (1, 1)
    more = {e.code: e.values for e in effects(row, {"budget_eur": Decimal("20400.00")})}
    assert more["budget"]["count"] == 2
    saturday = {e.code: e.values for e in effects(row, {"closes_at": CLOSES + timedelta(days=1)})}
    assert saturday["late_day"]["next"] == "3. Februar 2020"


@pytest.mark.django_db
def test_evidence_of_a_change_stays():
    change = propose(factories.make_round(), contact_phone="0611 1")
    with pytest.raises(IntegrityError), transaction.atomic():
        RoundChange.objects.update(reason="Anders")
    confirm(change)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoundChange.objects.update(note="Anders")


def desk(group: str) -> StrictClient:
    client = StrictClient()
    client.person = factories.make_staff(group)
    sign_in(client, client.person)
    return client


def typed(row: FundingRound, **changes: str) -> dict[str, str]:
    """Return what the form holds when it is opened, with some of it typed anew."""
    values = {
        name: str(getattr(row, name))
        for name in CHANGEABLE
        if name not in {"closes_at", "drafts_until", "decision_expected_on", "proof_due_on"}
    }
    values |= {
        name: str(value).replace(".", ",") for name, value in values.items() if "_eur" in name
    }
    for name, day in {
        "closes_at": date(2020, 1, 31),
        "decision_expected_on": row.decision_expected_on,
        "proof_due_on": row.proof_due_on,
    }.items():
        values |= {
            f"{name}_0": str(day.day),
            f"{name}_1": str(day.month),
            f"{name}_2": str(day.year),
        }
    return values | {"reason": "Störung", "step": "propose"} | changes


@pytest.mark.django_db
def test_pages_lead_from_the_proposal_to_the_new_deadline():
    late_case()
    row = FundingRound.objects.get()
    url = reverse("admin:applications_fundinground_propose", args=[row.pk])
    office, head = desk("Verwaltung"), desk("Leitung")
    later = typed(row, closes_at_0="7", closes_at_1="2")

    assert (
        "Antragsnummern und Briefe tragen diesen Wert schon." in office.get(url).content.decode()
    )
    preview = office.post(url, later | {"step": "preview"}).content.decode()
    assert "Verspätete Anträge, die dann in der Frist sind: 1" in preview
    assert not RoundChange.objects.exists()
    answer = office.post(url, later)
    change = RoundChange.objects.get()
    assert set(change.changes) == {"closes_at", "rates_known_on"}

    page = answer["Location"]
    own = office.post(page, {"step": "confirm", "note": ""}).content.decode()
    assert "Bestätigen kann nur die Leitung." in own
    assert "31. Januar 2020" in head.get(page).content.decode()
    assert head.post(page, {"step": "confirm", "note": ""}).status_code == 302

    row.refresh_from_db()
    assert row.closes_at == LATER
    start = StrictClient().get("/").content.decode()
    assert "Wir haben die Frist verlängert. Neu: Freitag, 7. Februar 2020" in start
    assert "Bestätigt von" in head.get(page).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "Sie haben nichts geändert."),
        ({"closes_at_0": "30"}, "Nur ein späterer Tag ist möglich"),
        ({"budget_eur": "-1"}, "Schreiben Sie den Betrag"),
        ({"reason": ""}, "Schreiben Sie einen Grund."),
    ],
)
def test_page_says_what_is_wrong(changes, sentence):
    row = factories.make_round()
    url = reverse("admin:applications_fundinground_propose", args=[row.pk])

    answer = desk("Verwaltung").post(url, typed(row, **changes))

    assert answer.status_code == 200
    assert sentence in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_heads_at_the_same_moment_confirm_once():
    change = propose(factories.make_round(), contact_phone="0611 1")
    heads = [factories.make_staff("Leitung") for _n in range(2)]
    start = Barrier(2)

    def run(head):
        start.wait()
        try:
            confirm(change, actor=head)
        except (ChangeClosed, RoundMovedMeanwhile) as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        results = sorted(pool.map(run, heads))

    assert results in (["ChangeClosed", "done"], ["RoundMovedMeanwhile", "done"])
    assert AuditEvent.objects.filter(event="round.change_confirmed").count() == 1
