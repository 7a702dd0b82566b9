"""What „Meine Daten“ says about the person: account, devices, teams, mails, log."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import models
from django.db.models import Q

from applications.models import (
    AuditEvent,
    Enquiry,
    Invitation,
    KeptInput,
    Membership,
    Message,
    Organisation,
    Reminder,
    SectionPresence,
    User,
)
from applications.models.organisation import AssociationAnswers
from applications.models.sealed import SealBroken
from applications.workflow.application_document import plain

_ASSOCIATION = tuple(field.name for field in AssociationAnswers._meta.get_fields())


def columns(row: models.Model, *names: str) -> dict[str, Any]:
    """Return columns of a row as JSON holds them."""
    return {name: plain(getattr(row, name)) for name in names}


def about_me(person: User) -> dict[str, Any]:
    """Return the account itself; of passwords and keys only that they are there."""
    addresses = EmailAddress.objects.filter(user=person).order_by("pk")
    factors = Authenticator.objects.filter(user=person).order_by("pk")
    devices = UserSession.objects.filter(user=person).order_by("pk")
    presences = SectionPresence.objects.filter(user=person).order_by("pk")
    return {
        "account": columns(
            person, "name", "email", "joined_at", "last_login", "is_staff", "wants_reminders"
        )
        | {"has_password": person.has_usable_password()},
        "email_addresses": [columns(row, "email", "verified", "primary") for row in addresses],
        "second_factors": [columns(row, "type", "created_at", "last_used_at") for row in factors],
        "devices": [
            columns(row, "ip", "user_agent", "created_at", "last_seen_at") for row in devices
        ],
        "open_sections": [columns(row, "section", "since", "seen_at") for row in presences],
        "inputs_not_saved": _kept_inputs(person),
    }


def associations(person: User) -> list[dict[str, Any]]:
    """Return the associations of the person, with the names that the team page shows."""
    own = Membership.objects.filter(user=person).select_related("organisation").order_by("pk")
    return [
        {
            "own_role": member.role,
            "member_since": plain(member.joined_at),
            "active_at": plain(member.active_at),
            "organisation": columns(member.organisation, "created_at", *_ASSOCIATION),
            "team": _team(member.organisation),
            "invitations": _invitations(member.organisation, person),
        }
        for member in own
    ]


def mails(person: User) -> dict[str, Any]:
    """Return which mails went to the person, and which reminders were ordered."""
    to_address = Q(user=None, recipient__iexact=person.email)
    own = Message.objects.filter(to_address | Q(user=person))
    reminders = Reminder.objects.filter(user=person)
    return {
        "mails": [
            columns(row, "kind", "recipient", "ordered_at", "sent_at")
            for row in own.order_by("pk")
        ],
        "reminders": [columns(row, "occasion", "ordered_at") for row in reminders.order_by("pk")],
    }


def enquiries(person: User) -> list[dict[str, Any]]:
    """Return what the person asked or reported from our public pages while signed in."""
    names = (
        "kind",
        "name",
        "email",
        "reference_number",
        "page",
        "text",
        "received_at",
        "answered_at",
    )
    own = Enquiry.objects.filter(user=person).order_by("pk")
    return [columns(row, *names) for row in own]


def log_entries(person: User) -> list[dict[str, Any]]:
    """Return what the log says that the person did."""
    own = AuditEvent.objects.filter(actor=person).order_by("number")
    return [columns(row, "event", "at") for row in own]


def _team(organisation: Organisation) -> list[dict[str, Any]]:
    rows = organisation.memberships.select_related("user").order_by("pk")
    return [{"name": row.user.name, **columns(row, "role", "joined_at")} for row in rows]


def _invitations(organisation: Organisation, person: User) -> list[dict[str, Any]]:
    """Return the invitations that the person sent or accepted; the links are stored nowhere."""
    own = Invitation.objects.filter(Q(invited_by=person) | Q(accepted_by=person))
    names = ("email", "role", "invited_at", "expires_at", "accepted_at", "withdrawn_at")
    return [columns(row, *names) for row in own.filter(organisation=organisation).order_by("pk")]


def _kept_inputs(person: User) -> list[dict[str, Any]]:
    kept = []
    own = KeptInput.objects.filter(user=person).order_by("pk")
    for number in own.values_list("pk", flat=True):
        try:
            kept.append(columns(KeptInput.objects.get(pk=number), "path", "content", "kept_at"))
        except (SealBroken, KeptInput.DoesNotExist):
            # Nobody can read it any more.
            continue
    return kept
