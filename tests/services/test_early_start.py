"""Consent to an early start: drafted by one person, told with the letter, without money."""

import json
from datetime import date, timedelta

import pytest

from applications.models import Application, AuditEvent, Document, LetterDraft, Message
from applications.rules.decisions import DecisionKind
from applications.rules.review import Relation
from applications.rules.sections import Section
from applications.services import early_start, letter_outbox
from applications.services.early_start import BeginNotPossible
from applications.services.identity_proof import assumed_proof
from applications.workflow.conflicts import ConflictOfInterest
from applications.workflow.engine import MovedMeanwhile
from applications.workflow.guards import ReasonNeeded
from applications.workflow.permissions import NotPermitted
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.REVIEWED_AT
TODAY, LAST = date(2020, 1, 20), date(2020, 12, 31)
WISH = {
    Section.MICRO_PROJECT: {"early_start": "yes", "early_start_reason": "Der Raum ist dann frei."}
}


@pytest.fixture
def case() -> Application:
    return factories.make_ready(changes=WISH)


def consent(case: Application, *, begins_on: date = TODAY, reason: str = "", actor=None, at=AT):
    return early_start.draft_consent(
        application=case,
        begins_on=begins_on,
        reason=reason,
        actor=actor or factories.make_staff("Sachbearbeitung"),
        at=at,
    )


def open_kinds() -> list[str]:
    rows = LetterDraft.objects.filter(discarded_at=None, document=None).order_by("pk")
    return [row.kind for row in rows]


def test_a_consent_waits_in_the_outbox(case: Application) -> None:
    worker = factories.make_staff("Sachbearbeitung")

    draft = consent(case, actor=worker)

    assert (draft.kind, draft.drafted_by) == ("early_start", worker)
    assert draft.values == {"begins_on": "2020-01-20", "reason": ""}
    event = AuditEvent.objects.get(event="early_start.drafted")
    assert (event.actor, event.application) == (worker, case)
    assert not Message.objects.filter(kind="early_start_consented").exists()
    assert [one.has_left for one in early_start.consents(case)] == [False]


def test_it_leaves_by_two_persons_with_a_mail(
    case: Application, django_capture_on_commit_callbacks
) -> None:
    draft, head = consent(case), factories.make_staff("Leitung")
    asked = letter_outbox.ask_release(
        funding_round=case.round,
        drafts=[draft],
        actor=factories.make_staff("Sachbearbeitung"),
        at=AT,
    )

    with django_capture_on_commit_callbacks(execute=True):
        letter_outbox.release_letters(
            release=asked.release, proof=assumed_proof(head), actor=head, at=AT
        )

    letter = json.loads(Document.objects.get(kind="early_start").content)
    assert letter["early_start"] == {"begins_on": "2020-01-20"}
    assert "20. Januar 2020" in letter["texts"]["early_start"]["text"]
    assert Message.objects.filter(kind="early_start_consented").count() == 1
    assert [one.has_left for one in early_start.consents(case)] == [True]


def test_a_new_consent_replaces_the_one_that_waits(case: Application) -> None:
    first = consent(case)
    second = consent(case, begins_on=LAST, at=AT + timedelta(hours=1))

    first.refresh_from_db()
    assert first.discarded_at
    assert [one.draft for one in early_start.consents(case)] == [second]


@pytest.mark.parametrize(
    ("begins_on", "code"),
    [
        (TODAY - timedelta(days=1), "past"),
        (LAST + timedelta(days=1), "outside"),
    ],
)
def test_nothing_begins_before_today_or_outside_of_the_round(
    case: Application, begins_on: date, code: str
) -> None:
    with pytest.raises(BeginNotPossible, match=code):
        consent(case, begins_on=begins_on)
    consent(case, begins_on=LAST)


def test_nothing_begins_before_the_round(case: Application) -> None:
    case.round.period_from = date(2020, 2, 1)
    case.round.save()

    with pytest.raises(BeginNotPossible, match="outside"):
        consent(case)


def test_without_a_wish_somebody_writes_why() -> None:
    case = factories.make_ready()

    with pytest.raises(ReasonNeeded):
        consent(case, reason=" ")
    assert consent(case, reason=" Anruf vom 19. Januar. ").values["reason"] == (
        "Anruf vom 19. Januar."
    )


@pytest.mark.parametrize("group", ["Mitzeichnung", "Haushalt", "Revision", "Verwaltung"])
def test_others_do_not_consent(case: Application, group: str) -> None:
    with pytest.raises(NotPermitted):
        consent(case, actor=factories.make_staff(group))


def test_whoever_has_a_relation_does_not_consent(case: Application) -> None:
    worker = factories.make_staff("Sachbearbeitung")
    factories.declare(worker, case, Relation.UNSURE)

    with pytest.raises(ConflictOfInterest):
        consent(case, actor=worker)


@pytest.mark.parametrize("kind", [DecisionKind.AWARD, DecisionKind.REJECTION])
def test_after_an_act_nothing_waits_and_nobody_consents(kind: DecisionKind) -> None:
    case = factories.make_proposed(kind=kind)
    consent(case, reason="Anruf.")
    assert open_kinds() == ["early_start"]

    factories.sign(case, actor=factories.make_staff("Mitzeichnung"))

    assert open_kinds() == [str(kind)]
    with pytest.raises(MovedMeanwhile):
        consent(case, reason="Anruf.")


def test_on_the_waiting_list_a_consent_still_makes_sense() -> None:
    case = factories.make_proposed(kind=DecisionKind.WAITING, changes=WISH)
    consent(case)

    factories.sign(case, actor=factories.make_staff("Mitzeichnung"))

    assert open_kinds() == ["early_start", "waiting_list"]
    consent(case)


def test_before_the_review_nobody_consents() -> None:
    with pytest.raises(MovedMeanwhile):
        consent(factories.make_submitted(changes=WISH))
