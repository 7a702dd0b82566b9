"""Invitations into a team: one link for one address, used once, good for seven days."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from applications import clock
from applications.models import AuditEvent, Invitation, Membership, Organisation, User
from applications.rules.lifecycle import Role
from applications.services import outbox
from applications.workflow import audit
from applications.workflow.permissions import require_representative

if TYPE_CHECKING:
    from django.db.models import QuerySet

VALID_FOR: Final = timedelta(days=7)
MAXIMUM_PEOPLE: Final = 20
INVITATIONS_A_DAY: Final = 20
_SECRET_BYTES: Final = 32


class TeamFull(Exception):
    """The team and those who are invited are as many as a team may have."""


class TooManyInvitations(Exception):
    """The person has invited as often as one may in a day."""


class TeamNotEmpty(Exception):
    """The association has people; they invite further ones themselves."""


class InvitationOver(Exception):
    """The link was used, taken back, replaced by a newer one or is too old; or never was one."""


class InvitationForSomebodyElse(Exception):
    """The link was sent to an address that is not a confirmed one of this account."""


@transaction.atomic
def invite_person(
    *, organisation: Organisation, email: str, role: Role, actor: User, at: datetime
) -> Invitation:
    """Send an invitation; one that is open for the address already is replaced by it.

    Whether there is an account with the address changes nothing here.
    Raises ``NotARepresentative``, ``TooManyInvitations`` and ``TeamFull``.
    """
    _lock(organisation)
    require_representative(actor, organisation.pk)
    return _invite(organisation, email=email, role=role, actor=actor, at=at)


@transaction.atomic
def invite_first_person(
    *, organisation: Organisation, email: str, actor: User, at: datetime
) -> Invitation:
    """Let the authority invite somebody who sends for an association that wrote on paper.

    Raises ``TeamNotEmpty``, ``TooManyInvitations`` and ``TeamFull``.
    """
    _lock(organisation)
    if organisation.memberships.exists():
        raise TeamNotEmpty(organisation.pk)
    return _invite(organisation, email=email, role=Role.REPRESENTATIVE, actor=actor, at=at)


def _invite(
    organisation: Organisation, *, email: str, role: Role, actor: User, at: datetime
) -> Invitation:
    now = clock.real_now()
    _check_day(actor, now=now)
    email = email.lower()
    _check_room(organisation, now=now, without=email)
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    invitation, _is_new = organisation.invitations.update_or_create(
        email=email,
        accepted_at=None,
        withdrawn_at=None,
        defaults={
            "role": role,
            "secret_sha256": _digest(secret),
            "invited_by": actor,
            "invited_at": now,
            "expires_at": now + VALID_FOR,
        },
    )
    link = settings.BASE_URL + reverse("invitation", kwargs={"secret": secret})
    outbox.order_message(kind="team_invitation", recipient=email, context={"link": link}, at=at)
    _log("team.invited", invitation, actor=actor, at=at)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, actor: User, at: datetime) -> None:
    """Take an invitation back; its link is dead at once.

    Raises ``NotARepresentative`` and ``InvitationOver``.
    """
    require_representative(actor, invitation.organisation_id)
    rows = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if not rows.update(withdrawn_at=clock.real_now()):
        raise InvitationOver(invitation.pk)
    _log("team.invitation_withdrawn", invitation, actor=actor, at=at)


@transaction.atomic
def accept_invitation(*, secret: str, actor: User, at: datetime) -> Organisation:
    """Join the team and return its organisation; who belongs to it already keeps the role.

    Raises ``InvitationOver``, ``InvitationForSomebodyElse`` and ``TeamFull``.
    """
    invitation = open_invitation(secret)
    if not is_for(invitation, actor):
        raise InvitationForSomebodyElse(actor.pk)
    organisation = _lock(invitation.organisation)
    now = clock.real_now()
    # Claimed only now: two clicks at the same moment join once.
    rows = _open(now).filter(pk=invitation.pk, secret_sha256=invitation.secret_sha256)
    if not rows.update(accepted_at=now, accepted_by=actor):
        raise InvitationOver(invitation.pk)
    Membership.objects.get_or_create(
        organisation=organisation,
        user=actor,
        defaults={"role": invitation.role, "joined_at": at},
    )
    if organisation.memberships.count() > MAXIMUM_PEOPLE:
        raise TeamFull(organisation.pk)
    _log("team.joined", invitation, actor=actor, at=at)
    return organisation


def open_invitation(secret: str) -> Invitation:
    """Return the invitation behind a link. Raises ``InvitationOver``."""
    found = _open(clock.real_now()).filter(secret_sha256=_digest(secret))
    invitation = found.select_related("organisation").first()
    if invitation is None:
        raise InvitationOver
    return invitation


def is_for(invitation: Invitation, user: User) -> bool:
    """Say whether the address of the invitation is a confirmed one of this account."""
    addresses = EmailAddress.objects.filter(user=user, verified=True)
    own = {email.casefold() for email in addresses.values_list("email", flat=True)}
    return invitation.email.casefold() in own


def waiting_invitations(organisation: Organisation) -> list[Invitation]:
    """Return the invitations that nobody answered, too old ones included, the newest first."""
    rows = organisation.invitations.filter(accepted_at=None, withdrawn_at=None)
    return list(rows.order_by("-invited_at", "-pk"))


def _open(now: datetime) -> "QuerySet[Invitation]":
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now)


def _lock(organisation: Organisation) -> Organisation:
    """Let one change of the team happen at a time."""
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def _check_day(actor: User, *, now: datetime) -> None:
    # The log counts for all replicas, and also invitations that were sent again.
    sent = AuditEvent.objects.filter(
        actor=actor, event="team.invited", real_at__gt=now - timedelta(days=1)
    )
    if sent.count() >= INVITATIONS_A_DAY:
        raise TooManyInvitations(actor.pk)


def _check_room(organisation: Organisation, *, now: datetime, without: str) -> None:
    invited = _open(now).filter(organisation=organisation).exclude(email=without).count()
    if organisation.memberships.count() + invited >= MAXIMUM_PEOPLE:
        raise TeamFull(organisation.pk)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _log(event: str, invitation: Invitation, *, actor: User, at: datetime) -> None:
    # Without the address: the log is for staff, and it is never changed.
    audit.record(
        event,
        actor=actor,
        at=at,
        code=invitation.organisation.code,
        invitation=invitation.pk,
        role=invitation.role,
    )
