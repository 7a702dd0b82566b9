"""Exports: ask for one, stream it or let a job make it, download it, let its file go again.

The row is the truth: an export of a job without ``finished_at`` is still to do, whatever became
of the job. ``sweep`` starts it again and removes files that are old.
"""

import logging
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django_tasks import task

from applications import clock
from applications.models import Export, User
from applications.rules.exports import BY_JOB, WITHOUT_PURPOSE, ExportKind, may_export
from applications.rules.lifecycle import Role
from applications.services.export_files import csv_pieces, write_xlsx
from applications.services.export_tables import TABLES
from applications.texts import label
from applications.workflow import audit
from applications.workflow.permissions import NotPermitted, staff_roles

KEPT_FOR: Final = timedelta(days=7)
MAXIMUM_ATTEMPTS: Final = 5
_STUCK_AFTER: Final = timedelta(minutes=10)
# Telling the progress costs a query; every so many rows is often enough.
_TOLD_EVERY: Final = 500

logger = logging.getLogger(__name__)


class PurposeMissing(Exception):
    """Lists about persons or associations need a purpose in writing (Art. 5 DSGVO)."""


class NothingChosen(Exception):
    """No application is left to export."""


class NotReadyYet(Exception):
    """The file is not made yet, or was removed after its time."""


@transaction.atomic
def order_export(
    *,
    kind: ExportKind,
    keys: Sequence[int],
    query: str,
    purpose: str,
    left_out: int,
    actor: User,
    at: datetime,
) -> Export:
    """Note who takes out which list of which cases and why; start the job where there is one.

    ``keys`` are the applications in the order of the rows, ``left_out`` counts those that the
    person may not see. Raises ``NotPermitted``, ``PurposeMissing`` and ``NothingChosen``.
    """
    if not may_export(kind, staff_roles(actor)):
        raise NotPermitted(actor.pk, kind)
    if kind not in WITHOUT_PURPOSE and not purpose.strip():
        raise PurposeMissing(kind)
    if not keys:
        raise NothingChosen(kind)
    export = Export.objects.create(
        kind=kind,
        keys=list(keys),
        query=query,
        purpose=purpose.strip(),
        left_out=left_out,
        requested_by=actor,
        requested_at=at,
    )
    audit.record(
        "export.ordered", actor=actor, at=at, export=export.pk, kind=kind, cases=len(keys)
    )
    if kind in BY_JOB:
        transaction.on_commit(lambda: _enqueue(export.pk))
    return export


def stream(export: Export, *, at: datetime) -> Iterator[bytes]:
    """Yield the pieces of a CSV while they are read; the row says how many lines it had."""
    table = TABLES[ExportKind(export.kind)]
    done = 0

    def counted() -> Iterator[tuple[Any, ...]]:
        nonlocal done
        for row in table.rows(export.keys, at):
            done += 1
            yield row

    yield from csv_pieces(table.head, counted())
    Export.objects.filter(pk=export.pk).update(rows_done=done, finished_at=clock.now())


@task()
def make_export(export_id: int) -> None:
    """Make the file of one export; doing it twice changes nothing."""
    export = Export.objects.filter(pk=export_id, finished_at=None).first()
    if export is None:
        return
    rows = Export.objects.filter(pk=export_id)
    # Counting is claiming: of two jobs that found the row at the same moment one goes on.
    if not rows.filter(attempts=export.attempts).update(attempts=F("attempts") + 1, last_error=""):
        return
    try:
        _make(export)
    except Exception as error:
        rows.update(last_error=f"{type(error).__name__}: {error}"[:2000])
        logger.exception("export %s failed", export_id)


def may_open(export: Export, actor: User) -> bool:
    """Say whether somebody may have the file: its owner within the group, and the auditors."""
    roles = staff_roles(actor)
    still_may = export.requested_by_id == actor.pk and may_export(ExportKind(export.kind), roles)
    return still_may or Role.AUDITOR in roles


@transaction.atomic
def open_file(*, export: Export, actor: User, at: datetime) -> "File[bytes]":
    """Return the file for its owner or the auditors, and log that it was taken.

    Raises ``NotPermitted`` and ``NotReadyYet``.
    """
    if not may_open(export, actor):
        raise NotPermitted(actor.pk, export.pk)
    if not export.file:
        raise NotReadyYet(export.pk)
    audit.record("export.downloaded", actor=actor, at=at, export=export.pk)
    return export.file.open()


def sweep(*, at: datetime) -> int:
    """Start jobs that got stuck and remove old files; return how many jobs were started."""
    old = Export.objects.filter(requested_at__lte=at - KEPT_FOR).exclude(file="")
    for export in old:
        export.file.delete(save=False)
        Export.objects.filter(pk=export.pk).update(file="")
    stuck = Export.objects.filter(
        kind__in=BY_JOB,
        finished_at=None,
        attempts__lt=MAXIMUM_ATTEMPTS,
        requested_at__lte=at - _STUCK_AFTER,
    )
    keys = list(stuck.values_list("pk", flat=True))
    for key in keys:
        _enqueue(key)
    return len(keys)


def _make(export: Export) -> None:
    table = TABLES[ExportKind(export.kind)]
    rows = Export.objects.filter(pk=export.pk)

    def note(count: int) -> None:
        if count % _TOLD_EVERY == 0:
            rows.update(rows_done=count)
        export.rows_done = count

    with tempfile.TemporaryFile() as file:
        lines = table.rows(export.keys, clock.now())
        write_xlsx(file, table.head, lines, title=str(label(ExportKind(export.kind))), note=note)
        size = file.tell()
        file.seek(0)
        export.file.save("x", File(file), save=False)
    rows.update(
        file=export.file.name, size=size, rows_done=export.rows_done, finished_at=clock.now()
    )


def _enqueue(export_id: int) -> None:
    """Start the job; if even that fails, the row stands and the sweep finds it."""
    try:
        make_export.enqueue(export_id)
    except Exception:
        logger.exception("export not started: %s", export_id)
