"""Declaring a relation to an association; anything but none closes the case for the person."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from applications.models import Application, ConflictDeclaration, User
from applications.rules.lifecycle import Role
from applications.rules.review import Relation
from applications.workflow import audit
from applications.workflow.conflicts import (
    ASKED,
    ConflictOfInterest,
    RelationNotDeclared,
    Standing,
    closed_cases,
    current_conflicts,
    is_closed_for,
    open_to,
    require_open,
    require_unbiased,
    standing,
    standing_after,
    with_declared,
    with_standing,
)
from applications.workflow.guards import ReasonNeeded
from applications.workflow.permissions import require

__all__ = [
    "DECIDERS",
    "ConflictOfInterest",
    "RelationNotDeclared",
    "Standing",
    "clear_conflict",
    "closed_cases",
    "declare_relation",
    "declared_conflicts",
    "is_closed_for",
    "open_to",
    "require_open",
    "require_unbiased",
    "standing",
    "standing_after",
    "with_declared",
    "with_standing",
]
# Who opens a case again for a person who declared a relation.
DECIDERS: Final = frozenset({Role.HEAD})


@transaction.atomic
def declare_relation(
    *, application: Application, relation: Relation, reason: str, actor: User, at: datetime
) -> ConflictDeclaration:
    """Write down how the person stands to the association.

    Anything but none needs a reason, closes the case for the person at once and hands it back.
    A person who closed a case cannot open it again; that is for the head.
    Raises ``NotPermitted``, ``ReasonNeeded`` and ``ConflictOfInterest``.
    """
    require(actor, *ASKED)
    # Locked, so that two windows of one person cannot pass each other.
    Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    require_unbiased(actor, application)
    if relation != Relation.NONE and not reason.strip():
        raise ReasonNeeded("relation")
    row = _write(application, actor, relation, reason, entered_by=actor, at=at)
    if relation != Relation.NONE:
        _hand_back(application, actor, at=at)
    return row


@transaction.atomic
def clear_conflict(
    *, application: Application, person: User, reason: str, actor: User, at: datetime
) -> ConflictDeclaration:
    """Let the head decide, in writing, that a person may work on a case after all.

    Nobody decides about themselves, and no head who must keep away from the case decides at all.
    Raises ``NotPermitted``, ``ReasonNeeded`` and ``ConflictOfInterest``.
    """
    require(actor, *DECIDERS)
    require_unbiased(actor, application)
    if not reason.strip():
        raise ReasonNeeded("relation")
    return _write(application, person, Relation.NONE, reason, entered_by=actor, at=at)


def declared_conflicts() -> QuerySet[ConflictDeclaration]:
    """Return what closes cases now, with case and person, the newest first."""
    return current_conflicts().select_related("application", "person").order_by("-pk")


def _write(
    application: Application,
    person: User,
    relation: Relation,
    reason: str,
    *,
    entered_by: User,
    at: datetime,
) -> ConflictDeclaration:
    row = ConflictDeclaration(
        application=application,
        person=person,
        relation=relation,
        reason=reason.strip(),
        entered_by=entered_by,
        declared_at=at,
    )
    row.save(force_insert=True)
    audit.record(
        "conflict.declared" if entered_by == person else "conflict.cleared",
        actor=entered_by,
        at=at,
        application=application,
        person=person.pk,
        relation=relation,
    )
    return row


def _hand_back(application: Application, person: User, *, at: datetime) -> None:
    """Take the case from the person; the head sees the declaration and gives it on."""
    cases = Application.objects.filter(pk=application.pk, assigned_to=person)
    if cases.update(assigned_to=None):
        application.assigned_to = None
        audit.record(
            "application.assigned", actor=person, at=at, application=application, assignee=None
        )
