"""Applications on paper: written down by one person, checked by another, then like all others.

While somebody writes, the person belongs to the association's team as a clerk: the pages of the
form, their rules and their saving are the same ones that associations use.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from applications.models import (
    Application,
    FundingRound,
    Membership,
    Organisation,
    PaperEntry,
    User,
)
from applications.models.paper_entry import PaperEntryStatus
from applications.rules.choices import AttachmentKind, Origin
from applications.rules.findings import Outcome
from applications.rules.lifecycle import Role
from applications.services import drafts
from applications.services.declarations import save_declarations
from applications.services.invitations import invite_first_person
from applications.services.submission import NotComplete, record_application
from applications.workflow import audit
from applications.workflow.assessment import assess_application
from applications.workflow.engine import MovedMeanwhile
from applications.workflow.guards import ReasonNeeded, SecondPersonNeeded
from applications.workflow.permissions import may_see_cases, require, staff_roles

WRITERS = frozenset({Role.CASE_WORKER})
CHECKERS = frozenset({Role.CASE_WORKER, Role.HEAD})


class ArrivedOutsideRound(Exception):
    """The paper arrived before the round opened, or lies in the future."""


class ScanMissing(Exception):
    """An application that came by post needs its scan: the second person compares with it."""


class NotOnPaper(Exception):
    """The application came online, or its entry is with somebody else now."""


@transaction.atomic
def begin_entry(
    *,
    funding_round: FundingRound,
    organisation_name: str,
    postcode: str,
    origin: Origin,
    received_at: datetime,
    note: str,
    actor: User,
    at: datetime,
) -> PaperEntry:
    """Begin to write down what arrived at ``received_at``, also long after the deadline.

    The association gets a record of its own without people; whether it is known already, the
    rules and the reviewers find out. Raises ``NotPermitted`` and ``ArrivedOutsideRound``.
    """
    require(actor, *WRITERS)
    if not funding_round.opens_at <= received_at <= at:
        raise ArrivedOutsideRound(received_at)
    organisation = Organisation.objects.create(
        name=organisation_name, postcode=postcode, created_at=at
    )
    application = drafts.create_draft(
        organisation=organisation,
        funding_round=funding_round,
        actor=actor,
        at=received_at,
        origin=origin,
    )
    drafts.create_sections(application, eligibility={})
    entry = PaperEntry.objects.create(
        application=application,
        received_at=received_at,
        note=note,
        entered_by=actor,
        entered_at=at,
    )
    _let_write(entry)
    _log("paper_entry.begun", entry, actor=actor, at=at, origin=origin)
    return entry


@transaction.atomic
def hand_over(
    *,
    entry: PaperEntry,
    declarations: Mapping[str, Any],
    signed_on: date | None,
    actor: User,
    at: datetime,
) -> None:
    """Give a complete entry to a second person; from now on nobody writes in it.

    ``declarations`` are the confirmations and names that stand on the paper. Raises
    ``NotOnPaper``, ``ScanMissing``, ``NotComplete``, ``ReasonNeeded`` (a telephone call needs a
    note of who called) and ``NotAWriter``.
    """
    entry = _hold(entry, PaperEntryStatus.OPEN)
    application = Application.objects.with_lists().get(pk=entry.pk)
    _check_evidence(entry, application)
    save_declarations(
        application=application,
        # Whoever sends paper although something excludes a grant wants a decision.
        answers={**declarations, "knows_ineligible": _is_excluded(application, entry)},
        actor=actor,
        at=at,
    )
    _check_complete(entry)
    _leave(entry)
    entry.signed_on, entry.handed_over_at, entry.remarks = signed_on, at, ""
    entry.status = PaperEntryStatus.CHECKING
    entry.save(update_fields=["signed_on", "handed_over_at", "remarks", "status"])
    _log("paper_entry.handed_over", entry, actor=actor, at=at)


@transaction.atomic
def record_entry(*, entry: PaperEntry, actor: User, at: datetime) -> Application:
    """Confirm that the entry says what the paper says: it has its number from now on.

    Raises ``NotPermitted``, ``NotOnPaper``, ``SecondPersonNeeded`` and ``NotComplete``.
    """
    require(actor, *CHECKERS)
    entry = _hold(entry, PaperEntryStatus.CHECKING)
    if entry.entered_by_id == actor.pk:
        raise SecondPersonNeeded(actor.pk)
    application = record_application(
        application=entry.application,
        received_at=entry.received_at,
        actor=actor,
        at=at,
        origin=entry.application.origin,
        entered_by=entry.entered_by_id,
        recorded_at=at.isoformat(),
    )
    entry.status = PaperEntryStatus.RECORDED
    entry.checked_by, entry.checked_at = actor, at
    entry.save(update_fields=["status", "checked_by", "checked_at"])
    return application


@transaction.atomic
def give_back(*, entry: PaperEntry, remarks: str, actor: User, at: datetime) -> None:
    """Let the person who wrote correct something; also called by that person alone.

    Raises ``NotPermitted``, ``NotOnPaper`` and ``ReasonNeeded``.
    """
    require(actor, *CHECKERS)
    entry = _hold(entry, PaperEntryStatus.CHECKING)
    if not remarks.strip():
        raise ReasonNeeded(entry.pk)
    entry.status, entry.handed_over_at = PaperEntryStatus.OPEN, None
    entry.remarks = remarks.strip()
    entry.save(update_fields=["status", "handed_over_at", "remarks"])
    _let_write(entry)
    _log("paper_entry.returned", entry, actor=actor, at=at)


@transaction.atomic
def invite_association(*, entry: PaperEntry, email: str, actor: User, at: datetime) -> None:
    """Invite the first person of the association into the case that came on paper.

    Raises ``NotPermitted``, ``NotOnPaper``, ``TooManyInvitations`` and ``TeamFull``.
    """
    require(actor, *WRITERS)
    entry = _hold(entry, PaperEntryStatus.RECORDED)
    organisation = entry.application.organisation
    invite_first_person(organisation=organisation, email=email, actor=actor, at=at)
    audit.record("paper_entry.team_invited", actor=actor, at=at, application=entry.application)


def may_open_files(user: User, application: Application) -> bool:
    """Say whether a member of staff may open scan and papers: to compare, or once recorded."""
    return may_check(user, application) or (not application.is_draft and may_see_cases(user))


def may_check(user: User, application: Application) -> bool:
    """Say whether the person compares this entry with its paper, and may see the files."""
    waiting = PaperEntry.objects.filter(pk=application.pk, status=PaperEntryStatus.CHECKING)
    return bool(staff_roles(user) & CHECKERS) and waiting.exists()


def _hold(entry: PaperEntry, status: PaperEntryStatus) -> PaperEntry:
    """Lock the row, so that one step of two at the same moment happens."""
    rows = PaperEntry.objects.select_for_update(of=("self",)).select_related(
        "application__organisation", "entered_by"
    )
    row = rows.filter(pk=entry.pk, status=status).first()
    if row is None:
        raise NotOnPaper(entry.pk)
    return row


def _check_evidence(entry: PaperEntry, application: Application) -> None:
    kinds = {attachment.kind for attachment in application.attachments.all()}
    if application.origin == Origin.POST and AttachmentKind.PAPER_ORIGINAL not in kinds:
        raise ScanMissing(entry.pk)
    if application.origin == Origin.PHONE and not entry.note.strip():
        raise ReasonNeeded(entry.pk)


def _is_excluded(application: Application, entry: PaperEntry) -> bool | None:
    report = assess_application(application, at=entry.received_at).report
    return True if report.of(Outcome.EXCLUDED) else None


def _check_complete(entry: PaperEntry) -> None:
    application = Application.objects.with_lists().get(pk=entry.pk)
    report = assess_application(
        application, at=entry.received_at, received_at=entry.received_at
    ).report
    if report.of(Outcome.BLOCKING):
        raise NotComplete(report)


def _let_write(entry: PaperEntry) -> None:
    Membership.objects.get_or_create(
        organisation=entry.application.organisation,
        user=entry.entered_by,
        defaults={"role": Role.CLERK},
    )


def _leave(entry: PaperEntry) -> None:
    clerks = Membership.objects.filter(role=Role.CLERK)
    if not clerks.filter(organisation=entry.application.organisation).delete()[0]:
        raise MovedMeanwhile(entry.pk)


def _log(event: str, entry: PaperEntry, *, actor: User, at: datetime, **data: Any) -> None:
    # By code: a reference to the row would keep the draft from being deleted.
    audit.record(event, actor=actor, at=at, code=entry.application.code, **data)
