"""Requests that cannot be read get 400 or 405 with our page, never a fault of ours."""

import pytest

from tests.access.forms import CommittingClient
from tests.access.scene import GROUPS, NOBODY, REPRESENTATIVE, Scene

FORM = "application/x-www-form-urlencoded"
ADDRESSES = (
    "/",
    "/echt/",
    "/check/1/",
    "/konto/anmelden/",
    "/antraege/",
    "/verwaltung/applications/application/",
)


@pytest.mark.parametrize("query", ["q=%00", "%00", "next=%2500%00", "state=\x00", "o=a%00b"])
def test_zero_in_the_query_is_refused(scene: Scene, query: str) -> None:
    client = scene.client_of("Sachbearbeitung", client=CommittingClient)

    for address in ADDRESSES:
        answer = client.get(f"{address}?{query}")
        assert answer.status_code == 400, address
        assert "Das konnten wir nicht lesen." in answer.content.decode()
        assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("person", [NOBODY, REPRESENTATIVE, "Verwaltung"])
def test_zero_in_the_path_is_refused(scene: Scene, person: str) -> None:
    client = scene.client_of(person, client=CommittingClient)

    for path in ("%00", "echt/%00/", "antrag/%00/", "verwaltung/%00", "check/%00/", "\x00/"):
        assert client.get(f"/{path}").status_code == 400, path


@pytest.mark.parametrize("name", ["sitzung", "csrf", "messages", "other"])
def test_zero_in_a_cookie_is_refused(client, db, name: str) -> None:
    # A quoted cookie may hold any character as an octal number.
    answer = client.get("/antraege/", headers={"cookie": f'{name}="abc\\000def"'})

    assert answer.status_code == 400


@pytest.mark.parametrize("cookie", ["sitzung=ä; csrf=<x>", "=;=", "sitzung", "a" * 5000])
def test_other_cookies_are_taken_for_none(client, db, cookie: str) -> None:
    assert client.get("/", headers={"cookie": cookie}).status_code == 200


@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=b"])
def test_other_codes_than_utf_8_are_refused(scene: Scene, kind: str) -> None:
    client = scene.client_of(REPRESENTATIVE, client=CommittingClient)
    body = b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\n\\ud800\r\n--b--\r\n'

    for charset in ("rot13", "utf-16", "raw_unicode_escape", "utf-7", "x", "hex"):
        for address in (f"/antrag/{scene.draft.code}/verein/", "/check/1/"):
            answer = client.generic("POST", address, body, f"{kind}; charset={charset}")
            assert answer.status_code == 400, (charset, address)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (FORM, b"name=%ff%fe&seat_in_hesse=%c3%28&code=%ed%a0%80"),
        (FORM, b"name=\xff\xfe&\xc3\x28=\xed\xa0\x80&=&&;%"),
        ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; name="a'),
        (
            "multipart/form-data; boundary=b",
            b"--b\r\nContent-Disposition: attachment\r\n\r\n--b--",
        ),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=" + "b" * 300, b"long boundary"),
        ("application/json", b'{"name": '),
        ("text/plain", b"\x00\xff"),
        ("", b""),
        (";;;=", b"\x00"),
    ],
)
def test_broken_bodies_are_answered(scene: Scene, kind: str, body: bytes) -> None:
    for person in (REPRESENTATIVE, "Sachbearbeitung"):
        client = scene.client_of(person, client=CommittingClient)
        for address in (
            "/check/1/",
            "/echt/",
            "/konto/",
            "/antraege/neu/",
            f"/antrag/{scene.draft.code}/vorstand/",
            f"/antrag/{scene.draft.code}/unterlagen/",
            f"/verwaltung/applications/application/{scene.case.code}/vorschlag/",
        ):
            answer = client.generic("POST", address, body, kind)
            assert answer.status_code < 500, (person, address)


def test_too_many_fields_are_refused(scene: Scene) -> None:
    client = scene.client_of(REPRESENTATIVE, client=CommittingClient)
    data = {f"field-{number}": "x" for number in range(1001)}

    answer = client.post(f"/antrag/{scene.draft.code}/vorstand/", data)

    assert answer.status_code == 400
    assert "Das konnten wir nicht lesen." in answer.content.decode()


@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=b"])
def test_bodies_that_are_too_big_are_refused(scene: Scene, kind: str) -> None:
    client = scene.client_of(REPRESENTATIVE, client=CommittingClient)
    field = b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\n'
    body = b"name=" if kind == FORM else field

    answer = client.generic(
        "POST", f"/antrag/{scene.draft.code}/verein/", body + b"x" * 3_000_000, kind
    )

    assert answer.status_code == 413
    assert "Die Datei ist zu groß." in answer.content.decode()


HARD_NUMBERS = ("0", "00", "9" * 19, "9" * 25, "9" * 5000, "1e3", "-1", "١", "1.0", "None")


def test_numbers_in_addresses_that_fit_no_column_are_not_found(scene: Scene) -> None:
    staff = scene.client_of("Verwaltung", client=CommittingClient)
    worker = scene.client_of("Sachbearbeitung", client=CommittingClient)
    team = scene.client_of(REPRESENTATIVE, client=CommittingClient)
    case = f"/verwaltung/applications/application/{scene.case.code}"

    found = {
        client.get(address).status_code
        for number in HARD_NUMBERS
        for client, address in (
            (team, f"/check/{number}/"),
            (team, f"/antrag/{scene.draft.code}/kosten/{number}/"),
            (team, f"/antrag/{scene.draft.code}/kosten/{number}/entfernen/"),
            (team, f"/antrag/{scene.case.code}/dokumente/{number}/"),
            (team, f"/antrag/{number}/"),
            (team, f"/konto/passwort/neu/{number}-abc/"),
            (worker, f"{case}/klaeren/{number}/"),
            (worker, f"/verwaltung/applications/awardlist/{number}/"),
            (worker, f"/verwaltung/applications/awardlist/szenario/{number}/"),
            (worker, f"/verwaltung/applications/awardlist/?runde={number}"),
            (worker, f"/verwaltung/applications/awardlist/vergleich/?a={number}&b={number}"),
            (staff, f"/verwaltung/applications/user/{number}/"),
            (staff, f"/verwaltung/applications/legalparameter/{number}/bestaetigen/"),
            (staff, f"/verwaltung/applications/fundinground/{number}/change/"),
        )
    }

    assert found <= {200, 302, 404}  # 200: the page that says the link is old


@pytest.mark.parametrize("group", GROUPS)
def test_codes_of_cases_that_do_not_exist_are_not_found(scene: Scene, group: str) -> None:
    client = scene.client_of(group, client=CommittingClient)

    for code in ("x", "ä%20", "%ff", "..%2f..", "A" * 26, "A" * 3000, "<script>", "%27--"):
        for tail in ("", "vorschlag/", "klaeren/1/"):
            status = client.get(f"/verwaltung/applications/application/{code}/{tail}").status_code
            assert status in {403, 404}, code
