"""Every address answers every person as the table of rights says; a new one needs a row."""

import re
from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from applications.urls import PUBLIC_NAMES
from tests.access.rows import AWAY, SECOND_FACTOR, SIGN_IN, Outcome
from tests.access.scene import NOBODY, PEOPLE, REPRESENTATIVE, Scene
from tests.access.table import PUBLIC, TABLE

DOORS = {
    "/konto/anmelden/": SIGN_IN,
    # It leads on to the page above, or refuses those who have signed in.
    "/verwaltung/login/": SIGN_IN,
    "/konto/schutz/einrichten/": SECOND_FACTOR,
}


def names(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    """Yield the names of all addresses; one without a name is called by its pattern."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or str(pattern.pattern))
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else namespace
            yield from names(pattern, inner)


def outcome(response: HttpResponse) -> Outcome:
    """Return what an answer means for the person."""
    if response.status_code != 302:
        return response.status_code
    return DOORS.get(response["Location"].partition("?")[0], AWAY)


def test_every_address_has_a_row() -> None:
    assert sorted(names(get_resolver())) == sorted(TABLE)


def test_rows_without_a_sign_in_are_those_of_the_public_list() -> None:
    served = {name for name, row in TABLE.items() if row.get[NOBODY] == 200}

    assert served <= PUBLIC_NAMES
    assert PUBLIC.keys() <= PUBLIC_NAMES


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.sqlite
@pytest.mark.parametrize("person", PEOPLE)
def test_addresses_answer_as_the_table_says(scene: Scene, person: str) -> None:
    found, expected = {}, {}
    signed_in = scene.client_of(person, client=Client).cookies

    for name, row in TABLE.items():
        for method, rule in (("get", row.get), ("post", row.post)):
            # Every request meets the same scene, whatever the one before did to it.
            with transaction.atomic():
                client = Client()
                client.cookies = deepcopy(signed_in)
                found[name, method] = outcome(getattr(client, method)(row.address(scene)))
                transaction.set_rollback(True)
            expected[name, method] = rule[person]

    assert {key: got for key, got in found.items() if got != expected[key]} == {}


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.sqlite
@pytest.mark.parametrize("person", [NOBODY, "Verwaltung"])
def test_methods_that_no_page_needs_are_refused(scene: Scene, person: str) -> None:
    client = scene.client_of(person)

    for method in ("put", "patch", "delete", "trace"):
        statuses = {
            getattr(client, method)(row.address(scene)).status_code for row in TABLE.values()
        }
        assert statuses == {405}, method


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.sqlite
@pytest.mark.parametrize("person", [NOBODY, REPRESENTATIVE, "Sachbearbeitung", "Verwaltung"])
def test_nothing_is_taken_without_the_token_of_the_page(scene: Scene, person: str) -> None:
    client = scene.client_of(person, client=Client)
    client.handler.enforce_csrf_checks = True
    addresses = [row.address(scene) for row in TABLE.values()]

    assert {client.post(address).status_code for address in addresses} == {403}


def test_a_token_counts_on_our_own_pages_only(scene: Scene) -> None:
    client = scene.client_of(REPRESENTATIVE, client=Client)
    client.handler.enforce_csrf_checks = True
    page = client.get("/konto/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    data = {"name": "Neu", "csrfmiddlewaretoken": token[1]}

    foreign = client.post("/konto/", data, headers={"origin": "https://evil.example"})
    own = client.post("/konto/", data, headers={"origin": "http://testserver"})

    assert (foreign.status_code, own.status_code) == (403, 302)
