"""Internal notes: for colleagues only, and part of the file."""

from datetime import datetime

from django.db import transaction

from applications.models import Application, InternalNote, User
from applications.rules.lifecycle import Role
from applications.workflow import audit
from applications.workflow.conflicts import require_unbiased
from applications.workflow.permissions import require, staff_roles

WRITERS = frozenset({Role.CASE_WORKER, Role.APPROVER, Role.HEAD})


def may_write_notes(actor: User) -> bool:
    """Say whether a person writes notes; the audit office only reads."""
    return bool(staff_roles(actor) & WRITERS)


@transaction.atomic
def write_note(
    *, application: Application, text: str, last_own: int, actor: User, at: datetime
) -> InternalNote:
    """Write one note; it is never changed and never goes to the association.

    ``last_own`` is the number of the writer's latest note when the form was shown: the same words
    after it come from a second click and give the first note back.
    Raises ``NotPermitted`` and ``ConflictOfInterest``.
    """
    require(actor, *WRITERS)
    require_unbiased(actor, application)
    Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    text = text.strip()
    later = InternalNote.objects.filter(application=application, author=actor, pk__gt=last_own)
    twin: InternalNote | None = later.filter(text=text).first()
    if twin:
        return twin
    note = InternalNote(application=application, author=actor, text=text, written_at=at)
    note.save(force_insert=True)
    audit.record("note.written", actor=actor, at=at, application=application, note=note.pk)
    return note


def notes(application: Application) -> list[InternalNote]:
    """Return the notes of a case, the newest first."""
    rows = InternalNote.objects.filter(application=application).select_related("author")
    return list(rows.order_by("-pk"))
