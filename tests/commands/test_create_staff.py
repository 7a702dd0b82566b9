"""Staff accounts by command, and the codes of demo accounts."""

import io

import pytest
from django.core.management import CommandError, call_command

from applications.models import AuditEvent, User
from tests.support.accounts import PASSWORD, enrol, make_user

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_create_staff_makes_an_account_and_prints_a_link(client, settings):
    settings.BASE_URL = "https://wir.example"

    printed = run("create_staff", "Eva@Amt.example", "--group", "Leitung", "--name", "Eva Amt")

    user = User.objects.get()
    link = printed.split("https://wir.example")[1].strip()
    form = client.get(link, follow=True)
    assert (user.email, user.name, user.is_staff) == ("eva@amt.example", "Eva Amt", True)
    assert [group.name for group in user.groups.all()] == ["Leitung"]
    assert user.has_usable_password() is False
    event = AuditEvent.objects.get(event="staff.created")
    assert (event.actor, event.data) == (None, {"account": user.pk, "group": "Leitung"})
    assert "Passwort speichern" in form.content.decode()


def test_create_staff_reads_the_password(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))

    run("create_staff", "eva@amt.example", "--group", "Leitung", "--password-stdin")

    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["eva@amt.example", "--group", "Chefs"], "There is no group Chefs. Known: "),
        (["eva", "--group", "Leitung"], "eva is not an e-mail address."),
        (["RANIA@beispiel.de", "--group", "Leitung"], "There is an account with the address"),
    ],
)
def test_create_staff_refuses_with_a_sentence(arguments, sentence):
    make_user("rania@beispiel.de")

    with pytest.raises(CommandError, match=sentence):
        run("create_staff", *arguments)

    assert User.objects.count() == 1


def test_demo_code_is_printed_only_while_rehearsing(settings):
    settings.REHEARSAL_NOW = "2020-01-20T10:00"
    enrol(make_user("eva@amt.example", group="Leitung"))

    code = run("demo_code", "eva@amt.example").strip()
    settings.REHEARSAL_NOW = ""

    assert len(code) == 6
    with pytest.raises(CommandError, match="only while"):
        run("demo_code", "eva@amt.example")


def test_demo_code_needs_a_second_factor(settings):
    settings.REHEARSAL_NOW = "2020-01-20T10:00"
    make_user("rania@beispiel.de")

    with pytest.raises(CommandError, match="no second factor"):
        run("demo_code", "rania@beispiel.de")
    with pytest.raises(CommandError, match="no account"):
        run("demo_code", "nobody@beispiel.de")


def test_end_sessions_signs_somebody_out_everywhere(client):
    user = make_user()
    client.post("/konto/anmelden/", {"login": user.email, "password": PASSWORD})
    before = client.get("/konto/").status_code

    printed = run("end_sessions", "Rania@Beispiel.de")

    assert printed == "rania@beispiel.de is signed out on all devices.\n"
    assert (before, client.get("/konto/").status_code) == (200, 302)
    event = AuditEvent.objects.get(event="account.signed_out")
    assert (event.actor, event.data) == (None, {"account": user.pk})


def test_end_sessions_says_when_there_is_no_account():
    with pytest.raises(CommandError, match="There is no account with the address"):
        run("end_sessions", "niemand@beispiel.de")
