"""Accounts for tests, and how they sign in."""

import time

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.test import Client

from applications.models.user import User
from applications.services import second_factor

PASSWORD = "Ein kurzer Satz am Morgen"


def make_user(
    email: str = "rania@beispiel.de", *, name: str = "Rania Haddad", group: str = ""
) -> User:
    """Create an account with a confirmed address; with a group it is one of staff."""
    user = User.objects.create_user(email, PASSWORD, name=name, is_staff=bool(group))
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    if group:
        user.groups.add(Group.objects.get_or_create(name=group)[0])
    return user


def sign_in(client: Client, user: User) -> None:
    """Sign in; staff come with a passed second factor."""
    client.force_login(user)
    if user.is_staff:
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()


def prove_identity(client: Client) -> None:
    """Let somebody show a moment ago who they are, by password and by code."""
    session = client.session
    session["account_authentication_methods"] = [
        {"method": method, "at": time.time()} for method in ("password", "mfa")
    ]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()


def enrol(user: User) -> None:
    """Give an account an authenticator app; only while rehearsing."""
    second_factor.enrol_for_rehearsal(user)
