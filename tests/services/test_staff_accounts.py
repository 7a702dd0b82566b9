"""Staff get in by a link, out at once, and back after a lost second factor by two persons."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from applications.models import (
    AuditEvent,
    Message,
    SecondFactorReset,
    StaffInvitation,
    User,
)
from applications.services import second_factor_resets, staff_accounts
from applications.services.second_factor_resets import ResetClosed, ResetWaiting
from applications.services.staff_accounts import (
    HasPassword,
    LastAdministrator,
    OwnAccount,
    StaffInvitationOver,
)
from applications.workflow.guards import ReasonNeeded, SecondPersonNeeded
from applications.workflow.permissions import NotPermitted
from tests import factories
from tests.support.accounts import sign_in
from tests.support.strictness import StrictClient

AT = datetime(2020, 2, 3, 8, 0, tzinfo=UTC)
SECRET = "ein langer Satz vom Amt"


@pytest.fixture(autouse=True)
def _at_work(rehearsal):
    rehearsal("2020-02-03T09:00")


def group(name: str) -> Group:
    return Group.objects.get(name=name)


def invite(actor: User | None = None) -> tuple[User, str]:
    account = staff_accounts.create_staff_account(
        email="neu@behoerde.example",
        name="Nora Neu",
        group=group("Sachbearbeitung"),
        actor=actor or factories.make_staff("Verwaltung"),
        at=AT,
    )
    return account, link_of(account)


def link_of(account: User) -> str:
    message = Message.objects.filter(kind="staff_invitation", user=account).latest("pk")
    return str(message.context["link"]).partition("/einladung/behoerde/")[2].strip("/")


def change(account: User, *, to: str, actor: User, is_active: bool = True) -> None:
    staff_accounts.change_staff_account(
        account=account,
        name=account.name,
        group=group(to),
        is_active=is_active,
        actor=actor,
        at=AT,
    )


@pytest.mark.django_db
def test_link_leads_to_a_password_and_then_to_the_second_factor():
    account, secret = invite()
    url = reverse("staff_invitation", args=[secret])
    client = StrictClient()

    # Looking uses nothing up.
    assert "Nora Neu" in client.get(url).content.decode()
    assert "Nora Neu" in client.get(url).content.decode()
    assert client.post(url, {"password": "kurz"}).status_code == 200
    answer = client.post(url, {"password": SECRET})

    assert answer["Location"] == reverse("account_login")
    account.refresh_from_db()
    assert account.check_password(SECRET)
    assert client.get(url).status_code == 410
    assert AuditEvent.objects.filter(event="staff.joined", actor=account).exists()
    client.post(reverse("account_login"), {"login": account.email, "password": SECRET})
    refused = client.get("/verwaltung/")
    assert refused.status_code == 302
    assert refused["Location"].startswith(reverse("mfa_activate_totp"))


@pytest.mark.django_db
def test_only_the_hash_of_the_link_is_kept():
    _account, secret = invite()

    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", secret)
    kept = StaffInvitation.objects.values().get()
    assert secret not in str(kept)
    assert kept["expires_at"] - kept["invited_at"] == timedelta(days=7)


@pytest.mark.django_db
def test_link_is_over_when_too_old_replaced_closed_or_no_longer_needed():
    administrator = factories.make_staff("Verwaltung")
    account, first = invite(administrator)
    staff_accounts.invite_again(account=account, actor=administrator, at=AT)
    second = link_of(account)
    for dead in (first, "gibt-es-nicht"):
        with pytest.raises(StaffInvitationOver):
            staff_accounts.open_staff_invitation(dead)
    rows = StaffInvitation.objects.filter(account=account)
    rows.update(expires_at=rows.get().invited_at - timedelta(days=1))
    with pytest.raises(StaffInvitationOver):
        staff_accounts.accept_staff_invitation(secret=second, password=SECRET, at=AT)

    staff_accounts.invite_again(account=account, actor=administrator, at=AT)
    change(account, to="Sachbearbeitung", actor=administrator, is_active=False)
    with pytest.raises(StaffInvitationOver):
        staff_accounts.open_staff_invitation(link_of(account))

    change(account, to="Sachbearbeitung", actor=administrator)
    account.refresh_from_db()
    account.set_password(SECRET)
    account.save()
    with pytest.raises(StaffInvitationOver):
        staff_accounts.open_staff_invitation(link_of(account))
    with pytest.raises(HasPassword):
        staff_accounts.invite_again(account=account, actor=administrator, at=AT)


@pytest.mark.django_db
def test_page_of_the_account_sends_the_link_again():
    administrator = factories.make_staff("Verwaltung")
    account, _first = invite(administrator)
    before = StaffInvitation.objects.get().secret_sha256
    client = StrictClient()
    sign_in(client, administrator)
    url = reverse("admin:applications_user_change", args=[account.pk])

    assert "Einladung noch einmal schicken" in client.get(url).content.decode()
    assert client.post(url, {"step": "invite"}).status_code == 302
    assert StaffInvitation.objects.get().secret_sha256 != before


@pytest.mark.django_db
def test_closing_an_account_ends_its_sessions_at_once():
    colleague = factories.make_staff("Sachbearbeitung")
    client = StrictClient()
    sign_in(client, colleague)
    assert client.get("/verwaltung/").status_code == 200
    note_device(client, colleague)

    change(
        colleague,
        to="Sachbearbeitung",
        actor=factories.make_staff("Verwaltung"),
        is_active=False,
    )

    assert not UserSession.objects.filter(user=colleague).exists()
    assert client.get("/verwaltung/")["Location"].startswith("/verwaltung/login/")


@pytest.mark.django_db
def test_another_group_counts_from_the_next_request():
    colleague = factories.make_staff("Sachbearbeitung")
    client = StrictClient()
    sign_in(client, colleague)
    page = reverse("admin:applications_fundinground_add")
    assert client.get(page).status_code == 403

    change(colleague, to="Verwaltung", actor=factories.make_staff("Verwaltung"))

    assert client.get(page).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(("to", "is_active"), [("Revision", True), ("Verwaltung", False)])
def test_last_administrator_stays(to, is_active):
    actor, other = factories.make_staff("Verwaltung"), factories.make_staff("Verwaltung")
    # Meanwhile somebody else put the actor out.
    actor._staff_roles = frozenset({staff_accounts.Role.ADMINISTRATOR})
    actor.groups.set([group("Revision")])

    with pytest.raises(LastAdministrator):
        change(other, to=to, actor=actor, is_active=is_active)
    with pytest.raises(OwnAccount):
        change(actor, to="Verwaltung", actor=actor)


def note_device(client: StrictClient, user: User) -> None:
    """Keep the session as one of the person's devices, as a real sign-in does."""
    UserSession.objects.create(
        user=user, session_key=client.session.session_key, ip="127.0.0.1", user_agent="Test"
    )


def make_enrolled() -> User:
    person = factories.make_staff("Sachbearbeitung", name="Clara Muster")
    TOTP.activate(person, generate_totp_secret())
    return person


def ask(account: User, actor: User | None = None) -> SecondFactorReset:
    return second_factor_resets.ask_reset(
        account=account,
        reason="Persönlich mit Dienstausweis.",
        actor=actor or factories.make_staff("Verwaltung"),
        at=AT,
    )


@pytest.mark.django_db
@pytest.mark.parametrize("confirmer", ["Verwaltung", "Leitung"])
def test_two_persons_take_a_second_factor_away(confirmer):
    person = make_enrolled()
    client = StrictClient()
    sign_in(client, person)
    note_device(client, person)
    reset = ask(person)
    assert Authenticator.objects.filter(user=person).exists()

    second_factor_resets.confirm_reset(reset=reset, actor=factories.make_staff(confirmer), at=AT)

    assert not Authenticator.objects.filter(user=person).exists()
    assert client.get("/verwaltung/")["Location"].startswith("/verwaltung/login/")
    assert Message.objects.get(kind="second_factor_reset").recipient == person.email
    events = AuditEvent.objects.filter(event__startswith="second_factor_reset").order_by("number")
    assert [event.event.partition(".")[2] for event in events] == ["asked", "confirmed"]


@pytest.mark.django_db
def test_nobody_resets_alone_or_for_oneself():
    person = make_enrolled()
    office, other = factories.make_staff("Verwaltung"), factories.make_staff("Verwaltung")
    with pytest.raises(OwnAccount):
        ask(office, office)
    reset = ask(office, other)
    with pytest.raises(OwnAccount):
        second_factor_resets.confirm_reset(reset=reset, actor=office, at=AT)
    with pytest.raises(SecondPersonNeeded):
        second_factor_resets.confirm_reset(reset=reset, actor=other, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondFactorReset.objects.update(is_confirmed=True, closed_by=other, closed_at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondFactorReset.objects.update(is_confirmed=True, closed_by=office, closed_at=AT)
    with pytest.raises(NotPermitted):
        ask(person, factories.make_staff("Leitung"))
    with pytest.raises(NotPermitted):
        second_factor_resets.confirm_reset(
            reset=reset, actor=factories.make_staff("Sachbearbeitung"), at=AT
        )
    with pytest.raises(ResetWaiting):
        ask(office, other)
    with pytest.raises(ReasonNeeded):
        second_factor_resets.ask_reset(account=person, reason=" ", actor=office, at=AT)


@pytest.mark.django_db
def test_refused_reset_changes_nothing():
    person = make_enrolled()
    reset = ask(person)
    head = factories.make_staff("Leitung")

    second_factor_resets.refuse_reset(reset=reset, actor=head, at=AT)

    assert Authenticator.objects.filter(user=person).exists()
    with pytest.raises(ResetClosed):
        second_factor_resets.confirm_reset(reset=reset, actor=head, at=AT)
    assert ask(person)


@pytest.mark.django_db
def test_pages_of_a_reset():
    person = make_enrolled()
    url = reverse("admin:applications_user_second_factor", args=[person.pk])
    office, head = StrictClient(), StrictClient()
    sign_in(office, factories.make_staff("Verwaltung"))
    sign_in(head, factories.make_staff("Leitung"))

    assert "Hier ist nichts zu bestätigen." in head.get(url).content.decode()
    empty = office.post(url, {"step": "ask", "reason": ""}).content.decode()
    assert "Schreiben Sie, wie Sie die Person erkannt haben." in empty
    assert office.post(url, {"step": "ask", "reason": "Dienstausweis"}).status_code == 302
    own = office.post(url, {"step": "confirm"}).content.decode()
    assert "Eine andere Person muss bestätigen." in own
    accounts = head.get(reverse("admin:applications_user_changelist")).content.decode()
    assert f'href="{url}"' in accounts
    assert head.post(url, {"step": "confirm"}).status_code == 302
    assert not Authenticator.objects.filter(user=person).exists()


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_confirm_once():
    reset = ask(make_enrolled())
    heads = [factories.make_staff("Leitung") for _n in range(2)]
    start = Barrier(2)

    def run(head):
        start.wait()
        try:
            second_factor_resets.confirm_reset(reset=reset, actor=head, at=AT)
        except ResetClosed:
            return "closed"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(run, heads)) == ["closed", "done"]
    assert Message.objects.filter(kind="second_factor_reset").count() == 1
