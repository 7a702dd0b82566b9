"""Who may do what: maps memberships and staff groups to the roles of the move table."""

from typing import Final

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef

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
# An adviser reads and comments; bank details and files of messages are for writers only, too.
WRITERS: Final = frozenset({Role.REPRESENTATIVE, Role.MEMBER, Role.CLERK})


class NotPermitted(Exception):
    """The person's roles do not allow this."""


# These two reach the page as 403, whichever door the person tried.
class NotAWriter(PermissionDenied):
    """The person advises the association, or has left it, and may not write for it."""


class NotARepresentative(PermissionDenied):
    """Only people who may send for the association do this."""


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


def team_roles(user: User, organisation_id: int) -> frozenset[Role]:
    """Return the roles that membership of the organisation gives: one, or none."""
    roles = Membership.objects.filter(
        organisation=organisation_id, user=user, user__is_active=True
    ).values_list("role", flat=True)
    return frozenset(Role(role) for role in roles)


def member_roles(user: User, application: Application) -> frozenset[Role]:
    """Return the roles that membership of the application's organisation gives."""
    return team_roles(user, application.organisation_id)


def may_write(user: User, application: Application) -> bool:
    """Say whether the person writes answers, files and messages for the association."""
    return bool(member_roles(user, application) & WRITERS)


def writes(user: User) -> Exists:
    """Return the condition on applications that the person writes for the association."""
    return Exists(
        Membership.objects.filter(
            organisation=OuterRef("organisation"),
            user=user,
            user__is_active=True,
            role__in=sorted(WRITERS),
        )
    )


def require_writer(user: User, application: Application) -> None:
    """Raise ``NotAWriter`` unless the person writes for the association."""
    if not may_write(user, application):
        raise NotAWriter(user.pk, application.pk)


def require_representative(user: User, organisation_id: int) -> None:
    """Raise ``NotARepresentative`` unless the person sends for the association."""
    if Role.REPRESENTATIVE not in team_roles(user, organisation_id):
        raise NotARepresentative(user.pk, organisation_id)


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
