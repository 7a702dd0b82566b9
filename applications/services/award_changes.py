"""Changing or revoking an award: one person proposes it, another signs it or gives it back."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects

from applications.models import Application, AwardChange, Decision, LetterDraft, User
from applications.models.decision import DecisionStatus
from applications.rules.award_changes import (
    AwardChangeKind,
    ChangeBasis,
    ChangeNotAllowed,
    check_change,
    check_new_period,
    freed_eur,
)
from applications.rules.decisions import NOTHING, DecisionKind, GrantAmounts, Reasons, placeholders
from applications.rules.lifecycle import Action, Role, State
from applications.services import outbox
from applications.services.hearings import PlaceholderLeft
from applications.services.identity_proof import IdentityProof
from applications.services.letter_drafts import CheckedDraft, check_draft
from applications.workflow import audit, engine
from applications.workflow.conflicts import require_unbiased
from applications.workflow.engine import MovedMeanwhile
from applications.workflow.guards import ReasonNeeded, SecondPersonNeeded
from applications.workflow.permissions import require

PROPOSERS: Final = frozenset({Role.CASE_WORKER, Role.HEAD})
CHANGED_IN: Final = frozenset({State.AWARDED, State.REVOKED})
SIGNERS: Final = frozenset({Role.APPROVER, Role.HEAD})


class ChangeWaiting(Exception):
    """Another change of this award waits for its signature."""


@dataclass(frozen=True, kw_only=True)
class WantedChange:
    """What somebody wants to change; ``paid_eur`` was transferred already, in EUR.

    ``begins_on`` and ``ends_on`` are the new Bewilligungszeitraum or both None; it lies in the
    period of the round.
    """

    kind: AwardChangeKind
    basis: ChangeBasis
    after: GrantAmounts
    reasons: Reasons
    heard: str = ""
    is_for_the_past: bool = False
    paid_eur: Decimal = Decimal("0.00")
    begins_on: date | None = None
    ends_on: date | None = None


@transaction.atomic
def propose_change(
    *, application: Application, wanted: WantedChange, actor: User, at: datetime
) -> AwardChange:
    """Propose that an award changes or ends; it stands until somebody else signs.

    Raises ``NotPermitted``, ``ConflictOfInterest``, ``MovedMeanwhile``, ``ChangeWaiting``,
    ``ChangeNotAllowed``, ``ReasonNeeded`` and ``PlaceholderLeft``.
    """
    require(actor, *PROPOSERS)
    require_unbiased(actor, application)
    case = Application.objects.select_for_update().get(pk=application.pk)
    if case.state != State.AWARDED:
        raise MovedMeanwhile(case.pk)
    if open_change(case):
        raise ChangeWaiting(case.pk)
    award, before = standing_award(case), current_amounts(case)
    _check(wanted, before, award=award)
    facts, assessment, discretion = wanted.reasons.parts
    change = AwardChange.objects.create(
        application=case,
        decision=award,
        kind=wanted.kind,
        basis=wanted.basis,
        is_for_the_past=wanted.is_for_the_past,
        before_micro_project_eur=before.micro_project_eur,
        before_minijob_eur=before.minijob_eur,
        after_micro_project_eur=_after(wanted).micro_project_eur,
        after_minijob_eur=_after(wanted).minijob_eur,
        paid_eur=wanted.paid_eur,
        begins_on=wanted.begins_on,
        ends_on=wanted.ends_on,
        facts=facts,
        assessment=assessment,
        discretion=discretion,
        heard=wanted.heard.strip(),
        proposed_by=actor,
        proposed_at=at,
    )
    _log("award_change.proposed", change, actor=actor, at=at)
    return change


@transaction.atomic
def sign_change(
    *, change: AwardChange, proof: IdentityProof, actor: User, at: datetime
) -> AwardChange:
    """Sign what somebody else proposed; the money is free and the letter waits for its release.

    Raises ``IdentityNotProved``, ``SecondPersonNeeded``, ``ConflictOfInterest``,
    ``MoveNotAllowed`` and ``MovedMeanwhile``.
    """
    proof.check(actor)
    application = change.application
    freed = freed_eur(before=change.before, after=change.after)
    is_end = change.kind == AwardChangeKind.REVOCATION
    move = engine.perform(
        Action.REVOKE if is_end else Action.AMEND,
        application=application,
        actor=actor,
        at=at,
        reason=change.reasons.as_text,
        amount_eur=freed,
        changes={} if is_end else {"awarded_eur": change.after.total_eur},
    )
    _close(change, status=DecisionStatus.SIGNED, actor=actor, at=at)
    outbox.carry_out(move, application=application, at=at, change=change)
    return change


@transaction.atomic
def return_change(*, change: AwardChange, reason: str, actor: User, at: datetime) -> AwardChange:
    """Give the proposal back; the award stands as it was.

    Raises ``NotPermitted``, ``SecondPersonNeeded``, ``ConflictOfInterest``, ``ReasonNeeded`` and
    ``MovedMeanwhile``.
    """
    require(actor, *SIGNERS)
    require_unbiased(actor, change.application)
    if change.proposed_by_id == actor.pk:
        raise SecondPersonNeeded(actor.pk)
    if not reason.strip():
        raise ReasonNeeded(change.pk)
    _close(
        change, status=DecisionStatus.RETURNED, actor=actor, at=at, return_reason=reason.strip()
    )
    _log("award_change.returned", change, actor=actor, at=at)
    return change


def changes_of(application: Application) -> tuple[AwardChange, ...]:
    """Return all changes of an award with their people, the newest first; only awards have any.

    They are read once and stay with the application.
    """
    if application.state not in CHANGED_IN:
        return ()
    rows = AwardChange.objects.select_related("proposed_by", "closed_by").order_by("-pk")
    prefetch_related_objects([application], Prefetch("award_changes", rows))
    return tuple(application.award_changes.all())


def open_change(application: Application) -> AwardChange | None:
    """Return the change that waits for a signature."""
    waiting = (row for row in changes_of(application) if row.status == DecisionStatus.PROPOSED)
    return next(waiting, None)


def may_change(application: Application) -> bool:
    """Say whether an award stands that somebody could change now."""
    return application.state == State.AWARDED and open_change(application) is None


def drafted_letter(change: AwardChange, *, at: datetime) -> CheckedDraft:
    """Write the letter that a signature would put into the outbox; nothing is stored."""
    draft = LetterDraft(
        application=change.application, kind=change.kind, change=change, drafted_at=at
    )
    return check_draft(draft)


def standing_award(application: Application) -> Decision:
    """Return the award that was signed; ``MovedMeanwhile`` when there is none."""
    signed = application.decisions.filter(
        kind=DecisionKind.AWARD, status=DecisionStatus.SIGNED
    ).order_by("-closed_at", "-pk")
    award = signed.first()
    if award is None:
        raise MovedMeanwhile(application.pk)
    return award


def current_amounts(application: Application) -> GrantAmounts:
    """Return what is awarded after all signed changes, in both parts, in EUR."""
    signed = application.award_changes.filter(status=DecisionStatus.SIGNED)
    last = signed.order_by("-closed_at", "-pk").first()
    if last:
        return last.after
    award = standing_award(application)
    return GrantAmounts(micro_project_eur=award.micro_project_eur, minijob_eur=award.minijob_eur)


def _after(wanted: WantedChange) -> GrantAmounts:
    return NOTHING if wanted.kind == AwardChangeKind.REVOCATION else wanted.after


def _check(wanted: WantedChange, before: GrantAmounts, *, award: Decision) -> None:
    facts, assessment, discretion = wanted.reasons.parts
    if not (facts and assessment):
        raise ReasonNeeded(wanted.kind)
    if found := placeholders(facts, assessment, discretion, wanted.heard):
        raise PlaceholderLeft(found)
    within = award.application.round.period
    check_new_period(wanted.begins_on, wanted.ends_on, within=within)
    if not 0 <= wanted.paid_eur <= award.amount_eur:
        raise ChangeNotAllowed("paid")
    check_change(
        wanted.kind,
        basis=wanted.basis,
        before=before,
        after=_after(wanted),
        is_period_changed=wanted.begins_on is not None,
        heard=wanted.heard,
    )


def _close(
    change: AwardChange,
    *,
    status: DecisionStatus,
    actor: User,
    at: datetime,
    return_reason: str = "",
) -> None:
    rows = AwardChange.objects.filter(pk=change.pk, status=DecisionStatus.PROPOSED)
    closed = rows.update(status=status, closed_by=actor, closed_at=at, return_reason=return_reason)
    if not closed:
        raise MovedMeanwhile(change.application_id)
    change.refresh_from_db()


def _log(event: str, change: AwardChange, *, actor: User, at: datetime) -> None:
    audit.record(
        event,
        actor=actor,
        at=at,
        application=change.application,
        change=change.pk,
        kind=change.kind,
    )
