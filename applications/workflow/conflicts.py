"""Who must keep away from a case (§§ 20, 21 HVwVfG): asked first, then closed for good."""

from enum import StrEnum
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from applications.models import Application, ConflictDeclaration, User
from applications.rules.lifecycle import Role
from applications.rules.review import Relation
from applications.workflow.permissions import staff_roles

# The audit office and the budget office decide nothing about a case.
ASKED: Final = frozenset({Role.CASE_WORKER, Role.APPROVER, Role.HEAD})


class Standing(StrEnum):
    """How a case stands open to a person of the authority."""

    OPEN = "open"
    UNDECLARED = "undeclared"
    CLOSED = "closed"


class RelationNotDeclared(Exception):
    """The person has not said yet how they stand to the association."""


class ConflictOfInterest(Exception):
    """The case is closed for this person: they declared a relation, or are not sure."""


def is_asked(user: User) -> bool:
    """Say whether the person has to declare a relation before a case opens."""
    return bool(staff_roles(user) & ASKED)


def standing(user: User, application: Application) -> Standing:
    """Return how the case stands open to the person; their latest declaration counts."""
    return standing_after(user, _declared(user).filter(application=application.pk).first())


def with_declared(user: User, cases: QuerySet[Application]) -> QuerySet[Application]:
    """Note in each case what the person declared last: ``declared``, None for nothing."""
    own = _declared(user).filter(application=OuterRef("pk"))
    return cases.annotate(declared=Subquery(own[:1]))


def standing_after(user: User, relation: str | None) -> Standing:
    """Return how a case stands open to a person who declared this, or nothing."""
    if relation is None:
        return Standing.UNDECLARED if is_asked(user) else Standing.OPEN
    return Standing.OPEN if relation == Relation.NONE else Standing.CLOSED


def is_closed_for(user: User, application: Application) -> bool:
    """Say whether the person must keep away from the case."""
    return standing(user, application) == Standing.CLOSED


def require_unbiased(user: User, application: Application) -> None:
    """Raise ``ConflictOfInterest`` when a person of the authority must keep away from the case."""
    if user.is_staff and is_closed_for(user, application):
        raise ConflictOfInterest(user.pk, application.pk)


def require_open(stands: Standing, user: User, application: Application) -> None:
    """Raise ``RelationNotDeclared`` or ``ConflictOfInterest`` unless the case is open to them."""
    if stands == Standing.UNDECLARED:
        raise RelationNotDeclared(user.pk, application.pk)
    if stands == Standing.CLOSED:
        raise ConflictOfInterest(user.pk, application.pk)


def open_to(user: User, cases: QuerySet[Application]) -> QuerySet[Application]:
    """Leave out the cases that are closed for the person; for lists, searches and exports."""
    return cases.exclude(pk__in=closed_cases(user))


def closed_cases(user: User) -> QuerySet[ConflictDeclaration, int]:
    """Return the numbers of the cases that are closed for the person."""
    return current_conflicts().filter(person=user.pk).values_list("application", flat=True)


def current_conflicts() -> QuerySet[ConflictDeclaration]:
    """Return the declarations that close a case for somebody now."""
    rows: QuerySet[ConflictDeclaration] = ConflictDeclaration.objects.exclude(
        relation=Relation.NONE
    )
    return rows.exclude(_later())


def with_standing(rows: QuerySet[ConflictDeclaration]) -> QuerySet[ConflictDeclaration]:
    """Mark the latest declaration of each person and case: ``is_current``."""
    return rows.annotate(is_current=~_later())


def _declared(user: User) -> QuerySet[ConflictDeclaration, str]:
    """Return what a person declared, the latest first."""
    rows = ConflictDeclaration.objects.filter(person=user.pk).order_by("-pk")
    return rows.values_list("relation", flat=True)


def _later() -> Exists:
    """Say whether the person declared something about the case afterwards."""
    return Exists(
        ConflictDeclaration.objects.filter(
            application=OuterRef("application"), person=OuterRef("person"), pk__gt=OuterRef("pk")
        )
    )
