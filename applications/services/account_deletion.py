"""Deletes an account; the association keeps its case, and evidence keeps the name in it.

The row of the account stays, because what was sent points to it: closed, without address and
password. Nobody can sign in with it, and the address is free for a new account.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _

from applications.models import (
    Agreement,
    Application,
    Attachment,
    AuditEvent,
    Enquiry,
    Invitation,
    KeptInput,
    Membership,
    Message,
    Organisation,
    Reminder,
    SectionPresence,
    SectionVersion,
    Transition,
    User,
)
from applications.notifications.mails import NO_ADDRESS
from applications.rules.lifecycle import Role, State
from applications.services import outbox
from applications.services.accounts import end_sessions
from applications.workflow import audit
from applications.workflow.permissions import WRITERS

if TYPE_CHECKING:
    from django.db.models import QuerySet

_DECIDED: Final = (State.AWARDED, State.REJECTED, State.WITHDRAWN, State.REVOKED)
_RANDOM_BYTES: Final = 8


class AccountOfStaff(Exception):
    """Accounts of the staff are closed by the administration, not by themselves."""


class Obstacle(StrEnum):
    """Why an account cannot be deleted yet."""

    ALONE_WITH_DRAFT = "alone_with_draft"
    LAST_REPRESENTATIVE = "last_representative"


@dataclass(frozen=True, kw_only=True)
class Hindrance:
    """One application that would be left to nobody."""

    obstacle: Obstacle
    application: Application


@dataclass
class DeletionHindered(Exception):
    """Somebody else must be able to go on first."""

    hindrances: list[Hindrance]


def hindrances_of(account: User) -> list[Hindrance]:
    """Return what the person has to settle before the account can go."""
    own = Membership.objects.filter(user=account, role__in=WRITERS)
    found = [_hindrances_in(member) for member in own.order_by("pk")]
    return [hindrance for some in found for hindrance in some]


@transaction.atomic
def delete_account(*, actor: User, at: datetime) -> None:
    """Delete the own account and everything about it that is no evidence; tell the owner.

    Raises ``AccountOfStaff`` and ``DeletionHindered``.
    """
    # One change of the team at a time: of two people who both leave, the second is refused.
    account = User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    if account.is_staff:
        raise AccountOfStaff(account.pk)
    if account.erased_at:
        return
    teams = Organisation.objects.filter(memberships__user=account).order_by("pk")
    organisations = list(teams.select_for_update(of=("self",), no_key=True))
    if hindrances := hindrances_of(account):
        raise DeletionHindered(hindrances)
    email = account.email
    for organisation in organisations:
        _leave(organisation, account, at=at)
    _forget(account)
    _erase(account, at=at)
    audit.record("account.deleted", actor=account, at=at, account=account.pk)
    outbox.order_message(kind="account_deleted", recipient=email, at=at)


def _hindrances_in(member: Membership) -> Iterable[Hindrance]:
    others = Membership.objects.filter(
        organisation=member.organisation_id, role__in=WRITERS, user__is_active=True
    ).exclude(pk=member.pk)
    applications = Application.objects.filter(organisation=member.organisation_id).order_by("pk")
    has_others = others.exists()
    draft = applications.filter(state=State.DRAFT).first()
    if draft and not has_others:
        yield Hindrance(obstacle=Obstacle.ALONE_WITH_DRAFT, application=draft)
    is_last = not others.filter(role=Role.REPRESENTATIVE).exists()
    if member.role != Role.REPRESENTATIVE or not is_last:
        return
    # A decided case may lose its last person, but nobody leaves colleagues who cannot act.
    left = applications
    if not has_others:
        left = applications.exclude(state__in=(State.DRAFT, *_DECIDED))
    if application := left.first():
        yield Hindrance(obstacle=Obstacle.LAST_REPRESENTATIVE, application=application)


def _leave(organisation: Organisation, account: User, *, at: datetime) -> None:
    """Take the person out of a team; an association without people and applications goes, too."""
    member = Membership.objects.get(organisation=organisation, user=account)
    audit.record(
        "team.left",
        actor=account,
        at=at,
        code=organisation.code,
        account=account.pk,
        role=member.role,
    )
    member.delete()
    if not organisation.memberships.exists() and not organisation.applications.exists():
        organisation.delete()


def _forget(account: User) -> None:
    """Delete what belongs to the person alone, and the address wherever it stands."""
    addresses = EmailAddress.objects.filter(user=account).values_list("email", flat=True)
    for address in {account.email, *addresses}:
        Invitation.objects.filter(email__iexact=address).delete()
        _forget_mails(Message.objects.filter(recipient__iexact=address))
    _forget_mails(Message.objects.filter(user=account))
    for rows in (
        Reminder.objects.filter(user=account),
        KeptInput.objects.filter(user=account),
        SectionPresence.objects.filter(user=account),
        Enquiry.objects.filter(user=account),
        EmailAddress.objects.filter(user=account),
        Authenticator.objects.filter(user=account),
    ):
        rows.delete()
    end_sessions(account)


def _forget_mails(mails: "QuerySet[Message]") -> None:
    """Keep that a mail was sent, but not where to; what waits is not sent any more."""
    mails.filter(sent_at=None).delete()
    mails.update(recipient=NO_ADDRESS)


def forget_names() -> int:
    """Empty the names of deleted accounts that stand in no case any more; return how many."""
    deleted = User.objects.exclude(erased_at=None).exclude(name=_nobody())
    lonely = [account.pk for account in deleted.order_by("pk") if not _is_named(account)]
    return User.objects.filter(pk__in=lonely).update(name=_nobody())


@transaction.atomic
def forget_unconfirmed(account: User, *, at: datetime) -> None:
    """Delete an account whose address nobody confirmed; what the log names stays without name."""
    _forget(account)
    Message.objects.filter(user=account).delete()
    try:
        with transaction.atomic():
            account.delete()
    except ProtectedError:
        _erase(account, at=at)


def _nobody() -> str:
    # A blank that does not part it: shortened like a name it would not be understood.
    return _("Gelöschtes\N{NO-BREAK SPACE}Konto")


def _erase(account: User, *, at: datetime) -> None:
    if not _is_named(account):
        account.name = _nobody()
    account.email = f"geloescht-{secrets.token_hex(_RANDOM_BYTES)}@konto.invalid"
    # Ends sessions that no list knows, too: each holds a hash of the password.
    account.set_unusable_password()
    account.is_active = False
    account.wants_reminders = False
    account.last_login = None
    account.erased_at = at
    account.save()


def _is_named(account: User) -> bool:
    """Say whether the person stands in something that was sent."""
    sent = Application.objects.sent()
    begun = Q(created_by=account) | Q(edited_by=account) | Q(submitted_by=account)
    evidence: tuple[QuerySet[Any], ...] = (
        sent.filter(begun),
        Transition.objects.filter(actor=account),
        # Through the join: the log also names cases that are gone.
        AuditEvent.objects.filter(actor=account, application__code__isnull=False),
        Agreement.objects.filter(user=account, application__in=sent),
        Attachment.objects.filter(uploaded_by=account, application__in=sent),
        SectionVersion.objects.filter(saved_by=account, application__in=sent),
    )
    return any(rows.exists() for rows in evidence)
