"""Which values of a running installation call somebody, and from where on.

Page „Betrieb“, metrics and the sample of alarm rules all read this one table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_GIGABYTE: Final = 1024**3
# How far back refused sign-ins, and failed requests in the sample of alarm rules, are counted.
SIGN_IN_WINDOW_SECONDS: Final = 15 * _MINUTE
ERROR_WINDOW_SECONDS: Final = 5 * _MINUTE
# What every metric begins with.
PREFIX: Final = "wir_"


class Value(StrEnum):
    """What is measured; with ``PREFIX`` the name of its metric."""

    PART_WORKS = "part_works"
    JOBS_WAITING = "jobs_waiting"
    JOB_WAITS = "job_waits_seconds"
    MAILS_WAITING = "mails_waiting"
    MAIL_WAITS = "mail_waits_seconds"
    MAILS_PARKED = "mails_parked"
    DOCUMENTS_WAITING = "documents_waiting"
    DOCUMENT_WAITS = "document_waits_seconds"
    DOCUMENTS_PARKED = "documents_parked"
    RECEIPTS_MISSING = "receipts_missing"
    RECEIPT_MISSING = "receipt_missing_seconds"
    LETTERS_MISSING = "letters_missing"
    LETTER_MISSING = "letter_missing_seconds"
    MONEY_IS_RIGHT = "money_is_right"
    ROUND_BUDGET = "round_budget_eur"
    ROUND_BOOKED = "round_booked_eur"
    ROUND_DECIDED = "round_decided_eur"
    AUDIT_ROWS = "audit_rows"
    AUDIT_END_IS_WHOLE = "audit_end_is_whole"
    AUDIT_BREAKS = "audit_breaks"
    SINCE_AUDIT = "since_audit_seconds"
    SINCE_BACKUP = "since_backup_seconds"
    SINCE_RETENTION = "since_retention_seconds"
    SIGN_INS_REFUSED = "sign_ins_refused"
    CLOCK_OFFSET = "clock_offset_seconds"
    FREE_BYTES = "free_bytes"
    # Counted by the web processes, so known to monitoring only.
    REQUESTS_FAILED = "requests_failed"


class Level(StrEnum):
    """How a value stands."""

    GOOD = "good"
    WARNING = "warning"
    ALARM = "alarm"


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A value beyond ``warning`` should be looked at, beyond ``alarm`` at once.

    Beyond means above, for a floor below; None never warns.
    """

    alarm: float
    warning: float | None = None
    is_floor: bool = False

    def level(self, number: float | Decimal) -> Level:
        """Return how a number stands."""
        if self._is_beyond(number, self.alarm):
            return Level.ALARM
        if self.warning is not None and self._is_beyond(number, self.warning):
            return Level.WARNING
        return Level.GOOD

    def _is_beyond(self, number: float | Decimal, limit: float) -> bool:
        return number < limit if self.is_floor else number > limit


_YES: Final = Limit(alarm=1, is_floor=True)
_NONE: Final = Limit(alarm=0)
_WAIT: Final = Limit(warning=10 * _MINUTE, alarm=30 * _MINUTE)
# Daily deeds: one that failed is seen on the next morning, two in a row are an alarm.
_DAILY: Final = Limit(warning=26 * _HOUR, alarm=50 * _HOUR)
LIMITS: Final[Mapping[Value, Limit]] = {
    Value.PART_WORKS: _YES,
    Value.JOB_WAITS: _WAIT,
    Value.MAIL_WAITS: _WAIT,
    Value.MAILS_PARKED: _NONE,
    Value.DOCUMENT_WAITS: _WAIT,
    Value.DOCUMENTS_PARKED: _NONE,
    Value.RECEIPT_MISSING: _WAIT,
    Value.LETTER_MISSING: _WAIT,
    Value.MONEY_IS_RIGHT: _YES,
    Value.AUDIT_END_IS_WHOLE: _YES,
    Value.AUDIT_BREAKS: _NONE,
    Value.SINCE_AUDIT: _DAILY,
    Value.SINCE_BACKUP: _DAILY,
    Value.SINCE_RETENTION: _DAILY,
    Value.SIGN_INS_REFUSED: Limit(warning=20, alarm=100),
    Value.CLOCK_OFFSET: Limit(alarm=2),
    Value.FREE_BYTES: Limit(warning=5 * _GIGABYTE, alarm=_GIGABYTE, is_floor=True),
    Value.REQUESTS_FAILED: Limit(warning=0, alarm=10),
}


def level_of(value: Value, number: float | Decimal) -> Level:
    """Return how a number of a value stands; a value without limits is always good."""
    limit = LIMITS.get(value)
    return limit.level(number) if limit else Level.GOOD
