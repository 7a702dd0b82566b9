"""What happened to a case, in one line of time, with the proof that nothing was changed since."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Concat

from applications.models import Application, AuditEvent, Transition, User
from applications.rules.lifecycle import Action, State
from applications.texts import events, label
from applications.workflow import audit

LINES: Final = 200


class HistoryKind(StrEnum):
    """What an entry is about: one chip above the history for each."""

    STATE = "state"
    DATA = "data"
    LETTERS = "letters"
    FILES = "files"
    READING = "reading"


_LETTERS: Final = frozenset({"message", "note"})
_FILES: Final = frozenset({"attachment", "document", "message_file"})


@dataclass(frozen=True, kw_only=True)
class HistoryEntry:
    """One line: a move of the application or an event beside it."""

    number: int
    at: datetime
    actor: User | None
    label: str
    reason: str
    kind: HistoryKind
    before: str
    after: str
    hash: str
    is_intact: bool

    @property
    def is_reading(self) -> bool:
        """Say whether somebody only looked."""
        return self.kind == HistoryKind.READING


def history_of(application: Application, *, lines: int | None = LINES) -> tuple[HistoryEntry, ...]:
    """Return moves and events in one line of time, the newest first; all of them without lines."""
    moves = Transition.objects.annotate(
        event=Concat(Value("application."), "action", output_field=CharField())
    ).filter(
        application=application,
        at=OuterRef("at"),
        actor=OuterRef("actor"),
        event=OuterRef("event"),
    )
    logged = AuditEvent.objects.filter(application=application).select_related("actor")
    with_reasons = logged.annotate(reason=Subquery(moves.values("reason")[:1]))
    return tuple(_entry(event, event.reason) for event in with_reasons.order_by("-number")[:lines])


def _entry(event: AuditEvent, reason: str | None) -> HistoryEntry:
    return HistoryEntry(
        number=event.number,
        at=event.at,
        actor=event.actor,
        label=str(events.event_label(event.event)),
        reason=_own_reason(event) or reason or "",
        kind=_kind(event.event),
        before=_state(event.data, "source"),
        after=_state(event.data, "target"),
        hash=event.hash,
        is_intact=audit.row_hash(event) == event.hash,
    )


def _kind(event: str) -> HistoryKind:
    subject, _dot, action = event.partition(".")
    if event in events.READING:
        return HistoryKind.READING
    if subject == "application" and action in Action.__members__.values():
        return HistoryKind.STATE
    if subject in _LETTERS:
        return HistoryKind.LETTERS
    return HistoryKind.FILES if subject in _FILES else HistoryKind.DATA


def _state(data: dict[str, Any], key: str) -> str:
    value = str(data.get(key, ""))
    return str(label(State(value))) if value in State.__members__.values() else ""


def _own_reason(event: AuditEvent) -> str:
    """Return why somebody looked, or the rule that was judged; neither is a move."""
    own = {"finding.settled": "rule", "applicant_view.begun": "reason"}
    return str(event.data[own[event.event]]) if event.event in own else ""
