"""An account goes: what stays, what does not, and when it must wait."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client, TestCase

from applications.models import (
    Application,
    AuditEvent,
    Enquiry,
    Invitation,
    KeptInput,
    Membership,
    Message,
    Organisation,
    Reminder,
    Transition,
    User,
)
from applications.notifications.mails import NO_ADDRESS
from applications.rules.choices import EnquiryKind
from applications.rules.lifecycle import Role, State
from applications.services import account_deletion, contact, kept_input, submission, team
from applications.services.account_deletion import (
    AccountOfStaff,
    DeletionHindered,
    Obstacle,
    delete_account,
    hindrances_of,
)
from applications.services.identity_proof import assumed_proof
from tests import factories
from tests.factories import REVIEWED_AT, SENT_AT
from tests.support.accounts import PASSWORD, make_user
from tests.support.invitations import invite
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db

EMAIL = "rania@verein.example"


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch, rehearsal: Callable[[str], Any]) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)
    rehearsal("2020-01-20T10:00")


def delete(user: User) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        delete_account(actor=user, at=REVIEWED_AT)


def obstacles(user: User) -> list[Obstacle]:
    return [hindrance.obstacle for hindrance in hindrances_of(user)]


def join(application: Application, user: User, role: Role = Role.REPRESENTATIVE) -> None:
    Membership.objects.create(organisation=application.organisation, user=user, role=role)


def signed_in(email: str = EMAIL) -> Client:
    client = StrictClient()
    client.post("/konto/anmelden/", {"login": email, "password": PASSWORD})
    return client


def every_text() -> Iterable[str]:
    """Yield all that the tables hold."""
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.values_list():
            yield f"{model.__name__}: {row}"


def test_the_case_stays_with_the_association_and_the_name_in_it():
    """E1 12: delete the person, the case remains."""
    user = make_user(EMAIL)
    case = factories.make_submitted(actor=user)
    colleague = factories.make_member(case, role=Role.REPRESENTATIVE)
    moves = Transition.objects.count()

    delete(user)

    case.refresh_from_db()
    user.refresh_from_db()
    assert case.state == State.SUBMITTED
    assert case.submitted_by == user
    assert user.name == "Rania Haddad"
    assert Transition.objects.count() == moves
    assert Application.objects.visible_to(colleague).get() == case
    assert not Application.objects.visible_to(user).exists()


def test_colleagues_go_on_with_the_draft():
    user = make_user(EMAIL)
    draft = factories.make_complete_draft(actor=user)
    colleague = factories.make_member(draft, role=Role.REPRESENTATIVE)

    delete(user)
    sent = submission.submit_application(application=draft, actor=colleague, at=SENT_AT)

    assert sent.state == State.SUBMITTED


def test_nothing_but_the_name_is_left_of_the_person():
    user = make_user(EMAIL)
    browser = signed_in()
    case = factories.make_submitted(actor=user)
    factories.make_member(case, role=Role.REPRESENTATIVE)
    foreign = factories.make_draft(name="Brückenbau Kassel e. V.")
    invite(foreign, email=EMAIL.title())
    kept_input.keep_input(path="/konto/", typed={"a": ["b"]}, owner=user.pk, now=REVIEWED_AT)
    Reminder.objects.create(application=case, user=user, occasion="x", ordered_at=SENT_AT)
    contact.receive_enquiry(
        kind=EnquiryKind.CONTACT,
        name="Rania",
        email=EMAIL,
        text="Geht das?",
        funding_round=None,
        actor=user,
        at=SENT_AT,
    )
    session = browser.session.session_key

    delete(user)

    user.refresh_from_db()
    assert [line for line in every_text() if EMAIL in line.casefold()] == []
    for model in (Reminder, KeptInput, Enquiry, Invitation, EmailAddress):
        assert not model.objects.filter(**_of(model, user)).exists(), model
    assert not Session.objects.filter(session_key=session).exists()
    assert (user.is_active, user.has_usable_password()) == (False, False)
    assert user.erased_at == REVIEWED_AT
    assert re.fullmatch(r"geloescht-[0-9a-f]{16}@konto\.invalid", user.email)


def _of(model: Any, user: User) -> dict[str, Any]:
    return {"email__iexact": EMAIL} if model is Invitation else {"user": user}


def test_who_is_named_nowhere_loses_the_name_too():
    user = make_user(EMAIL)
    draft = factories.make_draft(actor=user)
    factories.make_member(draft, role=Role.REPRESENTATIVE)

    delete(user)

    user.refresh_from_db()
    assert user.get_short_name() == "Gelöschtes\N{NO-BREAK SPACE}Konto"
    assert [line for line in every_text() if "Rania" in line] == []


def test_every_session_ends_also_those_no_list_knows():
    user = make_user(EMAIL)
    browsers = [signed_in(), signed_in(), StrictClient()]
    browsers[2].force_login(user)

    delete(user)

    assert [browser.get("/konto/").status_code for browser in browsers] == [302] * 3
    assert signed_in().get("/konto/").status_code == 302


def test_the_owner_is_told_once_and_the_log_knows():
    user = make_user(EMAIL)
    waiting = Message.objects.create(
        kind="account_known", recipient=EMAIL, user=user, ordered_at=SENT_AT
    )

    delete(user)
    delete(user)

    farewell = Message.objects.get()
    event = AuditEvent.objects.get(event="account.deleted")
    assert [letter.subject for letter in mail.outbox] == ["Ihr Konto ist gelöscht"]
    assert mail.outbox[0].recipients() == [EMAIL]
    assert (farewell.recipient, farewell.user) == (NO_ADDRESS, None)
    assert not Message.objects.filter(pk=waiting.pk).exists()
    assert event.data == {"account": user.pk}


def test_the_address_begins_anew_and_sees_nothing_of_before():
    user = make_user(EMAIL)
    case = factories.make_submitted(actor=user)
    factories.make_member(case, role=Role.REPRESENTATIVE)
    delete(user)
    mail.outbox.clear()
    client = StrictClient()

    client.post("/konto/registrieren/", {"name": "Selam", "email": EMAIL, "password1": PASSWORD})
    code = re.search(r"\d{3} \d{3}", mail.outbox[0].subject + mail.outbox[0].body).group()
    client.post("/konto/code/", {"code": code, "action": "verify"})

    again = User.objects.get(email=EMAIL)
    assert again.pk != user.pk
    assert not Application.objects.visible_to(again).exists()
    assert client.get(f"/antrag/{case.code}/status/").status_code == 404


@pytest.mark.parametrize("colleague", [None, Role.ADVISER])
def test_the_last_writer_of_a_draft_stays(colleague):
    user = make_user(EMAIL)
    draft = factories.make_draft(actor=user)
    if colleague:
        factories.make_member(draft, role=colleague)

    with pytest.raises(DeletionHindered):
        delete(user)

    user.refresh_from_db()
    assert Obstacle.ALONE_WITH_DRAFT in obstacles(user)
    assert user.is_active
    assert user.memberships.exists()


def test_the_last_representative_of_an_undecided_case_hands_over_first():
    """E1 13: the last one who may send cannot leave."""
    user = make_user(EMAIL)
    case = factories.make_submitted(actor=user)
    member = factories.make_member(case)
    assert obstacles(user) == [Obstacle.LAST_REPRESENTATIVE]
    with pytest.raises(DeletionHindered):
        delete(user)

    team.hand_over(
        membership=Membership.objects.get(user=member),
        proof=assumed_proof(user),
        actor=user,
        at=REVIEWED_AT,
    )
    delete(user)

    assert not user.memberships.exists()


def test_alone_with_an_undecided_case_stays_alone_with_a_decided_one_may_go():
    user = make_user(EMAIL)
    waiting, decided = (
        factories.make_submitted(actor=user),
        factories.make_awarded(name="Ohmtal e. V."),
    )
    alone = make_user("allein@verein.example")
    decided.organisation.memberships.update(user=alone)

    assert obstacles(user) == [Obstacle.LAST_REPRESENTATIVE]
    assert hindrances_of(user)[0].application == waiting
    delete(alone)
    decided.refresh_from_db()
    assert decided.state == State.AWARDED
    assert not decided.organisation.memberships.exists()


def test_nobody_leaves_colleagues_who_cannot_act():
    user = make_user(EMAIL)
    decided = factories.make_awarded()
    decided.organisation.memberships.update(user=user)
    factories.make_member(decided)

    assert obstacles(user) == [Obstacle.LAST_REPRESENTATIVE]


def test_members_and_advisers_may_go_at_any_time():
    draft = factories.make_draft()
    member, adviser = make_user(EMAIL), make_user("berta@verein.example")
    join(draft, member, Role.MEMBER)
    join(draft, adviser, Role.ADVISER)

    delete(member)
    delete(adviser)

    assert draft.organisation.memberships.get().user == draft.created_by


def test_closed_accounts_do_not_count_as_colleagues():
    user = make_user(EMAIL)
    draft = factories.make_draft(actor=user)
    colleague = factories.make_member(draft, role=Role.REPRESENTATIVE)
    User.objects.filter(pk=colleague.pk).update(is_active=False)

    assert Obstacle.ALONE_WITH_DRAFT in obstacles(user)


def test_of_two_who_leave_the_second_is_refused():
    user = make_user(EMAIL)
    draft = factories.make_draft(actor=user)
    colleague = factories.make_member(draft, role=Role.REPRESENTATIVE)

    delete(user)

    with pytest.raises(DeletionHindered):
        delete(colleague)


def test_an_association_without_people_and_applications_goes_too():
    user = make_user(EMAIL)
    factories.make_draft(actor=user).delete()
    other = factories.make_draft()

    delete(user)

    assert Organisation.objects.get() == other.organisation


def test_accounts_of_staff_are_not_deleted_this_way():
    staff = factories.make_staff("Sachbearbeitung")

    with pytest.raises(AccountOfStaff):
        account_deletion.delete_account(actor=staff, at=REVIEWED_AT)
