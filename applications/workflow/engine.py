"""The one door for state: checks the move, claims the row, books, writes, logs."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from applications import clock
from applications.models import Application, Transition, User
from applications.rules.lifecycle import Action, Move, State, find_move
from applications.rules.waiting import waits_for
from applications.workflow import audit, budget, guards
from applications.workflow.permissions import roles_of


class MovedMeanwhile(Exception):
    """Somebody else moved the application between looking and writing."""


@transaction.atomic
def perform(
    action: Action,
    *,
    application: Application,
    actor: User,
    at: datetime,
    target: State | None = None,
    reason: str = "",
    amount_eur: Decimal = Decimal("0.00"),
    changes: Mapping[str, Any] | None = None,
) -> Move:
    """Move an application; state, columns, money, transition and audit event come together.

    ``amount_eur`` is the sum of the decision that the move reserves, commits or frees.
    ``changes`` are columns that the target state requires, such as the receipt.
    Raises ``MoveNotAllowed``, ``ConflictOfInterest``, ``ReasonNeeded``, ``SecondPersonNeeded``,
    ``MovedMeanwhile``, ``BudgetExceeded``; after any of them nothing has happened.
    """
    source = State(application.state)
    move = find_move(
        action=action, source=source, roles=roles_of(actor, application), target=target
    )
    guards.check(move, application=application, actor=actor, reason=reason)
    columns = {
        "state": move.target,
        "state_changed_at": at,
        "waits_for": waits_for(move.target),
        # A day to answer belongs to the state that it was set with.
        "due_on": None,
        **({} if move.waits_for_letter else {"told_state": move.target}),
        **(changes or {}),
    }
    _claim(application, source=source, columns=columns)
    budget.book(move.ledger, round_id=application.round_id, source=source, amount_eur=amount_eur)
    _log(application, move=move, actor=actor, at=at, reason=reason)
    # Only now, so that a refusal leaves the object in hand as it was.
    for name, value in columns.items():
        setattr(application, name, value)
    return move


def _claim(application: Application, *, source: State, columns: Mapping[str, Any]) -> None:
    """Take the row by compare-and-set: right on both databases, where row locks are not.

    The instant is compared, too: a case may have come back to the same state meanwhile, and
    a signature must not go to a proposal that its author has not seen.
    """
    rows = Application.objects.filter(
        pk=application.pk, state=source, state_changed_at=application.state_changed_at
    )
    if rows.update(**columns) != 1:
        raise MovedMeanwhile(application.pk)


def _log(application: Application, *, move: Move, actor: User, at: datetime, reason: str) -> None:
    Transition(
        application=application,
        action=move.action,
        source=move.source,
        target=move.target,
        actor=actor,
        reason=reason,
        at=at,
        real_at=clock.real_now(),
    ).save(force_insert=True)
    audit.record(
        f"application.{move.action}",
        actor=actor,
        at=at,
        application=application,
        source=move.source,
        target=move.target,
    )
