"""Walks the audit log from its first row and finds what was changed, taken out or put in."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import Subquery

from applications import clock
from applications.models import AuditChain, AuditEvent
from applications.workflow import audit

logger = logging.getLogger(__name__)

# So many rows are in memory at a time.
ROWS: Final = 500
_FIRST: Final = "0" * 64


class Break(StrEnum):
    """What is wrong at a row of the chain."""

    CHANGED = "changed"
    MISSING = "missing"
    NOT_LINKED = "not_linked"
    CUT = "cut"
    BEHIND_THE_END = "behind_the_end"
    NOT_AS_NOTED = "not_as_noted"


@dataclass(frozen=True)
class Head:
    """The end of the chain at some instant: whoever noted it can recognise a later forgery."""

    number: int
    hash: str

    @classmethod
    def read(cls, text: str) -> "Head":
        """Return the head that was printed as ``NUMBER:HASH``. Raises ``ValueError``."""
        number, _colon, digest = text.strip().partition(":")
        if len(digest) != len(_FIRST) or not set(digest) <= set("0123456789abcdef"):
            raise ValueError(text)
        return cls(int(number), digest)

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


@dataclass(frozen=True)
class Broken:
    """One break, with the number of the row where it shows."""

    number: int
    kind: Break


def current_head() -> Head:
    """Return the end of the chain as the database tells it."""
    chain = AuditChain.objects.get(pk=1)
    return Head(chain.last_number, chain.last_hash)


def check_chain(head: Head, *, noted: Head | None = None, after: int = 0) -> Iterator[Broken]:
    """Walk the chain up to a head and yield every break; memory stays the same at any length.

    ``noted`` is a head that was kept outside: it must still stand in the chain. Only this finds
    somebody who wrote the whole chain anew, its end included. The walk begins behind the row
    with the number ``after``, whose hash is taken from the row that follows it.
    """
    previous, expected = None if after else _FIRST, after + 1
    rows = AuditEvent.objects.filter(number__gt=after, number__lte=head.number)
    for row in rows.order_by("number").iterator(chunk_size=ROWS):
        if row.number != expected:
            yield from _missing(expected, row.number)
        elif previous is not None and row.previous_hash != previous:
            yield Broken(row.number, Break.NOT_LINKED)
        if audit.row_hash(row) != row.hash:
            yield Broken(row.number, Break.CHANGED)
        if noted and row.number == noted.number and row.hash != noted.hash:
            yield Broken(row.number, Break.NOT_AS_NOTED)
        previous, expected = row.hash, row.number + 1
    yield from _end(head, last=Head(expected - 1, previous or head.hash), noted=noted)


def walk_chain(head: Head, *, noted: Head | None = None) -> Iterator[Broken]:
    """Walk the whole chain as ``check_chain`` does, and note in the log what came of it."""
    breaks = 0
    for broken in check_chain(head, noted=noted):
        breaks += 1
        yield broken
    try:
        with transaction.atomic():
            audit.record(
                "audit.verified", actor=None, at=clock.now(), head=str(head), breaks=breaks
            )
    except IntegrityError:
        # Rows stand behind the end of the log, so nothing can follow it: that is told above.
        logger.error("the audit log takes no row: %s breaks", breaks)


def end_is_whole() -> bool:
    """Say whether the latest rows, ``ROWS`` of them, follow from each other up to the end.

    Three statements at any length; an older row that was changed is for ``walk_chain`` to find.
    """
    head = current_head()
    return next(check_chain(head, after=max(head.number - ROWS, 0)), None) is None


def log_head_once_a_day() -> bool:
    """Write the head into the technical log, the first time on a day; say whether that was now.

    Kept outside the machine, the log then proves the chain up to that day.
    """
    key = f"audit-head-{clock.real_now().date().isoformat()}"
    if not cache.add(key, value=True, timeout=int(timedelta(days=2).total_seconds())):
        return False
    logger.info("audit head %s", current_head())
    return True


def _missing(first: int, following: int) -> Iterator[Broken]:
    for number in range(first, following):
        yield Broken(number, Break.MISSING)


def _end(head: Head, *, last: Head, noted: Head | None) -> Iterator[Broken]:
    if last != head:
        yield Broken(head.number, Break.CUT)
    if noted and noted.number > head.number:
        yield Broken(noted.number, Break.NOT_AS_NOTED)
    # One statement sees rows and end at the same instant: writers commit both together.
    end = AuditChain.objects.filter(pk=1).values("last_number")
    behind = AuditEvent.objects.filter(number__gt=Subquery(end)).order_by("number")
    for row in behind[:1]:
        yield Broken(row.number, Break.BEHIND_THE_END)
