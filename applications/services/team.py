"""The team of an association: who belongs to it, roles, hand-over, removal.

The association owns its applications: whoever comes or goes, the case stays. Whoever ends the
rights of a representative shows a moment before who they are: with an open browser alone nobody
gets rid of the second person who has to confirm an account.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from applications import clock
from applications.models import (
    Application,
    Invitation,
    Membership,
    Organisation,
    SectionPresence,
    User,
)
from applications.rules.lifecycle import Role
from applications.services.identity_proof import IdentityProof
from applications.workflow import audit
from applications.workflow.permissions import require_representative

# How exactly the team sees when somebody was here; also how rarely the row is written.
ACTIVE_EVERY: Final = timedelta(minutes=15)


class LastRepresentative(Exception):
    """An association needs at least one person who may send."""


class NotInTeam(Exception):
    """The person has left the team meanwhile."""


def members_of(organisation: Organisation) -> list[Membership]:
    """Return everybody in the team with their accounts, by name."""
    rows = organisation.memberships.select_related("user")
    return list(rows.order_by("user__name", "pk"))


@transaction.atomic
def change_role(
    *, membership: Membership, role: Role, proof: IdentityProof, actor: User, at: datetime
) -> None:
    """Give somebody another role.

    Raises ``NotARepresentative``, ``LastRepresentative``, ``IdentityNotProved`` and
    ``NotInTeam``.
    """
    member = _lock(membership, actor=actor)
    if member.role == role:
        return
    _check_last(member, role=role)
    _check_proof(member, proof, actor)
    _set_role(member, role)
    _log("team.role_changed", member, actor=actor, at=at)


@transaction.atomic
def hand_over(*, membership: Membership, proof: IdentityProof, actor: User, at: datetime) -> None:
    """Make somebody else the one who may send; the actor goes on as one who writes.

    Raises ``NotARepresentative``, ``IdentityNotProved`` and ``NotInTeam``.
    """
    successor = _lock(membership, actor=actor)
    own = Membership.objects.get(organisation=successor.organisation_id, user=actor)
    if own.pk == successor.pk:
        return
    _check_proof(own, proof, actor)
    _set_role(successor, Role.REPRESENTATIVE)
    _set_role(own, Role.MEMBER)
    _log("team.handed_over", successor, actor=actor, at=at)


@transaction.atomic
def remove_person(
    *, membership: Membership, proof: IdentityProof, actor: User, at: datetime
) -> None:
    """Take somebody out of the team, with effect for the next request; what they wrote stays.

    Invitations the person sent are taken back. Everybody may leave by themselves.
    Raises ``NotARepresentative``, ``LastRepresentative``, ``IdentityNotProved`` and
    ``NotInTeam``.
    """
    member = _lock(membership, actor=actor, may_leave=True)
    leaves = member.user_id == actor.pk
    _check_last(member, role=None)
    _check_proof(member, proof, actor)
    applications = Application.objects.filter(organisation=member.organisation_id)
    SectionPresence.objects.filter(user=member.user_id, application__in=applications).delete()
    if not leaves:
        _withdraw_invitations_of(member)
    _log("team.left" if leaves else "team.removed", member, actor=actor, at=at)
    member.delete()


def note_activity(*, user: User, organisation_id: int, last_at: datetime | None) -> None:
    """Note that somebody was here, in real time and at most once in a quarter of an hour."""
    now = clock.real_now()
    if last_at is None or now - last_at >= ACTIVE_EVERY:
        own = Membership.objects.filter(organisation=organisation_id, user=user)
        own.update(active_at=now)


def _lock(membership: Membership, *, actor: User, may_leave: bool = False) -> Membership:
    """Let one change of the team happen at a time, then look again who may do what.

    Two people who remove each other at the same moment come one after the other: the second
    one is no longer there.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=membership.organisation_id)
    if not (may_leave and membership.user_id == actor.pk):
        require_representative(actor, membership.organisation_id)
    member = Membership.objects.select_related("organisation").filter(pk=membership.pk).first()
    if member is None:
        raise NotInTeam(membership.pk)
    return member


def _check_last(member: Membership, *, role: Role | None) -> None:
    """Refuse to leave the association without anybody who may send."""
    if member.role != Role.REPRESENTATIVE or role == Role.REPRESENTATIVE:
        return
    others = Membership.objects.filter(
        organisation=member.organisation_id, role=Role.REPRESENTATIVE, user__is_active=True
    )
    if not others.exclude(pk=member.pk).exists():
        raise LastRepresentative(member.organisation_id)


def _check_proof(member: Membership, proof: IdentityProof, actor: User) -> None:
    """Ask for a fresh proof when a representative is about to lose the right to send."""
    if member.role == Role.REPRESENTATIVE:
        proof.check(actor)


def _set_role(member: Membership, role: Role) -> None:
    member.role = role
    member.save(update_fields=["role"])


def _withdraw_invitations_of(member: Membership) -> None:
    sent = Invitation.objects.filter(
        organisation=member.organisation_id, invited_by=member.user_id
    )
    sent.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=clock.real_now())


def _log(event: str, member: Membership, *, actor: User, at: datetime) -> None:
    code, role = member.organisation.code, member.role
    audit.record(event, actor=actor, at=at, code=code, account=member.user_id, role=role)
