"""The deadline: who is in time, how late somebody is, how many days are left."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from applications.rules.findings import Outcome
from applications.rules.periods import berlin_day, last_day_before
from applications.rules.rule import Case, Verdict, Verdicts

_FAR_DAYS: Final = 14
_CLOSE_DAYS: Final = 3


class DeadlineState(StrEnum):
    """Which sentence about the deadline a page shows."""

    NOT_OPEN = "not_open"
    FAR = "far"
    NEAR = "near"
    CLOSE = "close"
    LAST_DAY = "last_day"
    OVER = "over"


@dataclass(frozen=True, kw_only=True)
class DeadlineNotice:
    """What a page says about the deadline: state, last day, days left (0 on the last day)."""

    state: DeadlineState
    opens_on: date
    last_day: date
    days_left: int
    is_extended: bool


def is_late(received_at: datetime, closes_at: datetime) -> bool:
    """Say whether a receipt comes after the deadline; `closes_at` is the first late instant."""
    return received_at >= closes_at


def lateness(received_at: datetime, closes_at: datetime) -> timedelta:
    """Return how long after the deadline something arrived, zero when in time."""
    return max(received_at - closes_at, timedelta())


def deadline_notice(
    *,
    at: datetime,
    opens_at: datetime,
    closes_at: datetime,
    closed_originally_at: datetime | None = None,
) -> DeadlineNotice:
    """Return what to say about the deadline at an instant, in days of Berlin."""
    last_day = last_day_before(closes_at)
    days_left = max((last_day - berlin_day(at)).days, 0)
    return DeadlineNotice(
        state=_state(at=at, opens_at=opens_at, closes_at=closes_at, days_left=days_left),
        opens_on=berlin_day(opens_at),
        last_day=last_day,
        days_left=days_left,
        is_extended=closed_originally_at is not None and closed_originally_at < closes_at,
    )


def received_in_time(case: Case) -> Verdicts:
    """The application was received before the deadline."""
    received_at, closes_at = case.facts.received_at, case.facts.round.closes_at
    last_day = last_day_before(closes_at)
    if received_at is None:
        outcome = Outcome.PASSED if case.on <= last_day else Outcome.TO_CLARIFY
        reason = "in_time" if outcome == Outcome.PASSED else "draft"
        yield Verdict(outcome, values={"reason": reason, "last_day": last_day})
        return
    late = is_late(received_at, closes_at)
    yield Verdict(
        Outcome.TO_CLARIFY if late else Outcome.PASSED,
        values={
            "reason": "received" if late else "in_time",
            "received_at": received_at,
            "last_day": last_day,
            "late_seconds": int(lateness(received_at, closes_at).total_seconds()),
        },
    )


def _state(
    *, at: datetime, opens_at: datetime, closes_at: datetime, days_left: int
) -> DeadlineState:
    if at < opens_at:
        return DeadlineState.NOT_OPEN
    if is_late(at, closes_at):
        return DeadlineState.OVER
    if days_left > _FAR_DAYS:
        return DeadlineState.FAR
    if days_left > _CLOSE_DAYS:
        return DeadlineState.NEAR
    return DeadlineState.CLOSE if days_left else DeadlineState.LAST_DAY
