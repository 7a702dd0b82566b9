"""Every form of the pages of the table of rights, once, with somebody who may send it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.test import Client

from tests.access.forms import CommittingClient
from tests.access.found_forms import FoundForm, forms_of
from tests.access.more_addresses import MORE, address
from tests.access.rows import AWAY, CONFLICT, OK, Row
from tests.access.scene import GROUPS, NOBODY, REPRESENTATIVE, Scene
from tests.access.table import TABLE
from tests.support.accounts import prove_identity

PEOPLE: Final = (NOBODY, REPRESENTATIVE, *GROUPS)
TAKEN: Final = {OK, AWAY, CONFLICT}
# Needs real files in the store, which the scene has not; its one text has a field of its own kind.
NEEDS_FILES: Final = "admin:applications_application_package"


@dataclass(frozen=True)
class Door:
    """A form and who sends it from which page."""

    person: str
    page: str
    form: FoundForm


def find_doors(scene: Scene) -> list[Door]:
    """Return every form once, with somebody who may send it."""
    found: dict[Any, Door] = {}
    clients = {person: client_of(scene, person) for person in PEOPLE}
    for person, page in _pages(scene):
        for form in forms_of(page, clients[person].get(page)):
            found.setdefault(form.kind, Door(person, page, form))
    return [door for door in found.values() if door.form.kind[1] != NEEDS_FILES]


def client_of(scene: Scene, person: str) -> Client:
    """Return the browser of a person who has just shown who it is."""
    client = scene.client_of(person, client=CommittingClient)
    client.raise_request_exception = False
    if person != NOBODY:
        prove_identity(client)
    return client


def _pages(scene: Scene) -> Iterator[tuple[str, str]]:
    for name, row in TABLE.items():
        if not name.endswith(("logout", "fundinground_publish")):
            yield from ((person, row.address(scene)) for person in _readers(row))
    known: dict[str, object] = {}
    for person, url in MORE:
        yield person, address(scene, url, known)


def _readers(row: Row) -> list[str]:
    """Return those who see different forms: the first who may send, and the first who may not."""
    seeing = [person for person in PEOPLE if row.get[person] in {OK, AWAY}]
    sending = [person for person in seeing if row.post[person] in TAKEN]
    return [*sending[:2], *[person for person in seeing if person not in sending][:1]]
