"""Accounts of the staff: invite somebody, change the group, close it; always with a trace."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse

from applications import clock
from applications.models import StaffInvitation, User
from applications.rules.lifecycle import Role
from applications.services import outbox
from applications.services.accounts import create_account, end_sessions
from applications.workflow import audit
from applications.workflow.permissions import GROUPS, require

WRITERS: Final = frozenset({Role.ADMINISTRATOR})
VALID_FOR: Final = timedelta(days=7)
_SECRET_BYTES: Final = 32
_ADMINISTRATION: Final = next(n for n, role in GROUPS.items() if role == Role.ADMINISTRATOR)


class OwnAccount(Exception):
    """Nobody changes the rights of the own account."""


class LastAdministrator(Exception):
    """Somebody has to be left who can manage accounts."""


class StaffInvitationOver(Exception):
    """The link was used, replaced by a newer one or is too old; or never was one."""


class HasPassword(Exception):
    """Somebody who has a password is in already."""


@transaction.atomic
def create_staff_account(
    *, email: str, name: str, group: Group, actor: User, at: datetime
) -> User:
    """Create an account without a password and send its owner the link to choose one.

    Raises ``NotPermitted`` and ``AddressTaken``.
    """
    require(actor, *WRITERS)
    account = create_account(
        email=email, name=name, password=None, at=at, group=group.name, actor=actor
    )
    _invite(account, actor=actor, at=at)
    return account


@transaction.atomic
def invite_again(*, account: User, actor: User, at: datetime) -> None:
    """Send a new link; the one before is dead at once.

    Raises ``NotPermitted`` and ``HasPassword``.
    """
    require(actor, *WRITERS)
    account = User.objects.select_for_update(no_key=True).get(pk=account.pk)
    if account.has_usable_password() or not account.is_staff:
        raise HasPassword(account.pk)
    _invite(account, actor=actor, at=at)


def open_staff_invitation(secret: str) -> StaffInvitation:
    """Return the invitation behind a link. Raises ``StaffInvitationOver``."""
    rows = StaffInvitation.objects.filter(
        secret_sha256=_digest(secret),
        used_at=None,
        expires_at__gt=clock.real_now(),
        account__is_active=True,
        account__is_staff=True,
    )
    found = rows.select_related("account").first()
    if found is None or found.account.has_usable_password():
        raise StaffInvitationOver
    return found


@transaction.atomic
def accept_staff_invitation(*, secret: str, password: str, at: datetime) -> User:
    """Set the first password; after the sign-in the second factor comes before anything else.

    Raises ``StaffInvitationOver``.
    """
    invitation = open_staff_invitation(secret)
    rows = StaffInvitation.objects.filter(
        pk=invitation.pk, used_at=None, secret_sha256=invitation.secret_sha256
    )
    # Claimed first: two clicks at the same moment set one password.
    if not rows.update(used_at=clock.real_now()):
        raise StaffInvitationOver
    account: User = invitation.account
    account.set_password(password)
    account.save(update_fields=["password"])
    audit.record("staff.joined", actor=account, at=at, account=account.pk)
    return account


@transaction.atomic
def change_staff_account(
    *, account: User, name: str, group: Group, is_active: bool, actor: User, at: datetime
) -> None:
    """Change the name and the group of a member of staff, or close or open the account.

    Whoever is closed out is signed out everywhere at once; another group counts from the next
    request. Raises ``NotPermitted``, ``OwnAccount`` and ``LastAdministrator``.
    """
    require(actor, *WRITERS)
    if account.pk == actor.pk:
        raise OwnAccount(actor.pk)
    # One change at a time: two administrators cannot put each other out.
    administration = Group.objects.select_for_update().get(name=_ADMINISTRATION)
    stays = is_active and group.pk == administration.pk
    others = administration.user_set.filter(is_active=True, is_staff=True)
    if not stays and not others.exclude(pk=account.pk).exists():
        raise LastAdministrator(account.pk)
    User.objects.filter(pk=account.pk).update(name=name, is_active=is_active)
    account.groups.set([group])
    if not is_active:
        end_sessions(account)
    audit.record(
        "staff.changed",
        actor=actor,
        at=at,
        account=account.pk,
        group=group.name,
        is_active=is_active,
    )


def _invite(account: User, *, actor: User, at: datetime) -> None:
    now, secret = clock.real_now(), secrets.token_urlsafe(_SECRET_BYTES)
    StaffInvitation.objects.update_or_create(
        account=account,
        defaults={
            "secret_sha256": _digest(secret),
            "invited_by": actor,
            "invited_at": now,
            "expires_at": now + VALID_FOR,
            "used_at": None,
        },
    )
    link = settings.BASE_URL + reverse("staff_invitation", kwargs={"secret": secret})
    outbox.order_message(
        kind="staff_invitation",
        recipient=account.email,
        user=account,
        context={"link": link},
        at=at,
    )
    audit.record("staff.invited", actor=actor, at=at, account=account.pk)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
