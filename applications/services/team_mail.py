"""Mails to everybody in a team who can answer; advisers get none."""

from datetime import datetime
from typing import Final

from applications.models import Application, Membership, User
from applications.rules.lifecycle import Role
from applications.services import outbox

ANSWERING: Final = (Role.REPRESENTATIVE, Role.MEMBER)


def tell_team(kind: str, *, application: Application, at: datetime, **context: str) -> None:
    """Order one mail for each person of the team, in the running transaction.

    The mail names the reference number and nothing else of the case.
    """
    for person in people_who_answer(application):
        outbox.order_message(
            kind=kind,
            recipient=person.email,
            user=person,
            application=application,
            context={"reference_number": application.reference_number, **context},
            at=at,
        )


def people_who_answer(application: Application) -> list[User]:
    """Return the representatives and members with an open account."""
    rows = Membership.objects.filter(
        organisation=application.organisation_id, role__in=ANSWERING, user__is_active=True
    )
    return [row.user for row in rows.select_related("user").order_by("pk")]
