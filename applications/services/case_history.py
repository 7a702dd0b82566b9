"""What happened to a case, in one line of time, with the proof that nothing was changed since."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

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

    at: datetime
    actor: User | None
    label: str
    reason: str
    kind: HistoryKind
    before: str
    after: str
    is_intact: bool

    @property
    def is_reading(self) -> bool:
        """Say whether somebody only looked."""
        return self.kind == HistoryKind.READING


def history_of(application: Application) -> tuple[HistoryEntry, ...]:
    """Return moves and events in one line of time, the newest first."""
    moves = Transition.objects.filter(application=application).select_related("actor")
    logged = AuditEvent.objects.filter(application=application).select_related("actor")
    reasons = {(move.at, move.actor_id, move.action): move.reason for move in moves}
    return tuple(_entry(event, reasons) for event in logged.order_by("-number")[:LINES])


def _entry(event: AuditEvent, reasons: dict[tuple[datetime, int, str], str]) -> HistoryEntry:
    return HistoryEntry(
        at=event.at,
        actor=event.actor,
        label=str(events.event_label(event.event)),
        reason=_reason(event, reasons),
        kind=_kind(event.event),
        before=_state(event.data, "source"),
        after=_state(event.data, "target"),
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


def _reason(event: AuditEvent, reasons: dict[tuple[datetime, int, str], str]) -> str:
    """Return the reason given with a move or a look, or the rule that was judged."""
    if event.event == "finding.settled":
        return str(event.data["rule"])
    if event.event == "applicant_view.begun":
        return str(event.data["reason"])
    _subject, _dot, action = event.event.partition(".")
    return reasons.get((event.at, event.actor_id or 0, action), "")
