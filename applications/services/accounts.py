"""Accounts that are made or changed outside the sign-in pages: staff and demo accounts, names."""

from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse

from applications.models.user import User
from applications.workflow import audit


class UnknownGroup(LookupError):
    """There is no staff group of this name."""


class AddressTaken(ValueError):
    """Another account has this address already."""


@transaction.atomic
def create_account(
    *,
    email: str,
    name: str,
    password: str | None,
    at: datetime,
    group: str = "",
    actor: User | None = None,
) -> User:
    """Create an account whose address counts as confirmed; with a group it is one of staff.

    Without a password nobody can sign in until one is set through ``password_link``. Accounts of
    staff are logged; without ``actor`` somebody made them on the server itself.
    Raises ``AddressTaken`` and ``UnknownGroup``.
    """
    if User.objects.filter(email__iexact=email).exists():
        raise AddressTaken(email)
    found = Group.objects.filter(name=group).first()
    if group and found is None:
        raise UnknownGroup(group)
    user = User.objects.create_user(email, password, name=name, is_staff=bool(group), joined_at=at)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    if found:
        user.groups.add(found)
        audit.record("staff.created", actor=actor, at=at, account=user.pk, group=group)
    return user


def change_name(*, account: User, name: str) -> None:
    """Let somebody correct the own name."""
    account.name = name
    account.save(update_fields=["name"])


def switch_reminders(*, account: User, wants_reminders: bool) -> None:
    """Let somebody say whether we write before a deadline."""
    account.wants_reminders = wants_reminders
    account.save(update_fields=["wants_reminders"])


def switch_shortcuts(*, account: User, uses_shortcuts: bool) -> None:
    """Let a member of staff say whether single keys do something on the review page."""
    account.uses_shortcuts = uses_shortcuts
    account.save(update_fields=["uses_shortcuts"])


def end_sessions(account: User, *, but: str | None = None) -> None:
    """Sign somebody out on all devices; the session with the key ``but`` goes on."""
    for session in UserSession.objects.filter(user=account).exclude(session_key=but):
        session.end()


@transaction.atomic
def sign_out_everywhere(*, account: User, at: datetime) -> None:
    """Sign somebody out on all devices from the server itself, and log it."""
    end_sessions(account)
    audit.record("account.signed_out", actor=None, at=at, account=account.pk)


def password_link(user: User) -> str:
    """Return a link to set a password: single use, valid for 60 minutes."""
    parts = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return settings.BASE_URL + reverse("account_reset_password_from_key", kwargs=parts)
