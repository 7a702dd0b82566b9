"""Accounts of the staff: create one, change its group, close it; always with a trace."""

from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction

from applications.models import User
from applications.rules.lifecycle import Role
from applications.services.accounts import create_account
from applications.workflow import audit
from applications.workflow.permissions import require


class OwnAccount(Exception):
    """Nobody changes the rights of the own account."""


@transaction.atomic
def create_staff_account(
    *, email: str, name: str, group: Group, actor: User, at: datetime
) -> User:
    """Create an account without a password; its owner sets one by „Passwort vergessen“.

    Raises ``NotPermitted`` and ``AddressTaken``.
    """
    require(actor, Role.ADMINISTRATOR)
    return create_account(
        email=email, name=name, password=None, at=at, group=group.name, actor=actor
    )


@transaction.atomic
def change_staff_account(
    *, account: User, name: str, group: Group, is_active: bool, actor: User, at: datetime
) -> None:
    """Change the name and the group of a member of staff, or close or open the account.

    Raises ``NotPermitted`` and ``OwnAccount``.
    """
    require(actor, Role.ADMINISTRATOR)
    if account.pk == actor.pk:
        raise OwnAccount(actor.pk)
    User.objects.filter(pk=account.pk).update(name=name, is_active=is_active)
    account.groups.set([group])
    audit.record(
        "staff.changed",
        actor=actor,
        at=at,
        account=account.pk,
        group=group.name,
        is_active=is_active,
    )
