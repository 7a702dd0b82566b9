"""Legal values: one person enters a value, another confirms it; then the rules use it."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from applications.models import LegalParameter, User
from applications.rules.lifecycle import Role
from applications.rules.parameters import ParameterKind, default_known_from
from applications.workflow import audit
from applications.workflow.guards import SecondPersonNeeded
from applications.workflow.permissions import require

WRITERS = frozenset({Role.ADMINISTRATOR})
CONFIRMERS = frozenset({Role.ADMINISTRATOR, Role.HEAD})


class AlreadyConfirmed(Exception):
    """Another person confirmed the value before."""


@transaction.atomic
def enter_parameter(
    *,
    kind: ParameterKind,
    valid_from: date,
    known_from: date | None,
    value: Decimal,
    source: str,
    actor: User,
    at: datetime,
) -> LegalParameter:
    """Enter a value; it counts for nothing until another person confirms it.

    Without ``known_from`` the value is known one month before it is valid.
    Raises ``NotPermitted``.
    """
    require(actor, *WRITERS)
    parameter = LegalParameter.objects.create(
        kind=kind,
        valid_from=valid_from,
        known_from=known_from or default_known_from(valid_from),
        value=value,
        source=source,
        entered_by=actor,
    )
    _log("legal_parameter.entered", parameter, actor=actor, at=at)
    return parameter


@transaction.atomic
def confirm_parameter(*, parameter: LegalParameter, actor: User, at: datetime) -> None:
    """Confirm a value that somebody else entered; from now on the rules use it.

    Raises ``NotPermitted``, ``SecondPersonNeeded`` and ``AlreadyConfirmed``.
    """
    require(actor, *CONFIRMERS)
    if parameter.entered_by_id == actor.pk:
        raise SecondPersonNeeded(actor.pk)
    open_rows = LegalParameter.objects.filter(pk=parameter.pk, confirmed_at=None)
    if not open_rows.update(confirmed_by=actor, confirmed_at=at):
        raise AlreadyConfirmed(parameter.pk)
    _log("legal_parameter.confirmed", parameter, actor=actor, at=at)


def _log(event: str, parameter: LegalParameter, *, actor: User, at: datetime) -> None:
    audit.record(
        event,
        actor=actor,
        at=at,
        parameter=parameter.pk,
        kind=str(parameter.kind),
        valid_from=parameter.valid_from.isoformat(),
        value=str(parameter.value),
    )
