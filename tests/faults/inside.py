"""What is done inside an installation, with its settings: fill it, and examine what it keeps.

``python -m tests.faults.inside DEED WORDS`` prints what it found as JSON.
"""

import hashlib
import io
import json
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

PEOPLE: Final = 8


def fill(count: str) -> list[dict[str, str]]:
    """Make so many complete drafts of a few people, and a session for each of these."""
    from django.conf import settings  # noqa: PLC0415 - app ready
    from django.db import transaction  # noqa: PLC0415 - app ready

    from tests import factories  # noqa: PLC0415 - app ready

    # Nobody signs in with these passwords: no time goes into their hashes.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with transaction.atomic():
        people = [factories.make_user(f"Person {number}") for number in range(PEOPLE)]
        sessions = [_session(person) for person in people]
        return [
            {
                "code": factories.make_complete_draft(actor=people[number % PEOPLE]).code,
                "session": sessions[number % PEOPLE],
            }
            for number in range(int(count))
        ]


def invite(count: str) -> list[dict[str, str]]:
    """Make so many people with a session and a password, each with a complete draft."""
    from allauth.account.models import EmailAddress  # noqa: PLC0415 - app ready
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415 - app ready
    from django.db import transaction  # noqa: PLC0415 - app ready

    from applications.models import Application, User  # noqa: PLC0415 - app ready
    from tests import factories  # noqa: PLC0415 - app ready
    from tests.support.accounts import PASSWORD  # noqa: PLC0415 - app ready

    # One hash for all: it costs as much to check as a hash of one's own.
    known, found = make_password(PASSWORD), []
    with transaction.atomic():
        first = Application.objects.count()
        for number in range(first, first + int(count)):
            email = f"guest{number}@verein.example"
            person = User.objects.create(email=email, name=f"Guest {number}", password=known)
            EmailAddress.objects.create(user=person, email=email, primary=True, verified=True)
            draft = factories.make_complete_draft(actor=person)
            found.append({"email": email, "code": draft.code, "session": _session(person)})
    return found


def _session(person: Any) -> str:
    from django.conf import settings  # noqa: PLC0415 - app ready
    from django.test import Client  # noqa: PLC0415 - app ready

    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def examine() -> dict[str, Any]:
    """Return the number of every sent application, what is torn, and what still waits."""
    from applications.models import Application  # noqa: PLC0415 - app ready

    sent = Application.objects.exclude(state="draft").order_by("number")
    torn = [*_torn_applications(), *_gaps(), *_torn_chain(), *_torn_documents()]
    return {"references": {row.code: row.reference_number for row in sent}, "torn": torn}


def _torn_applications() -> Iterator[str]:
    """Name applications that came in part: everything of a sending is there, or nothing."""
    from applications.models import Application  # noqa: PLC0415 - app ready

    for row in Application.objects.all():
        parts, wanted = _parts(row), int(row.state != "draft")
        faults = [name for name, count in parts.items() if count != wanted]
        if row.state != "draft" and not (row.submitted_at and row.submitted_by_id):
            faults.append("receipt")
        if faults:
            yield f"{row.code} {row.state}: {', '.join(faults)}"


def _parts(row: Any) -> dict[str, int]:
    from applications.rules.findings import Outcome  # noqa: PLC0415 - app ready
    from applications.workflow.snapshots import report_of, sha256_of  # noqa: PLC0415 - app ready

    snapshots = list(row.snapshots.all())
    return {
        "number": sum(map(bool, (row.number,))),
        "snapshot": len(snapshots),
        "hash": sum(one.sha256 == sha256_of(one.payload) for one in snapshots),
        "findings": sum(
            len(report_of(one).of(Outcome.PASSED)) == row.passed_count > 0 for one in snapshots
        ),
        "number in the snapshot": sum(
            json.loads(one.payload)["reference_number"] == row.reference_number
            for one in snapshots
        ),
        "move": row.transitions.count(),
        "audit row": row.audit_events.filter(event="application.submit").count(),
        "document": row.documents.count(),
        "mail": row.messages.count(),
    }


def _gaps() -> Iterator[str]:
    from applications.models import Application, FundingRound  # noqa: PLC0415 - app ready

    numbers = Application.objects.exclude(number=None).order_by("number")
    found = list(numbers.values_list("number", flat=True))
    if found != list(range(1, FundingRound.objects.get().last_number + 1)):
        yield f"numbers {found}"


def _torn_chain() -> Iterator[str]:
    from applications.models import AuditChain, AuditEvent  # noqa: PLC0415 - app ready
    from applications.workflow.audit import row_hash  # noqa: PLC0415 - app ready

    last, before = 0, "0" * 64
    for row in AuditEvent.objects.order_by("number"):
        if (row.number, row.previous_hash, row.hash) != (last + 1, before, row_hash(row)):
            yield f"audit row {row.number}"
        last, before = row.number, row.hash
    chain = AuditChain.objects.get()
    if (chain.last_number, chain.last_hash) != (last, before):
        yield "end of the audit chain"


def _torn_documents() -> Iterator[str]:
    """Name documents that say they are made, but whose file is another one or none."""
    from applications.models import Document  # noqa: PLC0415 - app ready

    for row in Document.objects.exclude(rendered_at=None):
        storage = row.file.storage
        content = storage.open(row.file.name).read() if storage.exists(row.file.name) else b""
        if hashlib.sha256(content).hexdigest() != row.sha256 or not content:
            yield f"document {row.code}"


def later(minutes: str, *words: str) -> str:
    """Let business time pass, or with a negative number step back, and let the timer ring."""
    from django.core.management import call_command  # noqa: PLC0415 - app ready

    from applications import clock  # noqa: PLC0415 - app ready
    from applications.models.rehearsal import RehearsalClock  # noqa: PLC0415 - app ready

    row = RehearsalClock.objects.get(pk=1)
    row.offset += timedelta(minutes=int(minutes))
    row.save()
    clock.reset()
    call_command("sweep", *words, stdout=(said := io.StringIO()))
    return said.getvalue()


DEEDS: Final = {deed.__name__: deed for deed in (examine, fill, invite, later)}


def main(deed: str, *words: str) -> None:
    """Do one deed in the installation that the environment names."""
    import django  # noqa: PLC0415 - slow import

    django.setup()
    print(json.dumps(DEEDS[deed](*words)))  # noqa: T201 - the answer


if __name__ == "__main__":
    main(*sys.argv[1:])
