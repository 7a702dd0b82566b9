"""Who of the authority may know an association: shown to the person and to the head."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from applications.models import Application, Membership, User
from applications.rules.conflict_hints import (
    ConflictHint,
    share_family_name,
    share_mail_domain,
)
from applications.workflow.conflicts import ASKED
from applications.workflow.permissions import GROUPS


@dataclass(frozen=True, kw_only=True)
class PersonHints:
    """A person of the authority and what they seem to have in common with the association."""

    person: User
    hints: tuple[ConflictHint, ...]


def hints_for(person: User, *, application: Application, document: Any) -> list[ConflictHint]:
    """Return the hints for one person; ``document`` is the sent version."""
    found = _hints([person], application=application, document=document)
    return list(found[0].hints) if found else []


def hints_for_the_head(application: Application, document: Any) -> list[PersonHints]:
    """Return the people who may come to work on the case and have something in common."""
    groups = [name for name, role in GROUPS.items() if role in ASKED]
    people = User.objects.filter(is_active=True, is_staff=True, groups__name__in=groups)
    return _hints(people.distinct().order_by("pk"), application=application, document=document)


def _hints(
    people: Iterable[User], *, application: Application, document: Any
) -> list[PersonHints]:
    board = document["answers"]["board"] or {}
    members = [one.get("name") or "" for one in board.get("members") or []]
    names = [*members, board.get("contact_name") or ""]
    team = Membership.objects.filter(organisation=application.organisation_id)
    accounts = set(team.values_list("user__email", flat=True))
    addresses = {*accounts, board.get("contact_email") or ""}
    found = [
        PersonHints(person=person, hints=tuple(_of(person, names, addresses, accounts)))
        for person in people
    ]
    return [one for one in found if one.hints]


def _of(
    person: User, names: Collection[str], addresses: Collection[str], accounts: Collection[str]
) -> Iterable[ConflictHint]:
    if person.email in accounts:
        yield ConflictHint.MEMBERSHIP
    if share_family_name(person.name, names):
        yield ConflictHint.FAMILY_NAME
    if share_mail_domain(person.email, addresses):
        yield ConflictHint.MAIL_DOMAIN
