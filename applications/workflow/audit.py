"""Writes the audit log; each row carries the hash of the one before."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from applications import clock
from applications.models import Application, AuditChain, AuditEvent, User
from applications.workflow import request_id


def record(
    event: str,
    *,
    actor: User | None,
    at: datetime,
    application: Application | None = None,
    **data: Any,
) -> AuditEvent:
    """Append one event in the running transaction; ``data`` holds primitives, no texts.

    During a request its number is added as ``request``: the technical log has the same.
    What happens to a case of a rehearsal is noted by its code: the case goes with the rehearsal,
    the chain stays whole. The row with the end of the chain is locked first, so that two writers
    never continue from the same hash; the lock lasts until the transaction ends.
    """
    if application is not None and application.is_rehearsal:
        data["code"], application = application.code, None
    if number := request_id.current():
        data["request"] = number
    chain = AuditChain.objects.select_for_update().get(pk=1)
    row = AuditEvent(
        number=chain.last_number + 1,
        event=event,
        actor=actor,
        application=application,
        data=data,
        at=at,
        real_at=clock.real_now(),
        previous_hash=chain.last_hash,
    )
    row.hash = row_hash(row)
    row.save(force_insert=True)
    AuditChain.objects.filter(pk=1).update(last_number=row.number, last_hash=row.hash)
    return row


def row_hash(row: AuditEvent) -> str:
    """Return SHA-256 over the previous hash and the canonical JSON of the row."""
    content = {
        "number": row.number,
        "event": row.event,
        "actor": row.actor_id,
        "application": row.application_id,
        "data": row.data,
        "at": _utc(row.at),
        "real_at": _utc(row.real_at),
    }
    return hashlib.sha256((row.previous_hash + canonical_json(content)).encode()).hexdigest()


def canonical_json(content: Any) -> str:
    """Return JSON that is the same for the same content: sorted keys, no blanks, UTF-8."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _utc(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="microseconds")
