"""Who saw a case is known completely: every page that shows one leaves a row, once."""

import re
from typing import Final

import pytest

from applications.models import Application, AuditEvent
from tests.access.scene import GROUPS, Scene
from tests.access.table import TABLE

pytestmark = pytest.mark.sqlite
_OF_A_CASE: Final = re.compile(
    r"/application/\{(case|asked|heard|awarded)\}/|/paperentry/\{(paper)\}/|/brief/\{(letter_draft)\}/"
)
# It asks before the case opens and shows nothing of it but the name.
_BEFORE: Final = "admin:applications_application_relation"
PAGES: Final = {
    name: next(filter(None, found.groups()))
    for name, row in TABLE.items()
    if (found := _OF_A_CASE.search(row.path)) and name != _BEFORE
}


def _case(scene: Scene, page: str) -> Application:
    found = getattr(scene, PAGES[page])
    return found if isinstance(found, Application) else found.application


def _views(person: str, scene: Scene, page: str) -> int:
    rows = AuditEvent.objects.filter(event="application.viewed", actor=scene.people[person])
    return rows.filter(application=_case(scene, page)).count()


@pytest.mark.parametrize("person", GROUPS)
def test_every_page_of_a_case_says_who_saw_it(scene: Scene, person: str) -> None:
    client = scene.client_of(person)
    shown, wrong = 0, {}

    for page in PAGES:
        before = _views(person, scene, page)
        status = client.get(TABLE[page].address(scene)).status_code
        found = _views(person, scene, page) - before
        shown += found
        if found != (status == 200):
            wrong[page] = (status, found)

    assert wrong == {}
    assert (shown > 0) == (person != "Verwaltung")


def test_a_form_that_comes_back_says_who_saw_it(scene: Scene) -> None:
    page = "admin:applications_application_notes"

    answer = scene.client_of("Sachbearbeitung").post(TABLE[page].address(scene), {"text": ""})

    assert answer.status_code == 200
    assert _views("Sachbearbeitung", scene, page) == 1


def test_being_asked_or_led_elsewhere_is_no_view(scene: Scene) -> None:
    client = scene.client_of("Sachbearbeitung")

    client.get(TABLE[_BEFORE].address(scene))
    client.get(TABLE["admin:applications_application_read"].address(scene))
    client.get(f"/verwaltung/applications/application/{scene.case.code}/vermerk/pruefvermerk/")

    assert not AuditEvent.objects.filter(event="application.viewed").exists()
