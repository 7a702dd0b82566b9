"""The retention job: exactly what is due goes, with its files; the log and the figures stay."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction

from applications.models import (
    Application,
    AuditEvent,
    AwardList,
    CaseStatistic,
    FundingRound,
    Membership,
    Message,
    Organisation,
    Transition,
)
from applications.rules.lifecycle import State
from applications.services import legal_holds
from applications.services.deletion_notices import order_notices
from applications.workflow.audit import row_hash
from tests import factories
from tests.support.played_round import REVIEWED, content, play
from tests.support.retention_runs import berlin, make_withdrawn, run

pytestmark = pytest.mark.django_db

# What outlives its cases: people and their associations, the sums of the round, the figures.
_STAYS = {"CaseStatistic", "FundingRound", "Invitation", "Membership", "Organisation"}


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)


def tell(day: str) -> int:
    return order_notices(at=berlin(f"{day}T09:00"))


def files_of_all() -> list[str]:
    found, folders = [], [""]
    while folders:
        folder = folders.pop()
        inside, files = default_storage.listdir(folder)
        folders += [f"{folder}/{name}".lstrip("/") for name in inside]
        found += [f"{folder}/{name}".lstrip("/") for name in files]
    return sorted(found)


def is_chain_whole() -> bool:
    rows = list(AuditEvent.objects.order_by("number"))
    links = all(later.previous_hash == former.hash for former, later in itertools.pairwise(rows))
    return links and all(row.hash == row_hash(row) for row in rows)


def close_all(funding_round: FundingRound) -> None:
    """Bring every case of a round to an end, whatever its state."""
    open_cases = funding_round.applications.exclude(state__in=[State.DRAFT, State.AWARDED])
    open_cases.update(state=State.WITHDRAWN, told_state=State.WITHDRAWN, waits_for="", due_on=None)


def test_a_whole_round_goes_at_its_time_and_leaves_figures_only() -> None:
    funding_round = factories.make_round()
    before, places = content(), files_of_all()
    cases = [*play(funding_round)]
    close_all(funding_round)
    assert [name for name in REVIEWED if not content()[name]] == []
    tell("2020-07-05")
    tell("2031-12-02")

    report = run("2032-01-01")

    after = content()
    sent = [case for case in cases if case.reference_number]
    assert report.counts["cases"] == len(sent) == len(after["CaseStatistic"])
    assert report.counts["drafts"] == 1
    assert [name for name in before.keys() - _STAYS if after[name] != before[name]] == []
    assert files_of_all() == places
    assert is_chain_whole()


def test_figures_say_what_the_annual_report_needs_and_nobody() -> None:
    case = factories.make_awarded()
    tell("2031-12-02")

    run("2032-01-01")

    row = CaseStatistic.objects.get()
    assert (row.round, row.outcome, row.district) == (case.round, "awarded", case.district)
    assert (row.received_year, row.received_month) == (2020, 1)
    assert (row.requested_eur, row.awarded_eur) == (case.requested_eur, case.awarded_eur)
    columns = {field.name for field in CaseStatistic._meta.concrete_fields}
    assert columns == {
        *("id", "round", "received_year", "received_month", "district"),
        *("outcome", "requested_eur", "awarded_eur"),
    }


@pytest.mark.parametrize(
    ("make", "last_day"),
    [(make_withdrawn, "2030-12-31"), (factories.make_awarded, "2031-12-31")],
    ids=["withdrawn", "awarded"],
)
def test_a_case_goes_on_the_day_after_its_last(make: Callable[[], Any], last_day: str) -> None:
    case = make()
    tell(f"{last_day[:4]}-12-03")

    assert "cases" not in run(last_day).counts
    assert Application.objects.filter(pk=case.pk).exists()
    assert run(f"{int(last_day[:4]) + 1}-01-01").counts["cases"] == 1
    assert not Application.objects.filter(pk=case.pk).exists()


def test_an_open_case_is_never_due() -> None:
    case = factories.make_reviewed()
    tell("2098-12-01")

    assert "cases" not in run("2099-01-01").counts
    assert Application.objects.filter(pk=case.pk).exists()


def test_a_draft_goes_six_months_after_the_deadline_with_its_files() -> None:
    draft = factories.make_complete_draft()
    places = [row.file.name for row in draft.attachments.all()]
    tell("2020-07-01")

    assert "drafts" not in run("2020-07-30").counts
    assert all(default_storage.exists(place) for place in places)
    report = run("2020-07-31")

    assert draft.code in str(report)
    assert not Application.objects.exists()
    assert not any(default_storage.exists(place) for place in places)
    deleted = AuditEvent.objects.get(event="draft.deleted")
    assert (deleted.actor, deleted.data) == (None, {"code": draft.code})


def test_nothing_goes_before_its_team_was_told() -> None:
    factories.make_complete_draft()
    case = make_withdrawn()

    assert run("2032-01-01").counts.keys() & {"cases", "drafts"} == set()
    assert tell("2032-01-02") == 2
    assert run("2032-01-31").counts.keys() & {"cases", "drafts"} == set()
    mails = Message.objects.filter(kind__endswith="_deletion").order_by("kind")
    assert [(mail.kind, mail.context["until"]) for mail in mails] == [
        ("case_deletion", "Sonntag, 1. Februar 2032"),
        ("draft_deletion", "Sonntag, 1. Februar 2032"),
    ]
    assert mails[0].context["reference_number"] == case.reference_number
    assert run("2032-02-01").counts.keys() >= {"cases", "drafts"}


def test_where_nobody_is_left_nobody_has_to_be_told() -> None:
    case = make_withdrawn()
    Membership.objects.all().delete()

    assert tell("2030-12-10") == 0
    assert run("2031-01-01").counts["cases"] == 1
    assert not Organisation.objects.filter(pk=case.organisation_id).exists()


def test_what_came_on_paper_is_no_forgotten_draft() -> None:
    draft = factories.make_complete_draft()
    Application.objects.update(origin="post")
    tell("2020-07-01")

    assert "drafts" not in run("2020-08-31").counts
    assert Application.objects.filter(pk=draft.pk).exists()


def test_a_rehearsal_is_left_to_its_own_command() -> None:
    rehearsal = factories.make_round(reference_prefix="PROBE-1", is_rehearsal=True)
    factories.make_draft(funding_round=rehearsal)
    make_withdrawn(funding_round=rehearsal)

    assert run("2099-01-01").counts.keys() & {"cases", "drafts"} == set()
    assert Application.objects.count() == 2


def test_a_held_case_is_never_deleted() -> None:
    head = factories.make_staff("Leitung")
    case, other = make_withdrawn(), make_withdrawn()
    legal_holds.set_hold(
        application=case, reason="Klage 7 K 12/20", actor=head, at=factories.ASKED_AT
    )
    tell("2030-12-02")

    assert run("2031-01-01").counts["cases"] == 1
    assert run("2060-01-01").counts.get("cases") is None
    assert Application.objects.get() == case

    legal_holds.lift_hold(
        application=case, reason="Erledigt", actor=head, at=berlin("2060-02-01T10:00")
    )
    assert run("2060-02-02").counts.get("cases") is None
    tell("2060-02-02")
    assert run("2060-03-03").counts["cases"] == 1
    assert other.pk != case.pk


def test_a_frozen_list_and_its_cases_go_together() -> None:
    funding_round = factories.make_round()
    list(play(funding_round))
    close_all(funding_round)
    listed = AwardList.objects.get().rows.first().application
    head = factories.make_staff("Leitung")
    legal_holds.set_hold(application=listed, reason="Prüfung", actor=head, at=factories.ASKED_AT)
    tell("2031-12-02")
    run("2032-01-01")

    assert AwardList.objects.get().rows.count() > 1
    assert AwardList.objects.get().rows.filter(application=listed).exists()


def test_a_trial_says_exactly_what_a_run_does_and_changes_nothing() -> None:
    factories.make_complete_draft()
    case = make_withdrawn()
    factories.store_receipt(case)
    tell("2030-12-02")
    before, files, log = content(), files_of_all(), AuditEvent.objects.count()

    trial = run("2031-01-01", is_trial=True)

    assert content() == before
    assert files_of_all() == files
    assert AuditEvent.objects.count() == log
    assert str(run("2031-01-01")) == str(trial)
    assert trial.counts["cases"] == 1
    assert trial.files > 0


def test_a_second_run_changes_nothing_but_the_log() -> None:
    make_withdrawn()
    tell("2030-12-02")
    run("2031-01-01")
    before = content()

    assert run("2031-01-01").counts == {}
    assert content() == before


def test_the_log_tells_of_the_run_without_a_text() -> None:
    case = make_withdrawn()
    hashes = list(case.snapshots.values_list("sha256", flat=True))
    tell("2030-12-02")

    report = run("2031-01-01")

    applied = AuditEvent.objects.get(event="retention.applied")
    assert applied.data == {"counts": report.counts, "report": report.sha256}
    removed = AuditEvent.objects.get(event="application.removed")
    assert removed.application_id == case.pk
    assert removed.data == {"number": case.reference_number, "sha256": hashes}
    assert AuditEvent.objects.filter(application_id=case.pk).count() > 2
    assert is_chain_whole()


def test_evidence_is_guarded_again_afterwards() -> None:
    kept = factories.make_reviewed()
    make_withdrawn()
    tell("2030-12-02")
    run("2031-01-01")

    assert Transition.objects.filter(application=kept).exists()
    for model in (Transition, AuditEvent, CaseStatistic):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            model._base_manager.all()._raw_delete(connection.alias)
