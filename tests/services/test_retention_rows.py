"""The retention job beside the cases: names, accounts, and small things after their time."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from applications import clock
from applications.models import (
    Enquiry,
    Invitation,
    Message,
    SectionPresence,
    User,
)
from applications.rules.retention import Kind
from applications.services import account_deletion
from applications.workflow import audit
from tests import factories
from tests.support.invitations import invite
from tests.support.retention_runs import make_withdrawn, run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)


def test_the_name_of_a_deleted_account_goes_with_the_last_case_that_names_it() -> None:
    case = make_withdrawn()
    User.objects.filter(pk=case.created_by_id).update(name="Erna Merkzeichen")
    account_deletion.delete_account(actor=case.created_by, at=factories.ASKED_AT)
    run("2030-12-31")
    assert User.objects.get(pk=case.created_by_id).name == "Erna Merkzeichen"

    assert run("2031-01-01").counts["names"] == 1
    assert "Erna" not in User.objects.get(pk=case.created_by_id).name


def test_an_account_that_nobody_confirmed_goes_after_seven_days(
    rehearsal: Callable[[str], datetime],
) -> None:
    rehearsal("2020-01-10T12:00")
    stranger, known, staff, member = (
        User.objects.create_user(f"{name}@verein.example", name=name) for name in "abcd"
    )
    EmailAddress.objects.create(user=stranger, email=stranger.email, verified=False)
    EmailAddress.objects.create(user=known, email=known.email, verified=True)
    User.objects.filter(pk=staff.pk).update(is_staff=True)
    draft = factories.make_draft(actor=member)
    Message.objects.create(
        kind="account_code",
        recipient=stranger.email,
        user=stranger,
        ordered_at=factories.SENT_AT,
    )

    assert "unconfirmed_accounts" not in run("2020-01-17").counts
    assert run("2020-01-18").counts["unconfirmed_accounts"] == 1

    assert set(User.objects.filter(email__endswith="@verein.example")) >= {known, staff, member}
    assert not User.objects.filter(pk=stranger.pk).exists()
    assert not Message.objects.filter(recipient=stranger.email).exists()
    assert draft.created_by == member


def test_an_unconfirmed_account_in_the_log_stays_without_its_name() -> None:
    account = User.objects.create_user("weg@verein.example", name="Erna Merkzeichen")
    audit.record("enquiry.received", actor=account, at=factories.SENT_AT)

    run("2099-01-01")

    account.refresh_from_db()
    assert "Erna" not in account.name
    assert "verein.example" not in account.email


def test_small_things_go_after_their_time() -> None:
    draft = factories.make_draft()
    sent = Message.objects.create(
        kind="account_known", recipient="a@b.example", ordered_at=factories.SENT_AT
    )
    Enquiry.objects.create(
        kind="contact", text="?", received_at=factories.SENT_AT, answered_at=factories.SENT_AT
    )
    open_enquiry = Enquiry.objects.create(kind="contact", text="??", received_at=factories.SENT_AT)
    invite(draft, email="alt@verein.example")
    now = clock.real_now()
    Invitation.objects.update(
        invited_at=now - timedelta(days=60), expires_at=now - timedelta(days=31)
    )
    SectionPresence.objects.create(
        application=draft,
        section="goals",
        user=draft.created_by,
        since=now - timedelta(days=2),
        seen_at=now - timedelta(days=2),
    )
    Session.objects.create(session_key="old", session_data="", expire_date=now)
    UserSession.objects.create(
        user=draft.created_by, ip="10.0.0.1", user_agent="x", session_key="old", data={}
    )

    counts = run("2021-01-20").counts

    assert counts == {
        Kind.ENQUIRIES: 1,
        Kind.MAILS: counts["mails"],
        Kind.INVITATIONS: 1,
        Kind.PRESENCES: 1,
        Kind.SESSIONS: 2,
        **{kind: counts[kind] for kind in counts.keys() & {"unconfirmed_accounts"}},
    }
    assert not Message.objects.filter(pk=sent.pk).exists()
    assert list(Enquiry.objects.all()) == [open_enquiry]


def test_results_of_jobs_go_after_thirty_days() -> None:
    values = {"args_kwargs": {"args": [], "kwargs": {}}, "task_path": "a.b", "backend_name": "x"}
    for days in (29, 31):
        DBTaskResult.objects.create(
            status="SUCCEEDED",
            finished_at=clock.real_now() - timedelta(days=days),
            run_after=clock.real_now(),
            **values,
        )

    assert run("2020-02-01").counts["jobs"] == 1
    assert DBTaskResult.objects.count() == 1
