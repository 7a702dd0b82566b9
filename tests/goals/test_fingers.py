"""G11 on the main pages, quicker than the whole sweep."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.goals import layout
from tests.journeys.person import Person
from tests.journeys.sweep import too_small
from tests.support.accounts import PASSWORD
from tests.support.browser import NARROW

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.sqlite,
    pytest.mark.usefixtures("january", "no_pdf"),
]


def test_everything_that_is_pressed_is_as_large_as_a_finger(
    new_context: Callable[..., Any],
) -> None:
    pages = layout.main_pages()
    person = Person(new_context(viewport=NARROW).new_page())
    person.signs_in(pages.user.email, PASSWORD)
    person.is_at("Meine Anträge")

    problems = []
    for address in pages.addresses:
        person.opens(address)
        problems += [f"{address}: {one}" for one in too_small(person.page)]

    assert not problems, "\n".join(problems)
