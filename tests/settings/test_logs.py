"""The technical log: one JSON object a line, without what people typed or who they are."""

import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, OperationalError
from django.test import Client
from django.urls import reverse

from applications.models import Message
from applications.workflow import request_id
from tests import factories
from tests.settings.test_environment import GOOD_KEY
from tests.support.accounts import PASSWORD, enrol, make_user, prove_identity, sign_in
from tests.support.sources import ROOT
from wir_foerderung.logs import JsonFormatter, harmless

IBAN = "DE02120300000000202051"


def line(message: str = "done", *arguments: object, error: BaseException | None = None) -> Any:
    """Return what the formatter makes of a record, read back from its one line."""
    exc_info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("x.y", logging.INFO, "", 0, message, arguments, exc_info)
    record.created = datetime(2026, 11, 29, 3, 4, 5, tzinfo=UTC).timestamp()
    text = JsonFormatter().format(record)
    assert text.isprintable()
    return json.loads(text)


def test_a_line_says_when_where_and_what() -> None:
    assert line("%s done", 3) == {
        "at": "2026-11-29T03:04:05.000+00:00",
        "level": "INFO",
        "logger": "x.y",
        "message": "3 done",
    }


def test_a_line_carries_the_number_of_the_request() -> None:
    with request_id.new() as number:
        assert line()["request"] == number


@pytest.mark.parametrize("text", ["a\nINFO forged", "a\r\nb", "a\x1b[2Kb", "a\u2028b", "a\u202eb"])
def test_line_breaks_and_escapes_are_harmless(text: str) -> None:
    assert line(text)["message"] == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mail to rania.haddad@beispiel.de failed", "mail to …@… failed"),
        (f"account {IBAN}", "account IBAN…"),
        ("account DE02 1203 0000 0000 2020 51", "account IBAN…"),
        ("from 192.0.2.77", "from 192.0.2.0/24"),
        ("from 2001:db8:1:2:3:4:5:6", "from 2001:db8:1::/48"),
        ("Not Found: /einladung/abcdEFGH1234abcdEFGH/", "Not Found: /einladung/abcd…/"),
        ("Not Found: /suche/?q=Rania+Haddad", "Not Found: /suche/?…"),
        (f"audit head 12:{'0a' * 32}", f"audit head 12:{'0a' * 32}"),
        ("Task id=x6FQ state=RUNNING at 10:20:30", "Task id=x6FQ state=RUNNING at 10:20:30"),
    ],
)
def test_what_is_personal_is_taken_out(text: str, expected: str) -> None:
    assert harmless(text) == expected


def test_errors_tell_kind_and_place_and_not_what_they_quote() -> None:
    def fail() -> None:
        try:
            raise ValueError("unser Geheimnis")
        except ValueError as cause:
            raise IntegrityError("Key (email)=(rania@beispiel.de)") from cause

    with pytest.raises(IntegrityError) as caught:
        fail()
    told = line("failed", error=caught.value)

    assert told["error"]["kind"] == "IntegrityError"
    assert told["error"]["place"][-1].endswith(" fail")
    assert __file__ in str(told["error"]["place"])
    assert told["error"]["cause"]["kind"] == "ValueError"
    assert "unser Geheimnis" not in json.dumps(told)
    assert "Key (email)" not in json.dumps(told)


@pytest.mark.parametrize("error", [OSError(28, "No space left"), OperationalError("refused")])
def test_errors_of_the_machine_speak(error: Exception) -> None:
    assert str(error) in line("failed", error=error)["error"]["message"]


def test_production_writes_json_and_the_web_server_too() -> None:
    program = (
        "import django, logging; django.setup();"
        "logging.getLogger('applications.x').error('a\\nb');"
        "from gunicorn.config import Config; from wir_foerderung.logs import ServerLogger;"
        "ServerLogger(Config()).error('Invalid request from ip=192.0.2.77')"
    )
    clean = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "wir_foerderung.settings"}
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program],
        env=clean | {"SECRET_KEY": GOOD_KEY},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    lines = [json.loads(text) for text in done.stderr.splitlines()]
    own = [
        one["message"] for one in lines if one["logger"] in {"applications.x", "gunicorn.error"}
    ]
    assert own == ["a\nb", "Invalid request from ip=192.0.2.0/24"]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Collect everything that is logged, at the lowest level, as production writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


TYPED = [f"Geheimtext{number:02}Kernkraft" for number in range(20)]


@pytest.mark.django_db
def test_nothing_that_was_typed_reaches_the_log(
    log: io.StringIO,
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.REHEARSAL_NOW = "2020-01-20T10:00"
    client = Client(raise_request_exception=False, REMOTE_ADDR="198.51.100.23")
    user, staff = make_user(), make_user("eva@amt.example", group="Leitung")
    login = reverse("account_login")
    client.post(login, {"login": f"{TYPED[0]}@beispiel.de", "password": TYPED[1]})
    client.post(login, {"login": user.email, "password": TYPED[2]})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_reset_password"), {"email": user.email})
    link = Message.objects.get(kind="account_password_link").context["link"]
    client.get(f"/konto/passwort/neu/{TYPED[3]}-{TYPED[4]}/")
    client.get(f"/einladung/{TYPED[5]}{TYPED[5]}/")
    client.get(f"/gibt/es/nicht/?q={TYPED[6]}")
    client.get("/", headers={"host": "böse.example", "user-agent": TYPED[7]})
    client.post("/kontakt/", {"name": TYPED[8], "email": f"{TYPED[9]}@x.de", "text": TYPED[10]})
    enrol(staff)
    client.post(login, {"login": staff.email, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": TYPED[11]})
    secret = staff.authenticator_set.first().data["secret"]
    draft = factories.make_draft(name=f"{TYPED[12]} e. V.")
    sign_in(client, draft.created_by)
    prove_identity(client)
    client.post(f"/antrag/{draft.code}/vorhaben/", {"title": TYPED[13], "description": TYPED[14]})

    def fail(*_arguments: Any, **_options: Any) -> None:
        raise ValueError(f"{TYPED[15]} {IBAN} {draft.created_by.email}")

    monkeypatch.setattr("applications.views.status.render", fail)
    case = factories.make_submitted(name=f"{TYPED[16]} e. V.")
    sign_in(client, case.created_by)
    assert client.get(f"/antrag/{case.code}/status/").status_code == 500
    client.get(f"/antrag/{draft.code}/status/")
    client.get(f"/%0a{TYPED[17]}{TYPED[18]}%0d/")

    told = log.getvalue()
    planted = [*TYPED[:19], PASSWORD, IBAN, link, link.split("/")[-2], secret, user.email]
    planted += [staff.email, draft.created_by.email, "198.51.100.23", client.session.session_key]
    planted += [settings.SECRET_KEY, case.code, draft.code]
    assert len(planted) >= 30
    assert [text for text in planted if text in told] == []
    assert "ValueError" in told
    assert all(json.loads(text)["at"].endswith("+00:00") for text in told.splitlines())
