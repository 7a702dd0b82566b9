"""The retention job: deletes what is due, says what, and leaves one row in the log about it.

A trial run does the same and takes it back, so that it says exactly what a real run would do.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from applications import clock
from applications.models import Application
from applications.rules.retention import RULES, Kind
from applications.services import retention_rows as rows
from applications.services.account_deletion import forget_names, forget_unconfirmed
from applications.services.enclosure_files import delete_after_commit
from applications.services.retention_cases import (
    due_of_all_rounds,
    remove_drafts,
    remove_evidence,
)
from applications.workflow import audit


@dataclass(frozen=True, kw_only=True)
class Removed:
    """How much of one kind went; ``names`` are numbers of cases and codes of drafts."""

    kind: Kind
    count: int
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind}: {self.count}" + "".join(f"\n  {name}" for name in self.names)


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a run took away, in the order of the kinds."""

    removed: tuple[Removed, ...]
    files: int

    def __str__(self) -> str:
        return "\n".join([*map(str, self.removed), f"files: {self.files}"])

    @property
    def sha256(self) -> str:
        """Return the hash of the printed report, for the log."""
        return hashlib.sha256(str(self).encode()).hexdigest()

    @property
    def counts(self) -> dict[str, int]:
        """Return how much of each kind went; kinds of which nothing went are left out."""
        return {one.kind.value: one.count for one in self.removed if one.count}


@transaction.atomic
def apply_retention(*, at: datetime, is_trial: bool) -> Report:
    """Delete everything that is due, in one transaction; the files go after the commit.

    On PostgreSQL the tables of evidence are locked meanwhile, if any evidence goes. Doing it
    twice changes nothing. A trial leaves everything as it was.
    """
    due = due_of_all_rounds(today=clock.berlin_date(at))
    cases = [one for one in due if not one.is_draft]
    drafts = [one for one in due if one.is_draft]
    # The evidence first: its tables must be at rest.
    counts, files = _remove_evidence(cases, at=at)
    files += remove_drafts(drafts, at=at)
    counts |= {Kind.CASES: len(cases), Kind.DRAFTS: len(drafts), **_remove_plain(at=at)}
    names = {Kind.CASES: _names(cases), Kind.DRAFTS: _names(drafts)}
    report = Report(
        removed=tuple(
            Removed(kind=kind, count=counts[kind], names=names.get(kind, ())) for kind in Kind
        ),
        files=len(files),
    )
    audit.record(
        "retention.applied", actor=None, at=at, counts=report.counts, report=report.sha256
    )
    delete_after_commit(files)
    transaction.set_rollback(is_trial)
    return report


def _remove_evidence(
    cases: list[Application], *, at: datetime
) -> tuple[dict[Kind, int], list[str]]:
    further = {kind: query(_latest(kind, at)) for kind, query in rows.EVIDENCE.items()}
    counts = {kind: found.count() for kind, found in further.items()}
    is_needed = cases or any(counts.values())
    return counts, remove_evidence(cases, further.values(), at=at) if is_needed else []


def _remove_plain(*, at: datetime) -> dict[Kind, int]:
    counts = {kind: rows.remove_plain(kind, _latest(kind, at)) for kind in rows.PLAIN}
    strangers = list(rows.unconfirmed_accounts(_latest(Kind.UNCONFIRMED_ACCOUNTS, at)))
    for account in strangers:
        forget_unconfirmed(account, at=at)
    counts[Kind.UNCONFIRMED_ACCOUNTS] = len(strangers)
    counts[Kind.NAMES] = forget_names()
    counts[Kind.CACHE] = rows.remove_stale_cache(clock.real_now())
    return counts


def _latest(kind: Kind, at: datetime) -> datetime:
    return RULES[kind].latest(business=at, real=clock.real_now())


def _names(applications: list[Application]) -> tuple[str, ...]:
    return tuple(one.reference_number or one.code for one in applications)
