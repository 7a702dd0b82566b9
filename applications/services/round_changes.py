"""Changes of an open round: proposed by the administration, confirmed by the head."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import IntegrityError, transaction

from applications.models import FundingRound, RoundChange, User
from applications.rules.lifecycle import Role, State
from applications.rules.periods import last_day_before
from applications.rules.round_changes import CHANGEABLE, Limit
from applications.services.deadline_extension import extend
from applications.workflow import audit
from applications.workflow.application_document import plain
from applications.workflow.guards import ReasonNeeded, SecondPersonNeeded
from applications.workflow.permissions import require, staff_roles

PROPOSERS: Final = frozenset({Role.ADMINISTRATOR})
CONFIRMERS: Final = frozenset({Role.HEAD})
_CEILINGS: Final = ("micro_project_maximum_eur", "minijob_maximum_eur")


class NothingChanged(Exception):
    """All values are those that the round has."""


class NotOpenYet(Exception):
    """Before a round opens its form is the place for changes."""


class ChangeWaiting(Exception):
    """One change after the other: another one waits for its confirmation."""


class ChangeClosed(Exception):
    """Somebody confirmed or refused the change before."""


class LimitBroken(Exception):
    """A value may not change this way; ``name`` is its field."""

    def __init__(self, name: str, limit: Limit | None) -> None:
        super().__init__(name, limit)
        self.name, self.limit = name, limit


class RoundMovedMeanwhile(Exception):
    """The round no longer has the values from which the change started."""


@transaction.atomic
def propose_change(
    *,
    funding_round: FundingRound,
    values: Mapping[str, Any],
    reason: str,
    actor: User,
    at: datetime,
) -> RoundChange:
    """Write down new values of an open round; nothing changes before another person confirms.

    Raises ``NotPermitted``, ``NotOpenYet``, ``ReasonNeeded``, ``NothingChanged``,
    ``LimitBroken`` and ``ChangeWaiting``.
    """
    require(actor, *PROPOSERS)
    row = FundingRound.objects.select_for_update().get(pk=funding_round.pk)
    if not row.has_opened(at):
        raise NotOpenYet(row.pk)
    if not reason.strip():
        raise ReasonNeeded(row.pk)
    new = changed_values(row, values)
    check_limits(row, new)
    changes = {name: {"old": plain(getattr(row, name)), "new": plain(new[name])} for name in new}
    try:
        with transaction.atomic():
            change = RoundChange.objects.create(
                round=row,
                changes=changes,
                reason=reason.strip(),
                proposed_by=actor,
                proposed_at=at,
            )
    except IntegrityError:
        raise ChangeWaiting(row.pk) from None
    _log("round.change_proposed", change, actor=actor, at=at)
    return change


@transaction.atomic
def confirm_change(*, change: RoundChange, actor: User, at: datetime) -> None:
    """Give the round its new values; a later deadline counts for everybody, also backwards.

    Raises ``NotPermitted``, ``SecondPersonNeeded``, ``ChangeClosed``, ``RoundMovedMeanwhile``
    and ``LimitBroken``, when the round has promised more money meanwhile.
    """
    require(actor, *CONFIRMERS)
    if change.proposed_by_id == actor.pk:
        raise SecondPersonNeeded(actor.pk)
    row = FundingRound.objects.select_for_update().get(pk=change.round_id)
    # A field that rounds no longer have is as good as changed meanwhile.
    old = {name: plain(getattr(row, name, None)) for name in change.changes}
    if old != {name: both["old"] for name, both in change.changes.items()}:
        raise RoundMovedMeanwhile(row.pk)
    new = new_values(change)
    check_limits(row, new)
    _close(change, is_confirmed=True, actor=actor, at=at)
    FundingRound.objects.filter(pk=row.pk).update(**new)
    drafts = row.applications.filter(state=State.DRAFT)
    if ceilings := {name: new[name] for name in _CEILINGS if name in new}:
        drafts.update(**ceilings)
    if "closes_at" in new:
        extend(row, closes_at=new["closes_at"], reason=change.reason, actor=actor, at=at)
    _log("round.change_confirmed", change, actor=actor, at=at)


@transaction.atomic
def refuse_change(*, change: RoundChange, note: str, actor: User, at: datetime) -> None:
    """Close a change without effect: the head refuses it, or who proposed it takes it back.

    Raises ``NotPermitted``, ``ReasonNeeded`` and ``ChangeClosed``.
    """
    if change.proposed_by_id != actor.pk or not staff_roles(actor) & PROPOSERS:
        require(actor, *CONFIRMERS)
    if not note.strip():
        raise ReasonNeeded(change.pk)
    _close(change, is_confirmed=False, actor=actor, at=at, note=note.strip())
    _log("round.change_refused", change, actor=actor, at=at)


def changed_values(row: FundingRound, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that differ from those of the round, and what comes with them.

    Whoever gets more time still reckons with the law known on the planned last day: the same
    application costs the same for everybody. Raises ``NothingChanged``.
    """
    new = {name: value for name, value in values.items() if value != getattr(row, name)}
    if not new:
        raise NothingChanged(row.pk)
    if "closes_at" in new and row.rates_known_on is None:
        new["rates_known_on"] = last_day_before(row.closes_at)
    return new


def new_values(change: RoundChange) -> dict[str, Any]:
    """Return the new values as the columns take them, without those of former columns."""
    fields = {field.name: field for field in FundingRound._meta.concrete_fields}
    found = {
        name: fields[name].to_python(both["new"])
        for name, both in change.changes.items()
        if name in fields
    }
    # Empty texts stand as null in the plain values.
    return {
        name: "" if value is None and not fields[name].null else value
        for name, value in found.items()
    }


def check_limits(row: FundingRound, new: Mapping[str, Any]) -> None:
    """Refuse what an open round does not take. Raises ``LimitBroken``."""
    for name, value in new.items():
        limit = CHANGEABLE.get(name)
        comes_with_deadline = name == "rates_known_on" and "closes_at" in new
        if not comes_with_deadline and not _keeps(row, limit, getattr(row, name), value):
            raise LimitBroken(name, limit)
    whole = {name: new.get(name, getattr(row, name)) for name in (*_CEILINGS, "maximum_eur")}
    if whole[_CEILINGS[0]] + whole[_CEILINGS[1]] != whole["maximum_eur"]:
        raise LimitBroken("maximum_eur", None)
    if new.get("drafts_until") and new["drafts_until"] > new.get("closes_at", row.closes_at):
        raise LimitBroken("drafts_until", None)


def _keeps(row: FundingRound, limit: Limit | None, old: Any, value: Any) -> bool:
    if limit in {Limit.LATER, Limit.NOT_LESS}:
        return _is_no_less(old, value)
    if limit == Limit.COVERS_PROMISES:
        promised: Decimal = row.awarded_eur + row.reserved_eur
        return bool(value >= promised)
    if limit == Limit.BEFORE_FIRST_SENDING:
        return value > 0 and not row.applications.exclude(state=State.DRAFT).exists()
    return limit == Limit.FREE


def _is_no_less(old: date | int | None, value: date | int | None) -> bool:
    """Compare two days or numbers; empty means that there is no limit of its own."""
    if value is None:
        return True
    return old is not None and value >= old  # type: ignore[operator]


def _close(
    change: RoundChange, *, is_confirmed: bool, actor: User, at: datetime, note: str = ""
) -> None:
    # Closing is claiming: of two persons at the same moment one decides.
    waiting = RoundChange.objects.filter(pk=change.pk, closed_at=None)
    if not waiting.update(closed_by=actor, closed_at=at, is_confirmed=is_confirmed, note=note):
        raise ChangeClosed(change.pk)


def _log(event: str, change: RoundChange, *, actor: User, at: datetime) -> None:
    audit.record(
        event,
        actor=actor,
        at=at,
        round=change.round_id,
        change=change.pk,
        fields=sorted(change.changes),
    )
