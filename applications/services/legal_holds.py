"""„Löschsperre“: the head keeps a case beyond its time, in writing, and lets it go again."""

from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from applications.models import Application, LegalHold, User
from applications.rules.lifecycle import Role
from applications.workflow import audit
from applications.workflow.conflicts import require_unbiased
from applications.workflow.guards import ReasonNeeded
from applications.workflow.permissions import require

SETTERS: Final = frozenset({Role.HEAD})


class AlreadyHeld(Exception):
    """The case is held already."""


class NotHeld(Exception):
    """Nothing holds the case, or somebody has lifted it meanwhile."""


def current_hold(application: Application) -> LegalHold | None:
    """Return what holds the case now."""
    holds = LegalHold.objects.filter(application=application, lifted_at=None)
    return holds.select_related("set_by").first()


def is_held() -> Exists:
    """Return whether something holds a case now, for a query of applications."""
    return Exists(LegalHold.objects.filter(application=OuterRef("pk"), lifted_at=None))


@transaction.atomic
def set_hold(*, application: Application, reason: str, actor: User, at: datetime) -> LegalHold:
    """Keep a sent case until the hold is lifted, whatever its time.

    Raises ``NotPermitted``, ``ConflictOfInterest``, ``ReasonNeeded`` and ``AlreadyHeld``.
    """
    _require(application, reason, actor)
    try:
        with transaction.atomic():
            hold = LegalHold.objects.create(
                application=application, reason=reason.strip(), set_by=actor, set_at=at
            )
    except IntegrityError:
        raise AlreadyHeld(application.pk) from None
    audit.record("legal_hold.set", actor=actor, at=at, application=application, hold=hold.pk)
    return hold


@transaction.atomic
def lift_hold(*, application: Application, reason: str, actor: User, at: datetime) -> None:
    """Let a case go at its time again; a case whose day is over waits for a notice to its team.

    Raises ``NotPermitted``, ``ConflictOfInterest``, ``ReasonNeeded`` and ``NotHeld``.
    """
    _require(application, reason, actor)
    holds = LegalHold.objects.select_for_update().filter(application=application, lifted_at=None)
    hold = holds.first()
    if hold is None:
        raise NotHeld(application.pk)
    hold.lift_reason, hold.lifted_by, hold.lifted_at = reason.strip(), actor, at
    hold.save(update_fields=["lift_reason", "lifted_by", "lifted_at"])
    audit.record("legal_hold.lifted", actor=actor, at=at, application=application, hold=hold.pk)


def _require(application: Application, reason: str, actor: User) -> None:
    require(actor, *SETTERS)
    require_unbiased(actor, application)
    if not reason.strip():
        raise ReasonNeeded("legal_hold")
