"""Sending an application: one transaction from the check to the number and the receipt."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from applications.models import Agreement, Application, FundingRound, User
from applications.models.application import RELATIONS
from applications.rules import reference_number
from applications.rules.deadlines import is_late
from applications.rules.findings import Outcome, Report
from applications.rules.lifecycle import Action, State
from applications.rules.rounds import Policy
from applications.services import outbox
from applications.services.list_filters import filter_columns
from applications.services.trying_again import tried_again
from applications.workflow import agreements, audit, engine, snapshots
from applications.workflow.assessment import Assessment, assess_application, numbered


class RoundNotOpen(Exception):
    """The round has not opened yet."""


class LateRefused(Exception):
    """The deadline has passed and this round takes late applications on paper only."""


class IneligibleRefused(Exception):
    """An exclusion stands and this round takes such applications on paper only."""


class SecondAgreementMissing(Exception):
    """The statutes ask for two people, and only one has agreed to what would be sent."""


@dataclass
class DeadlinePassed(Exception):
    """The deadline has passed; the application can be sent once more, marked as late."""

    closes_at: datetime


@dataclass
class NotComplete(Exception):
    """Something blocks; the report says what."""

    report: Report


@tried_again
def submit_application(
    *, application: Application, actor: User, at: datetime, late_confirmed: bool = False
) -> Application:
    """Send a draft: state, number, snapshot, findings, document and mail come together.

    ``at`` is the instant at which the request reached the server; it alone decides about the
    deadline (§ 24 Abs. 3 HVwVfG: a late application is taken and marked). Sending again gives
    the application back as it was sent.
    Raises ``RoundNotOpen``, ``DeadlinePassed``, ``LateRefused``, ``NotComplete``,
    ``IneligibleRefused``, ``SecondAgreementMissing`` and ``MoveNotAllowed`` (only a
    representative may send).
    """
    locked = Application.objects.select_for_update(of=("self",)).with_lists()
    application = locked.get(pk=application.pk)
    if application.state != State.DRAFT:
        return application
    funding_round = application.round
    late = _check_deadline(funding_round, at=at, late_confirmed=late_confirmed)
    agreed = _check_agreements(application)
    refuses = funding_round.ineligible_policy == Policy.REFUSE
    _send(application, Receipt(at=at, is_late=late, refuses_excluded=refuses), actor=actor)
    _log_agreements(agreed, application=application, at=at)
    return application


@transaction.atomic
def record_application(
    *, application: Application, received_at: datetime, actor: User, at: datetime, **kept: Any
) -> Application:
    """Take an application that came on paper: same rules, same number, same receipt.

    It counts from the instant at which the paper arrived, and it is never refused for its
    lateness or an exclusion: somebody who wrote by post gets a decision (§ 24 Abs. 3 HVwVfG).
    ``kept`` goes into the circumstances of the snapshot.
    Raises ``NotComplete`` and ``MoveNotAllowed``; one that was recorded comes back as it is.
    """
    locked = Application.objects.select_for_update(of=("self",)).with_lists()
    application = locked.get(pk=application.pk)
    if application.state != State.DRAFT:
        return application
    late = is_late(received_at, application.round.closes_at)
    receipt = Receipt(at=received_at, is_late=late, recorded_at=at, kept=kept)
    _send(application, receipt, actor=actor)
    return application


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """When an application arrived and what follows; ``recorded_at`` is set for paper."""

    at: datetime
    is_late: bool
    refuses_excluded: bool = False
    recorded_at: datetime | None = None
    kept: Mapping[str, Any] = field(default_factory=dict)


def _send(application: Application, receipt: Receipt, *, actor: User) -> None:
    """Judge, give the number, move, freeze and order what comes with the move."""
    judged = assess_application(application, at=receipt.at, received_at=receipt.at, duplicates=[])
    _check_report(application, judged.report, refuses_excluded=receipt.refuses_excluded)
    # From here to the commit, sendings of a round come one after the other.
    number = _next_number(application.round)
    reference = reference_number.format(application.round.reference_prefix, number)
    assessment = numbered(
        judged, application=application, at=receipt.at, reference_number=reference
    )
    columns = {
        "number": number,
        "reference_number": reference,
        "submitted_at": receipt.at,
        "submitted_by": actor,
        "is_late": receipt.is_late,
        **list_columns(application, assessment),
    }
    action = Action.SUBMIT if receipt.recorded_at is None else Action.RECORD
    at = receipt.recorded_at or receipt.at
    move = engine.perform(action, application=application, actor=actor, at=at, changes=columns)
    snapshot = snapshots.freeze(
        application=application,
        assessment=assessment,
        actor=actor,
        at=at,
        judged_at=receipt.at,
        **receipt.kept,
    )
    outbox.carry_out(move, application=application, at=at, snapshot=snapshot)


@transaction.atomic
def log_late_attempt(application: Application, *, actor: User, at: datetime) -> None:
    """Note the instant of a try after the deadline, before the question whether to go on."""
    # By code: a reference to the row would keep the draft from being deleted.
    audit.record("application.late_attempt", actor=actor, at=at, code=application.code)


def _check_agreements(application: Application) -> list[Agreement]:
    """Return the agreements that come with the application; none where one person signs."""
    if not agreements.needs_two(application):
        return []
    agreed = agreements.standing(application)
    if len(agreed) < agreements.NEEDED:
        raise SecondAgreementMissing(application.pk)
    return agreed


def _log_agreements(
    agreed: Iterable[Agreement], *, application: Application, at: datetime
) -> None:
    for row in agreed:
        audit.record(
            "agreement.counted",
            actor=row.user,
            at=at,
            application=application,
            agreed_at=row.agreed_at.isoformat(),
            fingerprint=row.fingerprint,
        )


def _check_deadline(funding_round: FundingRound, *, at: datetime, late_confirmed: bool) -> bool:
    if at < funding_round.opens_at:
        raise RoundNotOpen(funding_round.pk)
    if at < funding_round.closes_at:
        return False
    if funding_round.late_policy == Policy.REFUSE:
        raise LateRefused(funding_round.pk)
    if not late_confirmed:
        raise DeadlinePassed(funding_round.closes_at)
    return True


def _check_report(application: Application, report: Report, *, refuses_excluded: bool) -> None:
    """Refuse what is incomplete: an answer that nobody can read is a missing answer."""
    unread = any(getattr(application, relation).pending for relation in RELATIONS.values())
    if unread or report.of(Outcome.BLOCKING):
        raise NotComplete(report)
    if refuses_excluded and report.of(Outcome.EXCLUDED):
        raise IneligibleRefused(application.round_id)


def _next_number(funding_round: FundingRound) -> int:
    """Take the next number of the round; a failed sending gives it back by rollback."""
    rounds = FundingRound.objects.filter(pk=funding_round.pk)
    rounds.update(last_number=F("last_number") + 1)
    return rounds.values_list("last_number", flat=True).get()


def list_columns(application: Application, assessment: Assessment) -> dict[str, Any]:
    """Return what the case workers' list shows, so that it reads one table."""
    plan, counts = assessment.finance_plan, assessment.report.counts()
    return {
        "requested_micro_project_eur": plan.micro_project.grant_eur,
        "requested_minijob_eur": plan.minijob.grant_eur,
        "requested_eur": plan.requested_eur,
        "passed_count": counts[Outcome.PASSED],
        "to_clarify_count": counts[Outcome.TO_CLARIFY],
        "excluded_count": counts[Outcome.EXCLUDED],
        "note_count": counts[Outcome.NOTE],
        "search_text": _search_text(application, assessment.document["reference_number"]),
        **filter_columns(application, assessment),
    }


def _search_text(application: Application, reference: str) -> str:
    details, board = application.organisation_details, application.board
    parts = (
        reference,
        reference.replace("-", ""),
        details.name,
        details.postcode,
        details.town,
        details.register_number,
        board.contact_name,
        board.contact_email,
        application.micro_project.title,
    )
    return " ".join(part for part in parts if part).lower()
