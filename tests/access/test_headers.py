"""What every answer says to the browser: nothing foreign runs, nothing private is kept."""

import re
from collections.abc import Callable, Iterator
from http.cookies import Morsel
from typing import Any
from unittest import mock
from urllib.parse import urljoin

import gunicorn
import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from applications.middleware import CLOSED_FEATURES
from applications.views import errors
from tests import factories
from tests.access.crawler import walk
from tests.access.forms import CommittingClient
from tests.access.scene import NOBODY, REPRESENTATIVE, UNPROVEN, Scene
from tests.support.strictness import page_faults

POLICY = {
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in CLOSED_FEATURES),
}
# Files are for saving, pictures of pages for showing: both may do even less than a page.
OF_FILES = {"sandbox", "default-src 'none'"}
TELLING = {"Server", "X-Powered-By", "X-Generator", "Via"}
STARTS = {
    NOBODY: ("/", "/echt/", "/konto/anmelden/", "/konto/registrieren/", "/robots.txt"),
    REPRESENTATIVE: ("/antraege/", "/konto/"),
    UNPROVEN: ("/konto/",),
    "Sachbearbeitung": ("/verwaltung/", "/konto/"),
    "Verwaltung": ("/verwaltung/", "/gibt-es-nicht/", "/verwaltung/gibt-es-nicht/"),
}


def missing(response: HttpResponse) -> set[str]:
    """Return the protective headers that an answer lacks."""
    found = {name for name, value in EVERYWHERE.items() if response.get(name) != value}
    policy = set(response.get("Content-Security-Policy", "").split("; "))
    is_file = response.has_header("Content-Disposition")
    return found if policy == (OF_FILES if is_file else POLICY) else {"policy", *found}


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.sqlite
@pytest.mark.parametrize("person", STARTS)
def test_every_page_carries_the_protective_headers(scene: Scene, person: str) -> None:
    answers = walk(scene.client_of(person), *STARTS[person])

    assert {url: lacks for url, answer in answers.items() if (lacks := missing(answer))} == {}
    if person != NOBODY:
        kept = {url for url, answer in answers.items() if answer["Cache-Control"] != "no-store"}
        assert kept == set()
    assert {name for answer in answers.values() for name in answer.headers} & TELLING == set()


def test_refused_requests_carry_the_protective_headers(scene: Scene) -> None:
    owner = scene.client_of(REPRESENTATIVE, client=CommittingClient)
    strict = CommittingClient(enforce_csrf_checks=True)
    answers = {
        400: owner.get("/?q=%00"),
        403: scene.client_of("Haushalt").get("/verwaltung/applications/user/"),
        404: owner.get("/gibt-es-nicht/"),
        405: owner.put("/"),
        413: owner.post("/konto/", {"name": "x" * 3_000_000}),
    }

    assert {code: answer.status_code for code, answer in answers.items()} == {
        code: code for code in answers
    }
    assert {code: lacks for code, answer in answers.items() if (lacks := missing(answer))} == {}
    assert missing(strict.post("/check/1/", {})) == set()


# Cookies -------------------------------------------------------------------------------------


def cookies(client: Client) -> Iterator[Morsel]:
    """Yield the cookies that a browser would have got."""
    return (cookie for cookie in client.cookies.values() if cookie.value)


def sign_in_with_password(client: Client, user: Any) -> HttpResponse:
    """Sign in as a person does."""
    client.get("/konto/anmelden/", secure=True)
    data = {"login": user.email, "password": factories.PASSWORD}
    return client.post("/konto/anmelden/", data, secure=True)


def test_cookies_belong_to_one_host_and_to_no_script(scene: Scene, production: None) -> None:
    client = Client()

    answer = sign_in_with_password(client, scene.people[REPRESENTATIVE])

    assert answer.status_code == 302
    found = {cookie.key: cookie for cookie in cookies(client)}
    assert found.keys() == {"__Host-sitzung", "__Host-csrf"}
    for cookie in found.values():
        assert (cookie["secure"], cookie["httponly"], cookie["path"]) == (True, True, "/")
        assert cookie["domain"] == ""
        assert cookie["samesite"] == "Lax"
        assert len(cookie.OutputString()) < 4096


def test_sessions_of_staff_start_on_our_own_pages_only(scene: Scene, production: None) -> None:
    client = Client()

    sign_in_with_password(client, scene.people["Leitung"])

    assert client.cookies["__Host-sitzung"]["samesite"] == "Strict"


def test_production_speaks_https_only(scene: Scene, production: None) -> None:
    plain = Client().get("/foerderung/")
    secure = Client().get("/foerderung/", secure=True)

    assert (plain.status_code, plain["Location"]) == (301, "https://testserver/foerderung/")
    assert secure["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert missing(secure) == set()


def test_signing_in_makes_a_new_session(scene: Scene) -> None:
    client = Client()
    client.post("/check/1/", {"seat_in_hesse": "yes"})
    before = client.cookies["sitzung"].value

    sign_in_with_password(client, scene.people[REPRESENTATIVE])

    assert client.cookies["sitzung"].value != before


# Hosts and targets ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver@evil", "a b", "[::1", ""]
)
def test_unknown_host_is_refused(client: Client, db: None, host: str) -> None:
    for url in ("/", "/konto/anmelden/", "/verwaltung/", "/gibt-es-nicht/", "/antraege/"):
        answer = client.get(url, headers={"host": host}) if host else client.get(url, HTTP_HOST="")
        assert answer.status_code == 400, url
        assert not host or host not in answer.content.decode()


def test_headers_of_a_proxy_count_only_behind_one(client: Client, db: None) -> None:
    answer = client.get(
        "/konto/passwort/",
        headers={
            "x-forwarded-host": "evil.example",
            "x-forwarded-proto": "https",
            "x-forwarded-for": "10.0.0.1",
            "forwarded": "host=evil.example",
            "x-original-url": "/verwaltung/",
            "x-rewrite-url": "/verwaltung/",
            "x-http-method-override": "DELETE",
        },
    )

    assert answer.status_code == 200
    assert "evil.example" not in answer.content.decode()


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "https://testserver@evil.example/",
        "https://testserver.evil.example/",
        "%2f%2fevil.example",
        "/%09/evil.example",
        "\thttps://evil.example",
        " //evil.example",
        "http:///evil.example",
        "data:text/html,x",
    ],
)
def test_the_way_on_leads_to_own_pages_only(
    scene: Scene, rehearsal: Callable[[str], Any], target: str
) -> None:
    owner = scene.people[REPRESENTATIVE]
    data = {"login": owner.email, "password": factories.PASSWORD, "next": target}
    signed_in = scene.client_of(REPRESENTATIVE, client=Client)

    answers = [
        Client().post("/konto/anmelden/", data),
        Client().post("/konto/anmelden/", data, query_params={"next": target}),
        signed_in.get("/konto/anmelden/", {"next": target}),
        signed_in.get("/konto/registrieren/", {"next": target}),
        signed_in.get("/konto/weiter/", {"next": target}),
        signed_in.post("/konto/bestaetigen/", data),
        signed_in.post("/konto/abmelden/", {"next": target}),
    ]

    for answer in answers:
        assert answer.status_code == 302
        led_to = answer["Location"]
        assert urljoin("http://testserver/konto/", led_to).startswith("http://testserver/")
        assert not re.search(r"[\\\x00-\x20]|//", led_to)


def test_the_server_tells_no_version() -> None:
    assert gunicorn.SERVER == "gunicorn"


# Error pages ---------------------------------------------------------------------------------

DETAILS = ("Traceback", "Exception", "Django", "python", "sqlite", "psycopg", "SELECT ", "/work")


@pytest.mark.parametrize("person", [NOBODY, REPRESENTATIVE, "Sachbearbeitung"])
def test_error_pages_speak_german_and_tell_nothing(scene: Scene, person: str) -> None:
    client = scene.client_of(person, client=CommittingClient)
    client.raise_request_exception = False
    strict = CommittingClient(enforce_csrf_checks=True)
    with mock.patch("applications.views.public.render", side_effect=ValueError("geheim")):
        broken = client.get("/")
    answers = {
        400: (client.get("/?q=%00"), "Das konnten wir nicht lesen."),
        403: (strict.post("/check/1/", {}), "Bitte senden Sie das Formular noch einmal."),
        404: (client.get("/gibt-es-nicht/"), "Diese Seite gibt es nicht."),
        413: (client.post("/check/1/", {"a": "x" * 3_000_000}), "Die Datei ist zu groß."),
        500: (broken, "Bei uns ist etwas schiefgegangen."),
    }

    for status, (answer, sentence) in answers.items():
        html = answer.content.decode()
        assert (answer.status_code, sentence in html) == (status, True)
        assert '<html lang="de"' in html
        assert [word for word in (*DETAILS, "geheim") if word in html] == []
        assert page_faults(html) == []


def test_refusal_of_a_page_speaks_german(scene: Scene) -> None:
    answer = scene.client_of("Haushalt").get("/verwaltung/applications/user/")

    assert answer.status_code == 403
    assert "Diese Seite dürfen Sie nicht öffnen." in answer.content.decode()


def test_lines_of_the_log_cannot_be_forged(rf: RequestFactory, caplog: Any) -> None:
    errors.server_error(rf.get("/a%0a%0d%1b[2K2020-01-20 INFO alles in Ordnung"))

    [line] = [record.getMessage() for record in caplog.records]
    assert "/a%0A%0D%1B" in line
    assert line.isprintable()
