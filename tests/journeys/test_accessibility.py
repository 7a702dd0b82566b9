"""Every page works with assistive technology, on small screens and under the strict policy."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from applications.urls import urlpatterns
from tests.journeys.person import Person
from tests.journeys.sweep import Sweep
from tests.journeys.visits import GROUPS, NO_PAGES
from tests.support.accounts import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.sqlite,
]


def test_every_page_of_the_applicants_is_looked_at() -> None:
    names = {pattern.name for pattern in urlpatterns} - NO_PAGES
    seen = {visit.name for _scene, visits in GROUPS.values() for visit in visits}

    assert seen == names


@pytest.mark.usefixtures("january", "no_pdf")
@pytest.mark.parametrize("group", GROUPS)
def test_pages_of_the_applicants(
    group: str,
    new_context: Callable[..., Any],
    rehearsal: Callable[[str], datetime],
) -> None:
    build, visits = GROUPS[group]
    scene = build()
    if group == "late":
        rehearsal("2020-02-01T00:02")
    person = Person(new_context().new_page())
    if scene.user:
        person.signs_in(scene.user.email, PASSWORD)
    sweep = Sweep(touch=True)

    for visit in visits:
        visit.go(person, scene)
        sweep.look(person.page, str(visit))

    assert not sweep.problems, "\n".join(sweep.problems)
    assert sweep.names == {visit.name for visit in visits}
