"""The score that the MDN HTTP Observatory would give: 100 and extra points, 150 and more."""

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.access.scene import REPRESENTATIVE, Scene

HALF_A_YEAR = 15_768_000
UNSAFE = ("'unsafe-inline'", "'unsafe-eval'", "https:", "http:", "*")
PRIVATE_REFERRER = {
    *("no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"),
}


def directives(response: HttpResponse) -> dict[str, list[str]]:
    """Return the content security policy, each directive once."""
    parts = [part.split() for part in response["Content-Security-Policy"].split(";")]
    assert len({part[0] for part in parts}) == len(parts)
    return {part[0]: part[1:] for part in parts}


def policy_points(response: HttpResponse) -> int:
    """Content security policy: nothing unsafe +5, and nothing by default +10."""
    policy = directives(response)
    runs = [*policy.get("script-src", []), *policy.get("style-src", [])]
    if any(source in UNSAFE or source == "data:" for source in runs):
        return -20
    closed = policy["default-src"] == ["'none'"]
    return 10 if closed and policy["form-action"] in (["'self'"], ["'none'"]) else 5


def cookie_points(client: Client) -> int:
    """Cookies: all secure, for one site, and those of sessions not for scripts +5."""
    found = [cookie for cookie in client.cookies.values() if cookie.value]
    good = all(c["secure"] and c["httponly"] and c["samesite"] in {"Lax", "Strict"} for c in found)
    return 5 if found and good else -40


def transport_points(response: HttpResponse) -> int:
    """Strict transport security: half a year and more 0; on the preload list +5, not counted."""
    names = dict(
        p.strip().partition("=")[::2] for p in response["Strict-Transport-Security"].split(";")
    )
    return 0 if int(names["max-age"]) >= HALF_A_YEAR else -10


def score(response: HttpResponse, client: Client) -> int:
    """Return the points of one page over HTTPS; scripts of our own origin count nothing."""
    same_origin = {
        "Cross-Origin-Resource-Policy": {"same-origin": 10, "same-site": 10},
        "Cross-Origin-Opener-Policy": {"same-origin": 10},
        "Cross-Origin-Embedder-Policy": {"require-corp": 10},
    }
    deductions = [
        0 if response["X-Content-Type-Options"] == "nosniff" else -5,
        -50 if response.has_header("Access-Control-Allow-Origin") else 0,
        transport_points(response),
    ]
    extra = [
        policy_points(response),
        cookie_points(client),
        5 if response["Referrer-Policy"] in PRIVATE_REFERRER else -5,
        5 if directives(response)["frame-ancestors"] in (["'none'"], ["'self'"]) else 0,
        *(points.get(response[name], 0) for name, points in same_origin.items()),
    ]
    return 100 + sum(deductions) + sum(extra)


@pytest.mark.parametrize(
    "url", ["/", "/konto/anmelden/", "/konto/registrieren/", "/gibt-es-nicht/"]
)
def test_a_visitor_finds_the_best_grade(scene: Scene, production: None, url: str) -> None:
    client = Client()
    client.get("/konto/anmelden/", secure=True)

    plain, secure = client.get(url), client.get(url, secure=True)

    assert (plain.status_code, plain["Location"]) == (301, f"https://testserver{url}")
    assert score(secure, client) >= 150


@pytest.mark.parametrize(
    ("person", "url"), [(REPRESENTATIVE, "/antraege/"), ("Leitung", "/verwaltung/")]
)
def test_pages_behind_the_sign_in_have_it_too(
    scene: Scene, production: None, settings, person: str, url: str
) -> None:
    client = scene.client_of(person, client=Client)
    for cookie in client.cookies.values():
        cookie["secure"] = True

    assert score(client.get(url, secure=True), client) >= 150
