"""Who may do what: maps memberships and staff groups to the roles of the move table."""

from typing import Final

from applications.models import Application, Membership, User
from applications.rules.lifecycle import Role

GROUPS: Final = {
    "Sachbearbeitung": Role.CASE_WORKER,
    "Mitzeichnung": Role.APPROVER,
    "Leitung": Role.HEAD,
    "Haushalt": Role.BUDGET_OFFICER,
    "Revision": Role.AUDITOR,
    "Verwaltung": Role.ADMINISTRATOR,
}
CASE_READERS: Final = frozenset({Role.CASE_WORKER, Role.APPROVER, Role.HEAD, Role.AUDITOR})


class NotPermitted(Exception):
    """The person's roles do not allow this."""


def staff_roles(user: User) -> frozenset[Role]:
    """Return the roles that the groups of a staff account give; none for applicants."""
    if not (user.is_active and user.is_staff):
        return frozenset()
    known: frozenset[Role] | None = getattr(user, "_staff_roles", None)
    if known is None:
        names = user.groups.values_list("name", flat=True)
        known = frozenset(GROUPS[name] for name in names if name in GROUPS)
        user._staff_roles = known  # type: ignore[attr-defined]
    return known


def member_roles(user: User, application: Application) -> frozenset[Role]:
    """Return the roles that membership of the organisation gives."""
    roles = Membership.objects.filter(
        organisation=application.organisation_id, user=user, user__is_active=True
    ).values_list("role", flat=True)
    return frozenset(Role(role) for role in roles)


def roles_of(user: User, application: Application) -> frozenset[Role]:
    """Return all roles of a person towards one application."""
    return staff_roles(user) | member_roles(user, application)


def may_see_cases(user: User) -> bool:
    """Say whether a member of staff may read applications with their texts."""
    return bool(staff_roles(user) & CASE_READERS)


def require(user: User, *roles: Role) -> None:
    """Raise ``NotPermitted`` unless the staff account has one of the roles."""
    if not staff_roles(user) & frozenset(roles):
        raise NotPermitted(user.pk, roles)
