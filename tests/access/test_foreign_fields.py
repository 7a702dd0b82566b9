"""Fields that no form of the staff has change nothing, whoever sends them along."""

from typing import Any

import pytest
from django.db import transaction

from applications.foreign_fields import watched_names
from tests.access import hostile
from tests.access.doors import Door, client_of
from tests.access.scene import GROUPS, Scene
from tests.access.stand import stand

pytestmark = [pytest.mark.slow, pytest.mark.sqlite, pytest.mark.django_db]

PARTS = 4
# Chosen by chance or by the clock, so that they differ whatever was sent.
BY_CHANCE = {"code", "id", "secret_sha256", "previous_hash", "hash", "password", "context"}


@pytest.mark.parametrize("part", range(PARTS))
def test_forms_of_the_staff_ignore_them(
    scene: Scene,
    doors: list[Door],
    part: int,
) -> None:
    staff = [door for door in doors if door.person in GROUPS and door.form.method == "post"]
    changed = []
    for door in staff[part::PARTS]:
        client, form = client_of(scene, door.person), door.form
        data = {**form.values, **dict(form.buttons[:1])}
        foreign = {
            name: value for name, value in hostile.FOREIGN_FIELDS.items() if name not in data
        }
        assert len(foreign) > 20
        usual = _afterwards(client, form.action, data)
        if _afterwards(client, form.action, {**foreign, **data}) != usual:
            changed.append(form.kind)

    assert changed == []
    assert len(staff) > 50


def test_no_form_of_ours_asks_for_what_the_log_takes_for_an_attempt(doors: list[Door]) -> None:
    watched = watched_names()
    asked = {
        (door.form.kind[1], name)
        for door in doors
        if door.form.method == "post"
        for name in (*door.form.values, *door.form.typed, *door.form.others)
        if name in watched
    }

    assert asked == set()
    # Most of what the tests send along is noted; the others are names of fields of ours as well.
    assert len(watched & hostile.FOREIGN_FIELDS.keys()) > 15


def _afterwards(client: Any, place: str, data: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Send, and return the answer and all rows, before everything is taken back."""
    with transaction.atomic():
        status = client.post(place, data).status_code
        rows = {
            table: [
                {
                    name: _lasting(value)
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


def _lasting(value: Any) -> Any:
    """Leave the number of the request out of what the log holds."""
    if isinstance(value, dict):
        return {name: one for name, one in value.items() if name != "request"}
    return value
