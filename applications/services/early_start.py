"""Consent to begin before the decision (VV Nr. 1.3 zu § 44 LHO): a letter of its own.

The consent promises no money. It waits in the outbox like every letter.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction

from applications import clock
from applications.models import Application, FundingRound, LetterDraft, User
from applications.rules.documents import DocumentKind
from applications.rules.lifecycle import Role, State
from applications.services.letter_drafts import write_draft
from applications.workflow import audit
from applications.workflow.conflicts import require_unbiased
from applications.workflow.engine import MovedMeanwhile
from applications.workflow.guards import ReasonNeeded
from applications.workflow.permissions import require

DRAFTERS: Final = frozenset({Role.CASE_WORKER, Role.HEAD})
# Somebody looks at the application, and nobody has awarded or refused anything.
CONSENTED_IN: Final = frozenset(
    {
        State.UNDER_REVIEW,
        State.INFORMATION_REQUESTED,
        State.ANSWERED,
        State.HEARING,
        State.PROPOSED,
        State.WAITING,
    }
)


class BeginNotPossible(ValueError):
    """The day is ``past`` or ``outside`` the period of the round; the argument is the code."""


@dataclass(frozen=True, kw_only=True)
class Consent:
    """A consent that was drafted: the day, who wrote it and why, and what became of it."""

    begins_on: date
    reason: str
    draft: LetterDraft

    @property
    def has_left(self) -> bool:
        """Say whether the association has it."""
        return self.draft.document_id is not None


@transaction.atomic
def draft_consent(
    *, application: Application, begins_on: date, reason: str, actor: User, at: datetime
) -> LetterDraft:
    """Put a consent into the outbox; one that waits there already is thrown away.

    Without a wish in the application somebody has to write why.
    Raises ``NotPermitted``, ``ConflictOfInterest``, ``MovedMeanwhile``, ``ReasonNeeded`` and
    ``BeginNotPossible``.
    """
    require(actor, *DRAFTERS)
    require_unbiased(actor, application)
    case = Application.objects.select_for_update(of=("self",)).select_related("round")
    row = case.get(pk=application.pk)
    if not may_consent(row):
        raise MovedMeanwhile(row.pk)
    if not (row.wants_early_start or reason.strip()):
        raise ReasonNeeded(row.pk)
    check_begin(begins_on, funding_round=row.round, on=clock.berlin_date(at))
    audit.record(
        "early_start.drafted", actor=actor, at=at, application=row, begins_on=begins_on.isoformat()
    )
    return write_draft(
        DocumentKind.EARLY_START,
        application=row,
        at=at,
        actor=actor,
        values={"begins_on": begins_on.isoformat(), "reason": reason.strip()},
    )


def may_consent(application: Application) -> bool:
    """Say whether somebody could consent now."""
    return application.state in CONSENTED_IN


def check_begin(begins_on: date, *, funding_round: FundingRound, on: date) -> None:
    """Raise ``BeginNotPossible`` for a day before today or outside of the round."""
    if begins_on < on:
        raise BeginNotPossible("past")
    if not funding_round.period_from <= begins_on <= funding_round.period_until:
        raise BeginNotPossible("outside")


def consents(application: Application) -> list[Consent]:
    """Return what was drafted and not thrown away, the newest first."""
    rows = LetterDraft.objects.filter(
        application=application, kind=DocumentKind.EARLY_START, discarded_at=None
    )
    return [
        Consent(
            begins_on=date.fromisoformat(row.values["begins_on"]),
            reason=row.values.get("reason", ""),
            draft=row,
        )
        for row in rows.select_related("drafted_by", "document").order_by("-pk")
    ]
