"""How long what is kept, counted from when: one table for the job, the pages and the documents.

Storage limitation is Art. 5 (1) e DSGVO; what the authority files it keeps by its own plan, which
is a value of the round. All other periods stand here.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from applications.rules.lifecycle import State
from applications.rules.record_parts import kept_until

# Somebody who has to save something hears of it so many days before.
DAYS_OF_NOTICE: Final = 30
_OVER: Final = frozenset({State.WITHDRAWN, State.REJECTED, State.REVOKED})


class Clock(StrEnum):
    """Which time a period is counted in: that of the procedure, or that of the machines."""

    BUSINESS = "business"
    REAL = "real"


class Kind(StrEnum):
    """What the retention job takes away, in the order in which it does."""

    CASES = "cases"
    EXPORTS = "exports"
    FACTOR_RESETS = "factor_resets"
    DRAFTS = "drafts"
    ORGANISATIONS = "organisations"
    NAMES = "names"
    UNCONFIRMED_ACCOUNTS = "unconfirmed_accounts"
    ENQUIRIES = "enquiries"
    FEEDBACK = "feedback"
    MAILS = "mails"
    INVITATIONS = "invitations"
    PRESENCES = "presences"
    SESSIONS = "sessions"
    JOBS = "jobs"
    CACHE = "cache"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How long one kind stays; without a period it goes as soon as nothing needs it."""

    kept_for: timedelta = timedelta()
    clock: Clock = Clock.REAL

    def latest(self, *, business: datetime, real: datetime) -> datetime:
        """Return the instant before which a row must have begun to be due now."""
        return (business if self.clock == Clock.BUSINESS else real) - self.kept_for


RULES: Final[Mapping[Kind, Rule]] = {
    # Both have their period in the round.
    Kind.CASES: Rule(clock=Clock.BUSINESS),
    Kind.DRAFTS: Rule(clock=Clock.BUSINESS),
    # As long as a case, because they tell who took what out and who let whom in.
    Kind.EXPORTS: Rule(kept_for=timedelta(days=10 * 366), clock=Clock.BUSINESS),
    Kind.FACTOR_RESETS: Rule(kept_for=timedelta(days=10 * 366), clock=Clock.BUSINESS),
    Kind.ORGANISATIONS: Rule(),
    Kind.NAMES: Rule(),
    Kind.UNCONFIRMED_ACCOUNTS: Rule(kept_for=timedelta(days=7), clock=Clock.BUSINESS),
    Kind.ENQUIRIES: Rule(kept_for=timedelta(days=365), clock=Clock.BUSINESS),
    Kind.FEEDBACK: Rule(kept_for=timedelta(days=3 * 365), clock=Clock.BUSINESS),
    Kind.MAILS: Rule(kept_for=timedelta(days=365), clock=Clock.BUSINESS),
    Kind.INVITATIONS: Rule(kept_for=timedelta(days=30)),
    Kind.PRESENCES: Rule(kept_for=timedelta(days=1)),
    Kind.SESSIONS: Rule(),
    Kind.JOBS: Rule(kept_for=timedelta(days=30)),
    Kind.CACHE: Rule(),
}


def draft_deletion_day(*, last_day: date, months: int) -> date:
    """Return the day on which unsent drafts are deleted: so many months after the deadline."""
    number = last_day.year * 12 + last_day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(last_day.day, calendar.monthrange(year, month)[1]))


def case_kept_until(
    *, state: State, changed_on: date, proof_due_on: date, years: int
) -> date | None:
    """Return the last day on which a case is kept; None while it is not over.

    It counts from the end of the case; an award ends with its proof of use.
    """
    if state == State.AWARDED:
        return kept_until(max(changed_on, proof_due_on), years=years)
    return kept_until(changed_on, years=years) if state in _OVER else None


def day_after(day: date) -> date:
    """Return the first day on which something is not kept any more."""
    return day + timedelta(days=1)


def day_to_announce(*, today: date, due_on: date, told: date | None) -> date | None:
    """Return the day of deletion that the team has to hear of now; None when it is too early.

    ``told`` is the latest day that the team was told. Who was told nothing in time, because the
    timer did not run, gets the whole period of notice from today.
    """
    if told is not None and told >= due_on:
        return told if told >= today else None
    if (due_on - today).days > DAYS_OF_NOTICE:
        return None
    return due_on if due_on >= today else today + timedelta(days=DAYS_OF_NOTICE)


def is_due(*, today: date, due_on: date, told: date | None, has_readers: bool) -> bool:
    """Say whether something goes today: its day has come, and so has the day it was told.

    Where nobody is left to be told there is nothing to wait for.
    """
    if today < due_on:
        return False
    return not has_readers or (told is not None and due_on <= told <= today)
