"""Calendar files (RFC 5545) with the days of a round and of one's own application."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from applications import clock
from applications.models import Application, FundingRound
from applications.rules.choices import AttachmentKind
from applications.rules.lifecycle import State
from applications.texts import label

_PRODUCT: Final = "-//WIR-Foerderung//Termine//DE"
_UNDECIDED: Final = frozenset(
    {
        State.DRAFT,
        State.SUBMITTED,
        State.UNDER_REVIEW,
        State.INFORMATION_REQUESTED,
        State.ANSWERED,
        State.HEARING,
        State.PROPOSED,
        State.WAITING,
    }
)
# After a refusal or a withdrawal nothing is due any more.
STATES_WITH_DAYS: Final = _UNDECIDED | {State.AWARDED}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry: a whole day, or an instant (aware) with its end."""

    key: str
    title: str
    starts: date | datetime
    ends: datetime | None = None
    details: str = ""


def round_calendar(*, funding_round: FundingRound, at: datetime) -> bytes:
    """Return the days of a round that everybody may know."""
    entries = [
        Entry(
            key="opening",
            title=_("WIR-Förderung: Sie können Anträge stellen"),
            starts=clock.berlin_date(funding_round.opens_at),
        ),
        _deadline(funding_round),
        _decision(funding_round),
        _proof(funding_round),
    ]
    return _file(entries, owner=funding_round.reference_prefix, name=funding_round.name, at=at)


def application_calendar(*, application: Application, at: datetime) -> bytes:
    """Return the days of one application; nothing in it names people or the association."""
    number = application.reference_number
    name = _("Antrag %(number)s") % {"number": number} if number else _("Unser Antrag")
    return _file(_entries(application), owner=application.code, name=name, at=at)


def _entries(application: Application) -> Iterator[Entry]:
    funding_round, state = application.round, State(application.told_state)
    if application.is_draft:
        yield _deadline(funding_round)
    for request in application.information_requests.filter(closed_at=None):
        yield Entry(
            key=f"request-{request.number}",
            title=_("WIR-Förderung: Antwort auf unsere Nachfrage absenden"),
            starts=request.due_on,
        )
    if state in _UNDECIDED:
        for promise in application.promised_enclosures.order_by("until", "pk"):
            if promise.until:
                document = label(AttachmentKind(promise.kind))
                yield Entry(
                    key=f"promise-{promise.kind}",
                    title=_("WIR-Förderung: %(document)s nachreichen") % {"document": document},
                    starts=promise.until,
                )
        yield _decision(funding_round)
    if state == State.AWARDED:
        yield _proof(funding_round)


def _deadline(funding_round: FundingRound) -> Entry:
    # The deadline is the first late instant; people are told the last minute in time.
    return Entry(
        key="deadline",
        title=_("WIR-Förderung: Die Frist endet"),
        starts=funding_round.closes_at - timedelta(minutes=1),
        ends=funding_round.closes_at,
        details=_("Bis dahin muss Ihr Antrag abgesendet sein."),
    )


def _decision(funding_round: FundingRound) -> Entry:
    return Entry(
        key="decision",
        title=_("WIR-Förderung: Wir entscheiden voraussichtlich bis heute"),
        starts=funding_round.decision_expected_on,
        details=_("Fangen Sie erst an, wenn Sie unseren Bescheid haben."),
    )


def _proof(funding_round: FundingRound) -> Entry:
    return Entry(
        key="proof",
        title=_("WIR-Förderung: Bericht und Liste der Ausgaben abgeben"),
        starts=funding_round.proof_due_on,
        details=_("Das gilt nur, wenn Sie eine Zusage haben. Heben Sie alle Rechnungen auf."),
    )


def _file(entries: Iterable[Entry], *, owner: str, name: str, at: datetime) -> bytes:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _PRODUCT)
    calendar.add("method", "PUBLISH")
    # The library escapes only what it knows by name.
    calendar.add("x-wr-calname", vText(name))
    for entry in entries:
        calendar.add_component(_event(entry, owner=owner, at=at))
    content: bytes = calendar.to_ical()
    return content


def _event(entry: Entry, *, owner: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", _uid(entry.key, owner))
    event.add("dtstamp", at.astimezone(UTC).replace(microsecond=0))
    event.add("summary", entry.title)
    event.add("dtstart", _utc(entry.starts))
    event.add("dtend", _utc(entry.ends or entry.starts + timedelta(days=1)))
    if entry.details:
        event.add("description", entry.details)
    event.add("url", f"{settings.BASE_URL}/")
    # Nobody is busy because of a deadline.
    event.add("transp", "TRANSPARENT")
    return event


def _uid(key: str, owner: str) -> str:
    """Return the same name for the same day every time; it does not tell the owner's code."""
    host = urlsplit(settings.BASE_URL).hostname
    return f"{uuid.uuid5(uuid.NAMESPACE_URL, f'{settings.BASE_URL}/{owner}/{key}')}@{host}"


def _utc(moment: date | datetime) -> date | datetime:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment
