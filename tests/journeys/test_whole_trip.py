"""The whole trip: from the start page to a signed decision, with and without JavaScript."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tests.journeys import whole_trip
from tests.journeys.person import Person
from tests.support.browser import BOTH_WAYS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asks_relation,
    pytest.mark.usefixtures("january"),
]


@pytest.mark.parametrize("javascript", BOTH_WAYS)
def test_from_the_start_page_to_a_signed_decision(
    new_context: Callable[..., Any],
    screenshot: Callable[[Any, str], None],
    javascript: bool,
) -> None:
    def somebody(who: str) -> Person:
        page = new_context(java_script_enabled=javascript).new_page()
        # The pages look the same both times.
        keep = partial(_keep, screenshot, who) if javascript else None
        return Person(page, keep)

    fatma = whole_trip.apply(somebody)
    number = whole_trip.read_confirmation(fatma)
    whole_trip.decide(somebody, fatma, number)
    whole_trip.read_award(fatma, number, screenshot)


def _keep(screenshot: Callable[[Any, str], None], who: str, page: Any, name: str) -> None:
    screenshot(page, f"{who}-{name}")
