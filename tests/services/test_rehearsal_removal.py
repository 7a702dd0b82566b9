"""A rehearsal is removed completely, and nothing else with it."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction

from applications.models import (
    Application,
    AuditEvent,
    FundingRound,
    Message,
    Transition,
)
from applications.services import review
from applications.services.messages import write_message
from applications.services.rehearsal_removal import NotARehearsal, remove_rehearsal
from applications.workflow.audit import row_hash
from tests import factories
from tests.support.played_round import REVIEWED, content, play

pytestmark = pytest.mark.django_db


@pytest.fixture
def rehearsal_round() -> FundingRound:
    return factories.make_round(reference_prefix="PROBE-1", is_rehearsal=True)


def test_every_table_of_the_review_is_played(rehearsal_round: FundingRound) -> None:
    list(play(rehearsal_round))

    rows = content()
    assert [name for name in sorted(REVIEWED) if not rows[name]] == []


def test_leaves_everything_else_as_it_was() -> None:
    real = list(play(factories.make_round()))
    before = content()
    rehearsal_round = factories.make_round(reference_prefix="PROBE-1", is_rehearsal=True)

    played = list(play(rehearsal_round))
    assert content() != before
    removed = remove_rehearsal(rehearsal_round)

    assert removed == len(played) == len(real)
    assert content() == before


def test_takes_the_files_along(
    rehearsal_round: FundingRound, django_capture_on_commit_callbacks: Any
) -> None:
    case = factories.make_submitted(funding_round=rehearsal_round)
    places = [row.file.name for row in case.attachments.all()]
    places += [row.readable_file.name for row in case.attachments.all()]
    assert all(default_storage.exists(place) for place in places)

    with django_capture_on_commit_callbacks(execute=True):
        remove_rehearsal(rehearsal_round)

    assert not any(default_storage.exists(place) for place in places)


def test_the_log_stays_whole_and_names_no_row_that_is_gone(rehearsal_round: FundingRound) -> None:
    case = factories.make_awarded(funding_round=rehearsal_round)
    logged = AuditEvent.objects.filter(data__code=case.code)
    count = logged.count()
    assert count > 3
    assert not AuditEvent.objects.filter(application=case).exists()

    remove_rehearsal(rehearsal_round)

    assert logged.count() == count
    previous = "0" * 64
    rows = list(AuditEvent.objects.order_by("number"))
    for row in rows:
        assert row.previous_hash in {previous, ""} or row.number == rows[0].number
        assert row.hash == row_hash(row)
        previous = row.hash


def test_a_real_round_is_never_removed() -> None:
    case = factories.make_submitted()

    with pytest.raises(NotARehearsal):
        remove_rehearsal(case.round)

    assert Application.objects.filter(pk=case.pk).exists()


def test_evidence_is_guarded_again_afterwards(rehearsal_round: FundingRound) -> None:
    factories.make_reviewed(funding_round=rehearsal_round)
    kept = factories.make_reviewed()
    remove_rehearsal(rehearsal_round)

    steps = Transition.objects.filter(application=kept)
    assert steps.exists()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute("DELETE FROM applications_transition")


def test_nobody_gets_a_mail(rehearsal_round: FundingRound) -> None:
    case = factories.make_awarded(funding_round=rehearsal_round)
    write_message(
        application=case,
        text="Guten Tag",
        uploads=[],
        last_own=0,
        from_authority=True,
        actor=factories.make_staff("Sachbearbeitung"),
        at=factories.ASKED_AT,
    )

    assert not Message.objects.exists()


def test_is_marked_in_its_documents(rehearsal_round: FundingRound) -> None:
    case = factories.make_submitted(funding_round=rehearsal_round)
    real = factories.make_submitted()

    assert case.snapshots.get().context["is_rehearsal"] is True
    assert real.snapshots.get().context["is_rehearsal"] is False


def test_is_no_round_that_anybody_applies_in(rehearsal_round: FundingRound) -> None:
    assert FundingRound.objects.current(factories.SENT_AT) is None


def test_a_look_at_a_case_is_logged_by_code(rehearsal_round: FundingRound) -> None:
    case = factories.make_submitted(funding_round=rehearsal_round)
    reader = factories.make_staff("Revision")

    review.record_view(application=case, actor=reader, at=factories.ASKED_AT)

    seen = AuditEvent.objects.get(event="application.viewed")
    assert (seen.application, seen.data) == (None, {"code": case.code})
