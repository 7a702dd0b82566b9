"""Records of a case and of a list: what they say, when they are new, who draws them up."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.models import Application, AuditEvent, AwardList, Document, User
from applications.rules.choices import AttachmentKind
from applications.rules.documents import DocumentKind
from applications.rules.record_parts import NotARecord
from applications.rules.review import Relation
from applications.rules.review_note import ReviewNote
from applications.services import award_lists, records, review
from applications.services.award_notes import NotConfirmed, award_note
from applications.services.case_package_data import case_data
from applications.services.demo_data.accounts import WORKER
from applications.services.file_covers import file_cover
from applications.services.records import DRAWERS, Ordered, order_record
from applications.services.review_notes import review_note
from applications.workflow.conflicts import ConflictOfInterest
from applications.workflow.permissions import GROUPS, NotPermitted
from tests import factories
from tests.support.award_lists import AT, freeze, make_scenario, make_standing
from tests.support.record_cases import (
    ANSWER,
    HEARD,
    NEW_EFFECT,
    ON_FILE_AT,
    add_rows,
    make_decided_a1,
)

pytestmark = pytest.mark.django_db
KINDS = (DocumentKind.REVIEW_NOTE, DocumentKind.FILE_COVER)


def order(
    case: Application, actor: User, *, kind: DocumentKind = KINDS[0], **values: Any
) -> Ordered:
    return order_record(kind, application=case, actor=actor, **{"at": ON_FILE_AT, **values})


def test_the_note_tells_the_whole_review() -> None:
    case, _people = make_decided_a1()

    note = review_note(case)

    assert note.case.reference_number == "WIR-2020-0042-43"
    assert {finding.rule for finding in note.findings} >= {"VE-01", "PR-05", "FP-04"}
    assert [entry.verdict for entry in note.checklist] == ["yes"] * 10
    assert [line.accepted_eur for line in note.money.lines if line.is_cut] == [90]
    assert note.glance.points == sum(score.points or 0 for score in note.scores)
    (request,) = note.requests
    assert [point.answer for point in request.points] == ["", ANSWER]
    assert [change.after for change in request.changes] == [(NEW_EFFECT,)]
    assert [answer.text for answer in note.hearings[0].answers] == [HEARD]
    (proposal,) = note.proposals
    assert (proposal.proposed.name, proposal.closed and proposal.closed.name) == (
        "Anke Beispiel",
        "Bernd Muster",
    )
    assert [document.kind for document in note.documents][:4] == [
        "acknowledgement_of_receipt",
        "information_request",
        "acknowledgement_of_receipt",
        "hearing",
    ]
    assert {file.kind for file in note.files} >= {AttachmentKind.STATUTES}


def test_the_chain_ends_with_the_last_thing_that_somebody_did() -> None:
    case, _people = make_decided_a1()
    own = AuditEvent.objects.filter(application=case)
    last = own.exclude(event__in=["application.viewed", "record.ordered"]).latest("number")

    note = review_note(case)

    assert (note.chain.number, note.chain.hash) == (last.number, last.hash)
    assert note.chain.is_intact
    assert note.history[-1].number == last.number
    assert [line.number for line in note.history] == sorted(line.number for line in note.history)


def test_the_cover_tells_how_the_case_ended() -> None:
    case, _people = make_decided_a1()

    cover = file_cover(case)

    assert cover.outcome is not None
    assert f"{cover.outcome.awarded.total_eur:.2f}" == "8271.62"
    assert f"{cover.outcome.delivered_on}" == "2020-03-19"
    # The proof of use is due in March 2021: ten years from the end of that year.
    assert f"{cover.keep_until}" == "2031-12-31"
    pages = {entry.place: entry.pages for entry in cover.contents}
    assert pages["antrag.pdf"] == 2
    assert pages["antrag-fassung-1.pdf"] == 1
    assert pages["bescheid.pdf"] == 1
    assert pages["unterlagen/01-satzung.pdf"] == 6


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_file_gives_the_same_document(kind: DocumentKind) -> None:
    case, worker = _reviewed()
    first = order(case, worker, kind=kind)
    review.record_view(application=case, actor=worker, at=ON_FILE_AT)

    again = order(case, worker, kind=kind, at=ON_FILE_AT + timedelta(days=1))

    assert (first.is_new, again.is_new) == (True, False)
    assert first.document == again.document
    assert case.documents.filter(kind=kind).count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_gives_a_new_edition_and_keeps_the_old_one(kind: DocumentKind) -> None:
    case, worker = _reviewed()
    first = order(case, worker, kind=kind).document
    factories.make_attachment(case, kind="quotes")
    factories.complete_review(case, actor=worker)

    second = order(case, worker, kind=kind)

    assert (second.is_new, second.document.number) == (True, 2)
    first.refresh_from_db()
    assert first.content != second.document.content
    assert AuditEvent.objects.filter(event="record.ordered", application=case).count() == 2


def test_a_record_is_drawn_up_again_when_its_file_could_not_be_made(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    case, worker = _reviewed()
    document = order(case, worker).document
    Document.objects.filter(pk=document.pk).update(attempts=9, last_error="voll")
    made: list[int] = []
    monkeypatch.setattr("applications.documents.store.render", lambda row, at: made.append(row.pk))

    with django_capture_on_commit_callbacks(execute=True):
        assert order(case, worker).document == document

    assert made == [document.pk]


@pytest.mark.parametrize("group", GROUPS)
def test_who_may_draw_up_a_record(group: str) -> None:
    case, person = factories.make_submitted(), factories.make_staff(group)

    if GROUPS[group] in DRAWERS:
        assert order(case, person).is_new
    else:
        with pytest.raises(NotPermitted):
            order(case, person)


def test_nobody_draws_up_a_record_of_a_case_that_is_closed_for_them() -> None:
    case, worker = _reviewed()
    factories.declare(worker, case, Relation.RELATED)

    with pytest.raises(ConflictOfInterest):
        order(case, worker)
    with pytest.raises(ConflictOfInterest):
        records.current_records(application=case, actor=worker, at=ON_FILE_AT)


def test_the_association_never_hears_of_a_record() -> None:
    case, worker = _reviewed()
    for kind in KINDS:
        order(case, worker, kind=kind)

    told = Document.objects.told().filter(application=case)

    assert {row.kind for row in told} == {"acknowledgement_of_receipt"}


@pytest.mark.parametrize("draw_up", [review_note, file_cover, case_data])
def test_more_rows_need_no_more_queries(draw_up: Any) -> None:
    case, people = make_decided_a1()
    add_rows(case, people[WORKER.email])
    counts = []

    for count in (1, 3):
        if count > 1:
            for _ in range(count - 1):
                add_rows(case, people[WORKER.email])
        fresh = Application.objects.select_related("round", "assigned_to").get(pk=case.pk)
        with CaptureQueriesContext(connection) as queries:
            draw_up(fresh)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_confirmed_list_has_its_record_at_once() -> None:
    for _ in range(2):
        factories.make_ready()

    standing = make_standing()

    document = standing.documents.get()
    assert (document.kind, document.number) == (DocumentKind.AWARD_NOTE, 1)
    assert award_note(AwardList.objects.get(pk=standing.pk)).to_json() == document.content
    note = award_note(standing)
    assert note.sha256 == standing.sha256
    assert note.frozen.at == note.confirmed.at == AT
    assert [row.rank for row in note.ranked] == [1, 2]
    assert note.rows[-1].running_eur == sum(row.wanted_eur for row in note.ranked)


def test_a_list_that_was_given_back_has_no_record() -> None:
    factories.make_ready()
    head = factories.make_staff("Leitung")
    frozen = freeze(make_scenario(actor=head), actor=head)
    with pytest.raises(NotConfirmed):
        award_note(frozen)

    award_lists.return_list(
        award_list=frozen, reason="Zu früh.", actor=factories.make_staff("Mitzeichnung"), at=AT
    )

    frozen.refresh_from_db()
    with pytest.raises(NotConfirmed):
        award_note(frozen)
    assert not frozen.documents.exists()


def test_a_longer_list_needs_no_more_queries(django_assert_num_queries: Any) -> None:
    factories.make_ready()
    lists = [make_standing()]
    for _ in range(2):
        factories.make_ready()
    head = factories.make_staff("Leitung")
    longer = freeze(make_scenario(actor=head, name="Neu"), actor=head)
    award_lists.confirm_list(award_list=longer, actor=factories.make_staff("Mitzeichnung"), at=AT)
    lists.append(longer)

    for row in lists:
        known = AwardList.objects.select_related("round", "frozen_by", "closed_by", "replaces")
        with django_assert_num_queries(2):
            award_note(known.get(pk=row.pk))


def test_a_record_is_of_its_kind() -> None:
    note = review_note(factories.make_submitted())

    with pytest.raises(NotARecord):
        replace(note, kind=DocumentKind.FILE_COVER)
    assert ReviewNote.from_json(note.to_json()) == note


def _reviewed() -> tuple[Application, User]:
    worker = factories.make_staff("Sachbearbeitung")
    return factories.make_reviewed(actor=worker), worker
