"""Nothing leaves before two persons have let it go, and nothing else than they have seen."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from applications.models import (
    Application,
    AuditEvent,
    Decision,
    Document,
    DocumentDelivery,
    FundingRound,
    LegalText,
    LetterDraft,
    LetterRelease,
    Message,
)
from applications.rules.decisions import DecisionKind
from applications.rules.documents import DocumentKind, LegalTextKind
from applications.rules.letter_flaws import FlawKind
from applications.rules.lifecycle import State
from applications.rules.review import Relation
from applications.services import award, letter_outbox, outbox
from applications.services.identity_proof import IdentityNotProved, IdentityProof, assumed_proof
from applications.services.letter_drafts import check_draft
from applications.services.rounds import ROUND_2020
from applications.workflow.conflicts import ConflictOfInterest
from applications.workflow.guards import ReasonNeeded, SecondPersonNeeded
from applications.workflow.permissions import NotPermitted
from tests import factories
from tests.factories import REVIEWED_AT

pytestmark = pytest.mark.django_db
LATER = REVIEWED_AT + timedelta(days=3)


def signed(kind: DecisionKind = DecisionKind.AWARD, **values: Any) -> Application:
    """A decision that was signed and that nobody outside knows of."""
    worker = factories.make_staff("Sachbearbeitung")
    if kind == DecisionKind.AWARD:
        application = factories.make_proposed(actor=worker, **values)
    else:
        application = factories.make_ready(actor=worker, **values)
        factories.propose(application, actor=worker, kind=kind)
    factories.sign(application, actor=factories.make_staff("Mitzeichnung"))
    application.refresh_from_db()
    return application


def ask(*applications: Application, actor: Any = None) -> LetterRelease:
    drafts = LetterDraft.objects.filter(application__in=applications)
    asked = letter_outbox.ask_release(
        funding_round=applications[0].round,
        drafts=drafts,
        actor=actor or factories.make_staff("Sachbearbeitung"),
        at=REVIEWED_AT,
    )
    return asked.release


def let_go(release: LetterRelease, *, at: datetime = LATER) -> None:
    head = factories.make_staff("Leitung")
    letter_outbox.release_letters(release=release, proof=assumed_proof(head), actor=head, at=at)
    letter_outbox.send_release(release, at=at)


@pytest.mark.parametrize(
    ("kind", "letter", "told"),
    [
        (DecisionKind.AWARD, DocumentKind.AWARD, State.AWARDED),
        (DecisionKind.WAITING, DocumentKind.WAITING_LIST, State.WAITING),
    ],
)
def test_a_signature_alone_tells_nobody(
    kind: DecisionKind, letter: DocumentKind, told: State
) -> None:
    application = signed(kind)

    assert LetterDraft.objects.get().kind == letter
    assert application.told_state == State.PROPOSED
    assert not Document.objects.filter(kind=letter).exists()
    assert not Message.objects.filter(kind="decision_made").exists()

    let_go(ask(application))

    application.refresh_from_db()
    assert application.told_state == told
    assert Message.objects.filter(kind="decision_made").count() == 1
    assert LetterDraft.objects.get().document == Document.objects.get(kind=letter)


def test_the_letter_is_frozen_with_the_day_on_which_it_left_and_its_cover_sheet() -> None:
    application = signed()
    let_go(ask(application))

    letter = Document.objects.get(kind=DocumentKind.AWARD)
    content = json.loads(letter.content)
    assert content["dated"] == "2020-01-23"
    assert content["decision"]["awarded"]["total_eur"] == "8361.62"
    assert content["reference_number"] == application.reference_number
    assert content["texts"]["remedy"]["is_released"] is True
    assert "Verwaltungsgericht Gießen, Marburger Straße 4" in content["texts"]["remedy"]["text"]
    assert letter.snapshot == application.snapshots.get()
    cover = Document.objects.get(kind=DocumentKind.COVER_SHEET)
    assert json.loads(cover.content)["about"] == "award"
    assert DocumentDelivery.objects.get().document == letter


def test_sending_twice_sends_once() -> None:
    application = signed()
    release = ask(application)
    let_go(release)
    letter_outbox.send_release(release, at=LATER)

    assert Document.objects.filter(kind=DocumentKind.AWARD).count() == 1
    assert Message.objects.filter(kind="decision_made").count() == 1


def test_the_one_who_asked_cannot_release() -> None:
    head = factories.make_staff("Leitung")
    release = ask(signed(), actor=head)

    with pytest.raises(SecondPersonNeeded):
        letter_outbox.release_letters(
            release=release, proof=assumed_proof(head), actor=head, at=LATER
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterRelease.objects.filter(pk=release.pk).update(
            is_released=True, closed_by=head, closed_at=LATER
        )
    assert not letter_outbox.unsent_releases()


def test_release_takes_the_right_role_and_a_fresh_proof() -> None:
    release = ask(signed())
    worker, head = factories.make_staff("Sachbearbeitung"), factories.make_staff("Leitung")

    with pytest.raises(NotPermitted):
        letter_outbox.release_letters(
            release=release, proof=assumed_proof(worker), actor=worker, at=LATER
        )
    with pytest.raises(IdentityNotProved):
        letter_outbox.release_letters(
            release=release, proof=IdentityProof(head.pk, 0), actor=head, at=LATER
        )
    with pytest.raises(NotPermitted):
        ask(Application.objects.get(), actor=factories.make_staff("Verwaltung"))


def test_returned_letters_wait_again_with_a_reason() -> None:
    application = signed()
    release = ask(application)
    head = factories.make_staff("Leitung")

    with pytest.raises(ReasonNeeded):
        letter_outbox.return_letters(release=release, note=" ", actor=head, at=LATER)
    letter_outbox.return_letters(release=release, note="Falsches Datum.", actor=head, at=LATER)

    draft = LetterDraft.objects.get()
    assert (draft.release, draft.fingerprint, draft.document) == (None, "", None)
    with pytest.raises(letter_outbox.ReleaseClosed):
        let_go(release)
    let_go(ask(application))
    assert Document.objects.filter(kind=DocumentKind.AWARD).count() == 1


def test_another_wording_than_the_one_that_was_seen_does_not_leave() -> None:
    application = signed()
    release = ask(application)
    LegalText.objects.create(
        round=application.round,
        kind=LegalTextKind.NOTES,
        edition="2020-9",
        text="Ein anderer Hinweis.",
        written_at=LATER,
        released_at=LATER,
        released_by=factories.make_staff("Leitung"),
    )
    let_go(release)

    assert not Document.objects.filter(kind=DocumentKind.AWARD).exists()
    old, new = LetterDraft.objects.order_by("pk")
    assert old.discarded_at
    assert not new.discarded_at
    assert new.release is None
    assert AuditEvent.objects.filter(event="letters.changed").count() == 1
    let_go(ask(application))
    content = Document.objects.get(kind=DocumentKind.AWARD).content
    assert "Ein anderer Hinweis." in content


def test_withdrawn_and_superseded_letters_never_leave() -> None:
    application = signed(DecisionKind.WAITING)
    representative = application.submitted_by
    assert representative is not None
    award.withdraw_application(
        application=application, reason="", actor=representative, at=REVIEWED_AT
    )
    assert LetterDraft.objects.get().discarded_at == REVIEWED_AT


def test_nobody_sends_letters_of_a_case_that_is_closed_for_them() -> None:
    application = signed()
    head = factories.make_staff("Leitung")
    release = ask(application)
    factories.declare(head, application, Relation.RELATED, reason="Ich bin Mitglied.")

    with pytest.raises(ConflictOfInterest):
        let_go_as(head, release)


def let_go_as(head: Any, release: LetterRelease) -> None:
    letter_outbox.release_letters(release=release, proof=assumed_proof(head), actor=head, at=LATER)


def test_progress_counts_letters_and_files() -> None:
    release = ask(signed(), signed())
    head = factories.make_staff("Leitung")
    let_go_as(head, release)
    before = letter_outbox.progress_of_release(release)
    assert (before.wanted, before.sent, before.made, before.is_done) == (2, 0, 0, False)
    assert letter_outbox.unsent_releases() == [release.pk]

    letter_outbox.send_release(release, at=LATER)
    for document in Document.objects.filter(kind=DocumentKind.AWARD):
        outbox.render_document.func(document.pk)

    after = letter_outbox.progress_of_release(release)
    assert (after.sent, after.made, after.is_done) == (2, 2, True)
    assert letter_outbox.unsent_releases() == []


def test_only_what_is_ready_leaves_and_the_rest_says_why() -> None:
    ready = signed()
    worker = factories.make_staff("Sachbearbeitung")
    flawed = factories.make_proposed(actor=worker)
    Decision.objects.filter(application=flawed).update(facts="Am [Datum] kam der Antrag.")
    factories.sign(flawed, actor=factories.make_staff("Mitzeichnung"))

    asked = letter_outbox.ask_release(
        funding_round=ready.round,
        drafts=LetterDraft.objects.all(),
        actor=worker,
        at=REVIEWED_AT,
    )

    assert asked.release.drafts.get().application == ready
    (kept,) = asked.kept
    assert [(flaw.kind, flaw.name) for flaw in kept.flaws] == [(FlawKind.PLACEHOLDER, "[Datum]")]
    with pytest.raises(letter_outbox.NothingToRelease):
        ask(flawed)


def test_texts_that_nobody_released_keep_a_letter_back() -> None:
    funding_round = factories.make_round(reference_prefix="WIR-2021", texts_released=False)
    application = signed(funding_round=funding_round)

    checked = check_draft(LetterDraft.objects.get())

    assert {flaw.kind for flaw in checked.flaws} == {FlawKind.NOT_RELEASED}
    assert not checked.may_leave
    with pytest.raises(letter_outbox.NothingToRelease):
        ask(application)


def test_a_missing_text_is_a_flaw() -> None:
    funding_round = factories.make_round(reference_prefix="WIR-2021")
    application = signed(funding_round=funding_round)
    draft = LetterDraft.objects.get()
    draft.application.round = FundingRound.objects.create(
        reference_prefix="WIR-2022", **ROUND_2020
    )

    checked = check_draft(draft)

    assert application.round == funding_round
    assert checked.letter is None
    assert [flaw.kind for flaw in checked.flaws] == [FlawKind.TEXT_MISSING]
