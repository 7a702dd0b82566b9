"""Invites people as the team page does, and reads the link out of the mail."""

import re
from typing import Any

from allauth.account.models import EmailAddress
from django.core import mail
from django.test import TestCase

from applications.models import Application, Message, User
from applications.rules.lifecycle import Role
from applications.services import invitations
from tests import factories


def invite(
    application: Application,
    *,
    email: str = "selam@verein.example",
    role: Role = Role.MEMBER,
    actor: User | None = None,
) -> str:
    """Invite somebody and return the secret of the link."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        invitations.invite_person(
            organisation=application.organisation,
            email=email,
            role=role,
            actor=actor or application.created_by,
            at=factories.BEGUN_AT,
        )
    return last_secret()


def last_secret() -> str:
    """Return the secret of the link in the last mail, or in the one that waits to be sent."""
    waiting = Message.objects.latest("pk").context.get("link", "")
    found: Any = re.search(r"/einladung/([\w-]+)/", waiting or mail.outbox[-1].body)
    return str(found[1])


def person_with(email: str, **values: Any) -> User:
    """Return an account with this confirmed address."""
    user = factories.make_user(email=email, **values)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user
