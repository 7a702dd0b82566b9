"""The team: roles, hand-over, removal; somebody who may send always remains."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from applications import clock
from applications.models import Application, AuditEvent, Membership, SectionPresence, User
from applications.rules.lifecycle import Role
from applications.rules.sections import Section
from applications.services import drafts, presence, team
from applications.services.identity_proof import (
    VALID_SECONDS,
    IdentityNotProved,
    IdentityProof,
    assumed_proof,
)
from applications.workflow.permissions import NotARepresentative
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.BEGUN_AT


@pytest.fixture
def draft() -> Application:
    return factories.make_draft()


def membership(user: User) -> Membership:
    return Membership.objects.get(user=user)


def change(user: User, role: Role, *, actor: User) -> None:
    proof = assumed_proof(actor)
    team.change_role(membership=membership(user), role=role, proof=proof, actor=actor, at=AT)


def remove(user: User, *, actor: User) -> None:
    remove_row(membership(user), actor=actor)


def remove_row(row: Membership, *, actor: User) -> None:
    team.remove_person(membership=row, proof=assumed_proof(actor), actor=actor, at=AT)


def hand_over(user: User, *, actor: User) -> None:
    proof = assumed_proof(actor)
    team.hand_over(membership=membership(user), proof=proof, actor=actor, at=AT)


def test_representatives_change_roles(draft: Application) -> None:
    person = factories.make_member(draft)

    change(person, Role.REPRESENTATIVE, actor=draft.created_by)

    assert membership(person).role == Role.REPRESENTATIVE
    event = AuditEvent.objects.latest("number")
    assert event.event == "team.role_changed"
    assert event.data == {
        "code": draft.organisation.code,
        "account": person.pk,
        "role": "representative",
    }


def test_the_same_role_again_is_no_event(draft: Application) -> None:
    person = factories.make_member(draft)

    change(person, Role.MEMBER, actor=draft.created_by)

    assert AuditEvent.objects.latest("number").event == "draft.begun"


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ADVISER])
def test_nobody_else_changes_a_team(draft: Application, role: Role) -> None:
    person = factories.make_member(draft, role=role)
    steps: list[Callable[[], None]] = [
        lambda: change(person, Role.REPRESENTATIVE, actor=person),
        lambda: change(draft.created_by, Role.ADVISER, actor=person),
        lambda: remove(draft.created_by, actor=person),
        lambda: hand_over(person, actor=person),
    ]

    for step in steps:
        with pytest.raises(NotARepresentative):
            step()
    assert membership(person).role == role


def test_a_representative_of_another_association_changes_nothing(draft: Application) -> None:
    stranger = factories.make_draft().created_by
    person = factories.make_member(draft)

    with pytest.raises(NotARepresentative):
        remove(person, actor=stranger)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ADVISER])
def test_the_last_representative_keeps_the_role(draft: Application, role: Role) -> None:
    factories.make_member(draft)
    last = draft.created_by

    with pytest.raises(team.LastRepresentative):
        change(last, role, actor=last)
    with pytest.raises(team.LastRepresentative):
        remove(last, actor=last)
    assert membership(last).role == Role.REPRESENTATIVE


def test_a_closed_account_is_no_representative(draft: Application) -> None:
    other = factories.make_member(draft, role=Role.REPRESENTATIVE)
    User.objects.filter(pk=other.pk).update(is_active=False)

    with pytest.raises(team.LastRepresentative):
        remove(draft.created_by, actor=draft.created_by)


def test_of_two_who_remove_each_other_one_remains(draft: Application) -> None:
    other = factories.make_member(draft, role=Role.REPRESENTATIVE)
    first, second = membership(draft.created_by), membership(other)

    remove_row(second, actor=draft.created_by)

    # The second request read both rows before the first one was done.
    with pytest.raises(NotARepresentative):
        remove_row(first, actor=other)
    assert list(Membership.objects.all()) == [first]


def test_somebody_removed_twice_is_gone_once(draft: Application) -> None:
    row = membership(factories.make_member(draft))
    remove_row(row, actor=draft.created_by)
    gone = Membership(pk=row.pk or 99999, organisation=draft.organisation, user=row.user)

    with pytest.raises(team.NotInTeam):
        remove_row(gone, actor=draft.created_by)


def test_handing_over(draft: Application) -> None:
    successor = factories.make_member(draft)

    hand_over(successor, actor=draft.created_by)

    assert membership(successor).role == Role.REPRESENTATIVE
    assert membership(draft.created_by).role == Role.MEMBER
    assert AuditEvent.objects.latest("number").event == "team.handed_over"


@pytest.mark.parametrize("is_own", [True, False])
def test_a_representative_loses_the_role_by_proof_only(draft: Application, is_own: bool) -> None:
    """Whoever finds an open browser does not get rid of the second person for the account."""
    actor, other = draft.created_by, factories.make_member(draft, role=Role.REPRESENTATIVE)
    row = membership(actor if is_own else other)
    now = assumed_proof(actor).proved_at
    steps: list[Callable[[IdentityProof], None]] = [
        lambda proof: team.change_role(
            membership=row, role=Role.MEMBER, proof=proof, actor=actor, at=AT
        ),
        lambda proof: team.remove_person(membership=row, proof=proof, actor=actor, at=AT),
        lambda proof: team.hand_over(
            membership=membership(other), proof=proof, actor=actor, at=AT
        ),
    ]
    for step in steps:
        for proof in (IdentityProof(actor.pk, now - VALID_SECONDS), assumed_proof(other)):
            with pytest.raises(IdentityNotProved):
                step(proof)
    assert membership(actor).role == membership(other).role == Role.REPRESENTATIVE
    assert not AuditEvent.objects.filter(event__startswith="team.").exists()

    steps[1](assumed_proof(actor))

    assert not Membership.objects.filter(pk=row.pk).exists()


def test_others_change_and_go_without_a_proof(draft: Application) -> None:
    owner, person = draft.created_by, factories.make_member(draft)
    never = IdentityProof(owner.pk, 0)

    team.change_role(
        membership=membership(person), role=Role.ADVISER, proof=never, actor=owner, at=AT
    )
    team.remove_person(membership=membership(person), proof=never, actor=owner, at=AT)

    assert list(Membership.objects.all()) == [membership(owner)]


def test_handing_over_to_oneself_changes_nothing(draft: Application) -> None:
    owner = draft.created_by

    hand_over(owner, actor=owner)

    assert membership(owner).role == Role.REPRESENTATIVE


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ADVISER])
def test_everybody_else_may_leave(draft: Application, role: Role) -> None:
    person = factories.make_member(draft, role=role)

    remove(person, actor=person)

    assert not Membership.objects.filter(user=person).exists()
    assert AuditEvent.objects.latest("number").event == "team.left"


def test_the_association_owns_the_case(draft: Application) -> None:
    """E1 line 12: the person who began goes, the application stays with everything in it."""
    drafts.save_section(
        application=draft,
        section=Section.GOALS,
        answers={"need": "Ein Text"},
        pending={},
        version=0,
        actor=draft.created_by,
        at=AT,
    )
    successor = factories.make_member(draft, role=Role.REPRESENTATIVE)

    remove(draft.created_by, actor=successor)

    found = Application.objects.visible_to(successor).with_sections().get()
    assert found.goals.need == "Ein Text"
    assert found.created_by == draft.created_by
    assert not Application.objects.visible_to(draft.created_by).exists()


def test_who_is_removed_writes_nowhere(draft: Application) -> None:
    person = factories.make_member(draft)
    presence.note_presence(application=draft, section=Section.GOALS, user=person)

    remove(person, actor=draft.created_by)

    assert not SectionPresence.objects.exists()


def test_activity_is_noted_four_times_an_hour(
    draft: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    def visit(minutes: int) -> bool:
        """Return whether a visit so much later was written."""
        now = began + timedelta(minutes=minutes)
        monkeypatch.setattr("applications.clock.real_now", lambda: now)
        own = membership(draft.created_by)
        team.note_activity(
            user=own.user, organisation_id=own.organisation_id, last_at=own.active_at
        )
        return membership(draft.created_by).active_at == now

    began = clock.real_now()
    assert [visit(minutes) for minutes in (0, 14, 15, 29, 31)] == [True, False, True, False, True]
