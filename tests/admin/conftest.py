"""Staff at their desks: one signed-in client per group."""

from collections.abc import Callable

import pytest
from django.test import Client

from applications.models import User
from tests import factories
from tests.support.accounts import sign_in
from tests.support.strictness import StrictClient


@pytest.fixture(autouse=True)
def _at_work(rehearsal: Callable[[str], object]) -> None:
    rehearsal("2020-02-03T09:00")


@pytest.fixture
def desk(db: None) -> Callable[..., Client]:
    """Return a function that signs a member of staff in."""

    def open_desk(*groups: str, person: User | None = None) -> Client:
        client = StrictClient()
        client.person = person or factories.make_staff(*groups)
        sign_in(client, client.person)
        return client

    return open_desk
