"""Staff come in by the identity provider of their authority, and nobody else does."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.identity_provider import CLIENT_ID, SECRET, IdentityProvider, running_provider
from tests.support.servers import Visitor, running

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]
STAFF, APPLICANT, UNCONFIRMED = "amt@wir.example", "rania@verein.example", "neu@wir.example"
GONE, ENROLLED = "weg@wir.example", "lange@wir.example"
MAKE_ACCOUNTS = f"""
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from applications.models import User
for email, is_staff in {[(STAFF, True), (APPLICANT, False), (GONE, True), (ENROLLED, True)]!r}:
    user = User.objects.create_user(email, None, name="Kim Weber", is_staff=is_staff)
    user.is_active = email != {GONE!r}
    user.save()
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
TOTP.activate(User.objects.get(email={ENROLLED!r}), "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
"""
NO_ACCOUNT = "nur Beschäftigte an, die hier schon ein Konto haben"
DID_NOT_WORK = "hat nicht geklappt"


@pytest.fixture(scope="module")
def provider() -> Iterator[IdentityProvider]:
    with running_provider() as server:
        yield server


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sign-on")


@pytest.fixture(scope="module")
def site(folder: Path, provider: IdentityProvider) -> Iterator[str]:
    variables = {
        "WIR_OIDC_ISSUER": provider.issuer,
        "WIR_OIDC_CLIENT_ID": CLIENT_ID,
        "WIR_OIDC_SECRET": SECRET,
        "WIR_OIDC_NAME": "Landeskonto",
    }
    with running(folder, servers=1, prepare=MAKE_ACCOUNTS, **variables) as (address,):
        yield address


def come(site: str, visitor: Visitor, **fields: str) -> tuple[int, str, str]:
    """Press the button on the page to sign in."""
    token = visitor.token_of(site)
    return visitor.ask(f"{site}/konto/dienst/", csrfmiddlewaretoken=token, **fields)


def test_the_page_to_sign_in_offers_it_and_lets_its_form_go_there(
    site: str, provider: IdentityProvider
) -> None:
    with Visitor().opener.open(f"{site}/konto/anmelden/") as answer:
        page = answer.read().decode()

    assert "Anmelden mit Landeskonto" in page
    policy = answer.headers["Content-Security-Policy"]
    assert f"form-action 'self' {provider.issuer};" in policy + ";"


def test_staff_come_in_and_still_need_their_second_factor(
    site: str, folder: Path, provider: IdentityProvider
) -> None:
    provider.person = {"email": STAFF, "email_verified": True}
    visitor = Visitor()

    status, address, _page = come(site, visitor)

    set_up = f"{site}/konto/schutz/einrichten/?next=/verwaltung/"
    assert (status, address) == (200, set_up)
    assert visitor.ask(f"{site}/verwaltung/")[1] == set_up
    with sqlite3.connect(folder / "db.sqlite3") as database:
        kept = database.execute(
            "SELECT (SELECT count(*) FROM socialaccount_socialaccount),"
            " (SELECT count(*) FROM socialaccount_socialtoken)"
        ).fetchone()
    assert kept == (0, 0)


def test_whoever_has_a_second_factor_is_asked_for_it(
    site: str, provider: IdentityProvider
) -> None:
    provider.person = {"email": ENROLLED, "email_verified": True}
    visitor = Visitor()

    assert come(site, visitor)[1].startswith(f"{site}/konto/schutz/code/")
    assert visitor.ask(f"{site}/verwaltung/")[1].startswith(f"{site}/konto/schutz/code/")


@pytest.mark.parametrize(
    "person",
    [
        {"email": APPLICANT, "email_verified": True},
        {"email": UNCONFIRMED, "email_verified": True},
        {"email": GONE, "email_verified": True},
        {"email": STAFF, "email_verified": False},
        {"email": STAFF},
        {},
    ],
)
def test_nobody_else_comes_in(site: str, provider: IdentityProvider, person: dict) -> None:
    provider.person = person
    visitor = Visitor()

    status, address, page = come(site, visitor)

    assert (status, address) == (200, f"{site}/konto/anmelden/")
    assert NO_ACCOUNT in page
    assert visitor.ask(f"{site}/konto/")[1].startswith(f"{site}/konto/anmelden/")


def test_it_serves_nothing_but_signing_in(site: str, provider: IdentityProvider) -> None:
    provider.person = {"email": STAFF, "email_verified": True}

    assert NO_ACCOUNT in come(site, Visitor(), process="connect")[2]
    assert Visitor().ask(f"{site}/konto/dienst/")[0] == 405
    assert Visitor().ask(f"{site}/konto/dienst/anderer/")[0] == 404


def test_what_was_cancelled_or_made_up_is_said_on_the_page(
    site: str, provider: IdentityProvider
) -> None:
    provider.person = {"email": STAFF, "email_verified": True}
    provider.error = "access_denied"
    try:
        assert DID_NOT_WORK in come(site, Visitor())[2]
    finally:
        provider.error = ""
    for query in ("", "?code=x&state=y", "?error=access_denied"):
        status, _address, page = Visitor().ask(f"{site}/konto/dienst/zurueck/{query}")
        assert (status, DID_NOT_WORK in page) == (200, True), query


def test_a_provider_that_is_away_costs_one_sentence(tmp_path: Path) -> None:
    variables = {
        "WIR_OIDC_ISSUER": "http://127.0.0.1:9",
        "WIR_OIDC_CLIENT_ID": CLIENT_ID,
        "WIR_OIDC_SECRET": SECRET,
    }
    with running(tmp_path, servers=1, prepare=MAKE_ACCOUNTS, **variables) as (site,):
        status, address, page = come(site, Visitor())

    assert (status, address) == (200, f"{site}/konto/anmelden/")
    assert "Die Anmeldung mit Dienstkonto hat nicht geklappt" in page
