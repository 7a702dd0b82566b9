"""Deletes closed cases after their time, and drafts that were never sent."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Model, QuerySet

from applications import clock
from applications.models import (
    Application,
    AwardList,
    AwardScenario,
    Batch,
    CaseStatistic,
    FundingRound,
    LetterRelease,
    SubmissionSnapshot,
)
from applications.rules.lifecycle import State
from applications.rules.money import ZERO
from applications.services.deletion_days import DeletionDay, deletion_days, due_now
from applications.services.removal import evidence_open, remove_rows
from applications.workflow import audit


def days_of_all_rounds(*, today: date) -> dict[FundingRound, list[DeletionDay]]:
    """Return the days of deletion of all rounds whose deadline is over."""
    rounds = FundingRound.objects.filter(is_rehearsal=False).order_by("closes_at", "pk")
    over = (each for each in rounds if clock.berlin_date(each.closes_at) <= today)
    return {each: deletion_days(each) for each in over}


def due_of_all_rounds(*, today: date) -> list[Application]:
    """Return the drafts and closed cases that go today."""
    days = days_of_all_rounds(today=today).values()
    return [one.application for each in days for one in due_now(each, today=today)]


def remove_evidence(
    cases: Sequence[Application], further: "Iterable[QuerySet[Model]]", *, at: datetime
) -> list[str]:
    """Delete closed cases with everything below them, and further rows of evidence.

    What the annual report needs stays as figures. The log notes each case with the hashes of
    what was sent, so that a paper that turns up later can still be recognised. Returns the
    places of the files, to delete once the rows are gone for good.
    """
    hashes = _hashes(cases)
    keys = [case.pk for case in cases]
    files: list[str] = []
    with evidence_open():
        CaseStatistic.objects.bulk_create(map(_figures, cases))
        for rows in (
            *further,
            AwardList.objects.filter(rows__application__in=keys),
            Application.objects.filter(pk__in=keys),
            *_emptied({case.round_id for case in cases}),
        ):
            files += remove_rows(rows)
    for case in cases:
        audit.record(
            "application.removed",
            actor=None,
            at=at,
            application=case,
            number=case.reference_number,
            sha256=hashes[case.pk],
        )
    return files


def remove_drafts(drafts: Sequence[Application], *, at: datetime) -> list[str]:
    """Delete drafts that were never sent; return the places of their files."""
    rows = Application.objects.filter(pk__in=[one.pk for one in drafts], state=State.DRAFT)
    # Locked, so that nobody sends one while it goes.
    codes = list(rows.select_for_update(of=("self",)).values_list("code", flat=True))
    files = remove_rows(Application.objects.filter(code__in=codes, state=State.DRAFT))
    for code in codes:
        audit.record("draft.deleted", actor=None, at=at, code=code)
    return files


def _emptied(rounds: set[int]) -> "tuple[QuerySet[Model], ...]":
    """Return what was kept around cases and has none left."""
    return (
        AwardScenario.objects.filter(round__in=rounds),
        LetterRelease.objects.filter(round__in=rounds, drafts=None),
        Batch.objects.filter(results=None),
    )


def _hashes(cases: Iterable[Application]) -> Mapping[int, list[str]]:
    rows = SubmissionSnapshot.objects.filter(application__in=[case.pk for case in cases])
    hashes: defaultdict[int, list[str]] = defaultdict(list)
    for key, sha256 in rows.order_by("version").values_list("application", "sha256"):
        hashes[key].append(sha256)
    return hashes


def _figures(case: Application) -> CaseStatistic:
    received_on = clock.berlin_date(case.submitted_at or case.created_at)
    return CaseStatistic(
        round_id=case.round_id,
        received_year=received_on.year,
        received_month=received_on.month,
        district=case.district,
        outcome=case.state,
        requested_eur=case.requested_eur or ZERO,
        awarded_eur=case.awarded_eur or ZERO,
    )
