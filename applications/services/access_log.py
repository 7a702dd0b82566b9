"""Who saw a case, and what an account saw: answered from the log after a breach (Art. 33 DSGVO).

The log holds views of a case, files, bank details, excerpts and exports by the staff, and every
deed of anybody. It does not hold that a team reads its own pages, nor lists of cases that were
only scrolled through.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.db.models import Q, QuerySet

from applications.models import Application, AuditEvent, Export, User
from applications.rules.exports import ExportKind
from applications.rules.lifecycle import Role
from applications.texts import label
from applications.texts.events import READING, event_label

# Who asks after a breach; the pages and nobody else show it.
READERS: Final = frozenset({Role.HEAD, Role.AUDITOR})
_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
_TAKEN: Final = "export.downloaded"


@dataclass(frozen=True, kw_only=True)
class Access:
    """One time that somebody had something of a case before their eyes; nobody is the system.

    ``cases`` are numbers, or codes of what was no case yet; of a long export only how many.
    """

    at: datetime
    person: User | None
    what: str
    cases: str
    is_reading: bool


@dataclass(frozen=True, kw_only=True)
class Accessor:
    """Everything of one person in a list of accesses."""

    person: User | None
    count: int
    first: datetime
    last: datetime


def who_saw(application: Application, *, since: datetime = _BEGINNING) -> list[Access]:
    """Return who had a case before their eyes since an instant, the latest first.

    Exports name their cases; whoever downloaded the file later is listed, too.
    """
    events = _events(since).filter(Q(application=application) | Q(data__code=application.code))
    number = _name(application)
    found = [_of_event(event, number) for event in events]
    exports = {row.pk: row for row in _exports() if application.pk in set(row.keys)}
    found += [_of_export(row, number) for row in exports.values() if row.requested_at >= since]
    for event in _events(since).filter(event=_TAKEN, data__export__in=list(exports)):
        found.append(_of_event(event, number))
    return _newest_first(found)


def seen_by(
    account: User, *, since: datetime = _BEGINNING, without: Iterable[int] = ()
) -> list[Access]:
    """Return which cases an account had before its eyes since an instant, the latest first.

    ``without`` are keys of cases that the asking person must keep away from.
    """
    hidden = set(without)
    own = _events(since).filter(actor=account)
    about = own.filter(Q(application__isnull=False) | Q(data__has_key="code") | Q(event=_TAKEN))
    exports = {row.pk: row for row in _exports()}
    found = [
        _of_event(event, _case_of(event, exports))
        for event in about
        if event.application_id not in hidden
    ]
    ordered = (row for row in exports.values() if row.requested_by_id == account.pk)
    found += [_of_export(row, _size(row)) for row in ordered if row.requested_at >= since]
    return _newest_first(found)


def by_person(accesses: Iterable[Access]) -> list[Accessor]:
    """Return the people in a list of accesses; who came last is first."""
    times: dict[User | None, list[datetime]] = {}
    for one in accesses:
        times.setdefault(one.person, []).append(one.at)
    return [
        Accessor(person=person, count=len(at), first=min(at), last=max(at))
        for person, at in sorted(times.items(), key=lambda pair: max(pair[1]), reverse=True)
    ]


def _events(since: datetime) -> "QuerySet[AuditEvent]":
    rows = AuditEvent.objects.filter(at__gte=since)
    # Through the join: the log also names cases that are gone.
    return rows.select_related("actor", "application").order_by("-number")


def _exports() -> Iterable[Export]:
    """Return what was taken out; a package of one case has an event of its own."""
    rows = Export.objects.exclude(kind=ExportKind.CASE_FILE_ZIP)
    return rows.select_related("requested_by").order_by("pk")


def _of_event(event: AuditEvent, cases: str) -> Access:
    return Access(
        at=event.at,
        person=event.actor,
        what=str(event_label(event.event)),
        cases=cases,
        is_reading=event.event in READING or event.event == _TAKEN,
    )


def _of_export(row: Export, cases: str) -> Access:
    return Access(
        at=row.requested_at,
        person=row.requested_by,
        what=f"{event_label('export.ordered')}: {label(ExportKind(row.kind))}",
        cases=cases,
        is_reading=True,
    )


def _case_of(event: AuditEvent, exports: dict[int, Export]) -> str:
    if event.application:
        return _name(event.application)
    export = exports.get(event.data.get("export", 0))
    return _size(export) if export else str(event.data.get("code", ""))


def _name(application: Application) -> str:
    return application.reference_number or application.code


def _size(export: Export) -> str:
    return f"{export.case_count} ×"


def _newest_first(found: list[Access]) -> list[Access]:
    return sorted(found, key=lambda one: one.at, reverse=True)
