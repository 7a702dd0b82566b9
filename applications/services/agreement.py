"""Two people agree where the statutes ask for two; with the second one it is sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from applications.models import Agreement, Application, Membership, User
from applications.rules.findings import Outcome
from applications.rules.lifecycle import MoveNotAllowed, Role
from applications.rules.sections import Section
from applications.services import outbox
from applications.services.declarations import save_declarations
from applications.services.drafts import NotADraft, save_section
from applications.services.submission import (
    DeadlinePassed,
    LateRefused,
    NotComplete,
    log_late_attempt,
    submit_application,
)
from applications.workflow import agreements, audit
from applications.workflow.assessment import assess_application
from applications.workflow.permissions import member_roles


class AnswersChanged(Exception):
    """The application is not the one that the person saw on the page."""


class NobodyAgreedYet(Exception):
    """The first person has to make the declarations before a second one can agree."""


class AgreedBefore(Exception):
    """The second agreement has to come from another person than the first."""


@transaction.atomic
def declare_and_agree(
    *, application: Application, answers: Mapping[str, Any], actor: User, at: datetime
) -> None:
    """Keep the declarations, note the first agreement, and ask the other people by mail.

    Nothing is sent yet. Raises what ``save_section`` raises, ``NotComplete`` and
    ``MoveNotAllowed`` (only a representative may agree).
    """
    _require_representative(actor, application)
    save_declarations(application=application, answers=answers, actor=actor, at=at)
    draft = _locked(application)
    report = assess_application(draft, at=at).report
    if report.of(Outcome.BLOCKING):
        raise NotComplete(report)
    _note(draft, actor=actor, at=at)
    for other in _others(draft, actor):
        outbox.order_message(kind="agreement_asked", recipient=other.email, user=other, at=at)


def agree_and_submit(
    *,
    application: Application,
    board_member: str,
    fingerprint: str,
    actor: User,
    at: datetime,
    late_confirmed: bool = False,
) -> Application:
    """Note the second agreement under the name on the board, and send the application.

    ``fingerprint`` is what the page of the second person showed. The instant of this request
    counts for the deadline. Both people get the mail that it arrived.
    Raises ``AnswersChanged``, ``NobodyAgreedYet``, ``AgreedBefore`` and what
    ``submit_application`` raises; then nothing was noted, but a try after the deadline is
    logged with its instant.
    """
    try:
        return _agree_and_submit(
            application=application,
            board_member=board_member,
            fingerprint=fingerprint,
            actor=actor,
            at=at,
            late_confirmed=late_confirmed,
        )
    except (DeadlinePassed, LateRefused):
        log_late_attempt(application, actor=actor, at=at)
        raise


@transaction.atomic
def _agree_and_submit(
    *,
    application: Application,
    board_member: str,
    fingerprint: str,
    actor: User,
    at: datetime,
    late_confirmed: bool,
) -> Application:
    _require_representative(actor, application)
    draft = _locked(application)
    first = agreements.standing(draft)
    if not first:
        raise NobodyAgreedYet(draft.pk)
    if fingerprint != agreements.fingerprint_of(draft):
        raise AnswersChanged(draft.pk)
    if all(row.user_id == actor.pk for row in first):
        raise AgreedBefore(actor.pk)
    save_section(
        application=draft,
        section=Section.DECLARATIONS,
        answers={"second_person": board_member},
        pending={},
        version=draft.declarations.version,
        actor=actor,
        at=at,
    )
    _note(draft, actor=actor, at=at)
    case = submit_application(application=draft, actor=actor, at=at, late_confirmed=late_confirmed)
    for row in first:
        if row.user_id != actor.pk:
            outbox.order_message(
                kind="application_received",
                recipient=row.user.email,
                user=row.user,
                application=case,
                context={"reference_number": case.reference_number},
                at=at,
            )
    return case


@transaction.atomic
def take_agreement_back(*, application: Application, actor: User, at: datetime) -> None:
    """Delete the person's agreement while nothing was sent. Raises ``NotADraft``."""
    draft = _locked(application)
    deleted, _rows = draft.agreements.filter(user=actor).delete()
    if deleted:
        audit.record("agreement.taken_back", actor=actor, at=at, code=draft.code)


def _locked(application: Application) -> Application:
    """Return the draft locked, so that nobody sends or deletes it meanwhile."""
    locked = Application.objects.select_for_update(of=("self",)).with_lists()
    draft = locked.get(pk=application.pk)
    if not draft.is_draft:
        raise NotADraft(draft.pk)
    return draft


def _note(draft: Application, *, actor: User, at: datetime) -> None:
    # Read again, because the declarations were saved a moment ago.
    seen = Application.objects.with_lists().get(pk=draft.pk)
    fingerprint = agreements.fingerprint_of(seen)
    Agreement.objects.update_or_create(
        application=draft,
        user=actor,
        defaults={"fingerprint": fingerprint, "agreed_at": at},
    )
    # By code: a reference to the row would keep the draft from being deleted.
    audit.record("agreement.given", actor=actor, at=at, code=draft.code, fingerprint=fingerprint)


def _others(draft: Application, actor: User) -> list[User]:
    rows = Membership.objects.filter(
        organisation=draft.organisation_id, role=Role.REPRESENTATIVE, user__is_active=True
    )
    return [row.user for row in rows.exclude(user=actor).select_related("user").order_by("pk")]


def _require_representative(actor: User, application: Application) -> None:
    if Role.REPRESENTATIVE not in member_roles(actor, application):
        raise MoveNotAllowed("agree", application.state)
