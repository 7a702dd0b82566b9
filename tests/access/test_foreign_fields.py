"""Fields that no form of the staff has change nothing, whoever sends them along."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from tests.access import hostile, test_hostile_desk, test_hostile_input
from tests.access.forms import CommittingClient
from tests.access.scene import APPLICANTS, NOBODY, Scene
from tests.access.stand import stand
from tests.support import pages

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]

STAFF_FORMS = [
    form
    for form in (*test_hostile_input.FORMS, *test_hostile_desk.FORMS)
    if form[0] not in {NOBODY, *APPLICANTS}
]
# Chosen by chance or by the clock, so that they differ whatever was sent.
BY_CHANCE = {"code", "id", "secret_sha256", "previous_hash", "hash", "password", "context"}


@pytest.fixture
def address(scene: Scene) -> Callable[[str], str]:
    """Return a function that fills in the address of a form."""
    known = {
        "case": scene.case.code,
        "finding": scene.finding.pk,
        "scenario": scene.scenario.pk,
        "award_list": scene.award_list.pk,
    }

    def fill(url: str) -> str:
        made = {"proposed": lambda _scene: test_hostile_input.factories.make_proposed().code}
        made |= test_hostile_desk.MADE
        wanted = {name: make(scene) for name, make in made.items() if f"{{{name}}}" in url}
        return url.format(**known, **wanted)

    return fill


@pytest.mark.parametrize("number", range(len(STAFF_FORMS)), ids=[f[1] for f in STAFF_FORMS])
def test_forms_of_the_staff_ignore_them(
    scene: Scene, address: Callable[[str], str], number: int
) -> None:
    person, url, fixed = STAFF_FORMS[number]
    client = scene.client_of(person, client=CommittingClient)
    place = address(url)
    data = {**pages.form_data(client.get(place)), **fixed}
    foreign = {name: value for name, value in hostile.FOREIGN_FIELDS.items() if name not in data}

    usual = _afterwards(client, place, data)
    hostile_too = _afterwards(client, place, {**foreign, **data})

    assert len(foreign) > 20
    assert hostile_too == usual


def _afterwards(client: Any, place: str, data: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Send, and return the answer and all rows, before everything is taken back."""
    with transaction.atomic():
        status = client.post(place, data).status_code
        rows = {
            table: [
                {
                    name: value
                    for name, value in row.items()
                    if name not in BY_CHANCE and not name.endswith("_at")
                }
                for row in rows
            ]
            for table, rows in stand().items()
            if not table.startswith(("sessions.", "django_tasks"))
        }
        transaction.set_rollback(True)
    return status, rows
