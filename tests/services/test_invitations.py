"""Invitations: one link for one address, once, for seven days; and nobody is probed by them."""

import hashlib
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from applications import clock
from applications.models import (
    Application,
    AuditEvent,
    Invitation,
    Membership,
    Message,
    Organisation,
    User,
)
from applications.rules.lifecycle import Role
from applications.services import drafts, invitations, team
from applications.services.identity_proof import assumed_proof
from applications.workflow.permissions import NotARepresentative
from tests import factories
from tests.support.invitations import invite, person_with

pytestmark = pytest.mark.django_db

AT = factories.BEGUN_AT


@pytest.fixture
def draft() -> Application:
    return factories.make_draft()


def accept(secret: str, person: User) -> Organisation:
    return invitations.accept_invitation(secret=secret, actor=person, at=AT)


def wait(monkeypatch: pytest.MonkeyPatch, **time: int) -> None:
    later = clock.real_now() + timedelta(**time)
    monkeypatch.setattr("applications.clock.real_now", lambda: later)


def test_the_invited_person_joins_with_the_role(draft: Application) -> None:
    secret = invite(draft, email="Selam@Verein.example", role=Role.ADVISER)
    person = person_with("selam@verein.example")

    assert accept(secret, person) == draft.organisation

    member = Membership.objects.get(user=person)
    assert (member.role, member.joined_at) == (Role.ADVISER, AT)
    assert draft in Application.objects.visible_to(person)
    events = AuditEvent.objects.order_by("number").values_list("event", flat=True)
    assert list(events)[-2:] == ["team.invited", "team.joined"]
    assert "selam" not in str(list(AuditEvent.objects.values_list("data", flat=True)))


def test_only_the_hash_of_a_long_secret_is_stored(draft: Application) -> None:
    secret = invite(draft)

    row = Invitation.objects.get()
    assert len(secret) * 6 >= 128
    assert row.secret_sha256 == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in str(list(Invitation.objects.values()))
    # What is sent is forgotten, too; only a rehearsal shows it again.
    assert Message.objects.latest("pk").context in ({}, {"link": mail.outbox[-1].body})


def test_the_mail_tells_nothing_about_people_or_the_association(draft: Application) -> None:
    invite(draft)

    letter = mail.outbox[-1]
    assert letter.subject == "Einladung zu einem Förderantrag"
    assert "Sie wurden eingeladen, an einem Antrag mitzuschreiben." in letter.body
    assert "Der Link gilt 7 Tage." in letter.body
    for word in (draft.organisation.name, draft.created_by.name, "Rania", "Frauennetz"):
        assert word not in letter.subject + letter.body


def test_a_link_works_once(draft: Application) -> None:
    secret = invite(draft)
    person = person_with("selam@verein.example")
    accept(secret, person)
    Membership.objects.filter(user=person).delete()

    with pytest.raises(invitations.InvitationOver):
        accept(secret, person)
    assert not Membership.objects.filter(user=person).exists()


def test_a_link_is_good_for_seven_days_of_real_time(
    draft: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = invite(draft)

    wait(monkeypatch, days=6, hours=23)
    assert invitations.open_invitation(secret)
    wait(monkeypatch, hours=2)
    with pytest.raises(invitations.InvitationOver):
        accept(secret, person_with("selam@verein.example"))


def test_a_withdrawn_link_is_dead(draft: Application) -> None:
    secret = invite(draft)
    invitations.withdraw_invitation(
        invitation=Invitation.objects.get(), actor=draft.created_by, at=AT
    )

    with pytest.raises(invitations.InvitationOver):
        accept(secret, person_with("selam@verein.example"))
    with pytest.raises(invitations.InvitationOver):
        invitations.withdraw_invitation(
            invitation=Invitation.objects.get(), actor=draft.created_by, at=AT
        )


def test_sending_again_replaces_the_link_and_the_role(draft: Application) -> None:
    first = invite(draft)
    second = invite(draft, role=Role.REPRESENTATIVE)

    person = person_with("selam@verein.example")
    with pytest.raises(invitations.InvitationOver):
        accept(first, person)
    accept(second, person)
    assert Membership.objects.get(user=person).role == Role.REPRESENTATIVE
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("address", ["fremd@verein.example", "selam@verein.example.org"])
def test_the_link_opens_for_no_other_address(draft: Application, address: str) -> None:
    secret = invite(draft)
    person = person_with(address)

    with pytest.raises(invitations.InvitationForSomebodyElse):
        accept(secret, person)
    assert not Membership.objects.filter(user=person).exists()


def test_an_address_that_is_not_confirmed_does_not_count(draft: Application) -> None:
    secret = invite(draft)
    person = person_with("selam@verein.example")
    EmailAddress.objects.filter(user=person).update(verified=False)

    with pytest.raises(invitations.InvitationForSomebodyElse):
        accept(secret, person)


def test_somebody_in_the_team_keeps_the_role(draft: Application) -> None:
    person = person_with("selam@verein.example")
    Membership.objects.create(organisation=draft.organisation, user=person, role=Role.MEMBER)

    accept(invite(draft, role=Role.ADVISER), person)

    assert Membership.objects.get(user=person).role == Role.MEMBER


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ADVISER])
def test_only_representatives_invite_and_withdraw(draft: Application, role: Role) -> None:
    invite(draft)
    other = factories.make_member(draft, role=role)

    with pytest.raises(NotARepresentative):
        invite(draft, actor=other)
    with pytest.raises(NotARepresentative):
        invitations.withdraw_invitation(invitation=Invitation.objects.get(), actor=other, at=AT)


def test_a_team_has_twenty_people_with_those_invited(draft: Application) -> None:
    for number in range(18):
        factories.make_member(draft).memberships.update(role=Role.ADVISER)
        assert number < 18
    invite(draft, email="zwanzig@verein.example")

    with pytest.raises(invitations.TeamFull):
        invite(draft, email="einundzwanzig@verein.example")
    # Sending again is no further person.
    secret = invite(draft, email="zwanzig@verein.example")
    accept(secret, person_with("zwanzig@verein.example"))
    assert draft.organisation.memberships.count() == invitations.MAXIMUM_PEOPLE


def test_nobody_joins_a_full_team(draft: Application) -> None:
    secret = invite(draft)
    for _number in range(19):
        factories.make_member(draft)

    with pytest.raises(invitations.TeamFull):
        accept(secret, person_with("selam@verein.example"))
    assert Invitation.objects.get().accepted_at is None


def test_there_are_twenty_invitations_a_day(
    draft: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _time in range(invitations.INVITATIONS_A_DAY):
        invite(draft)

    with pytest.raises(invitations.TooManyInvitations):
        invite(draft, email="fremd@verein.example")
    wait(monkeypatch, hours=25)
    assert invite(draft, email="fremd@verein.example")


def test_known_and_unknown_addresses_get_the_same(draft: Application) -> None:
    person_with("bekannt@verein.example")

    for email in ("bekannt@verein.example", "unbekannt@verein.example"):
        invite(draft, email=email)
        assert mail.outbox[-1].to == [email]

    first, second = (letter.body.rsplit("/einladung/", 1)[0] for letter in mail.outbox[-2:])
    assert first == second


def test_removing_somebody_kills_the_invitations_they_sent(draft: Application) -> None:
    other = factories.make_member(draft, role=Role.REPRESENTATIVE)
    secret = invite(draft, actor=other)

    team.remove_person(
        membership=Membership.objects.get(user=other),
        proof=assumed_proof(draft.created_by),
        actor=draft.created_by,
        at=AT,
    )

    with pytest.raises(invitations.InvitationOver):
        accept(secret, person_with("selam@verein.example"))


def test_a_draft_with_invitations_can_be_deleted(draft: Application) -> None:
    invite(draft)

    drafts.delete_draft(application=draft, actor=draft.created_by, at=AT)

    assert not Application.objects.exists()
