"""The whole trip: from the start page to a signed decision, with and without JavaScript."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.conf import LazySettings

from applications.services.rounds import load_round_2020
from tests.journeys import frauennetz
from tests.journeys.person import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def _january(rehearsal: Callable[[str], datetime], settings: LazySettings) -> None:
    """It is the morning of 20 January 2020; the round is open and nobody has applied."""
    settings.REHEARSAL_NOW = rehearsal("2020-01-20T10:00")
    load_round_2020()


@pytest.mark.usefixtures("_january")
@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without"])
def test_from_the_start_page_to_a_signed_decision(
    new_context: Callable[..., Any],
    screenshot: Callable[[Any, str], None],
    javascript: bool,
) -> None:
    def somebody(prefix: str) -> Person:
        page = new_context(java_script_enabled=javascript).new_page()
        return Person(page, lambda shown, name: screenshot(shown, f"{prefix}-{name}"))

    rania = somebody("applicant")
    frauennetz.check_and_sign_up(rania)
    frauennetz.begin(rania)
    frauennetz.answer_about_association(rania)
    frauennetz.answer_about_project(rania)
    frauennetz.answer_about_money(rania)
    frauennetz.hand_in_papers(rania)
    frauennetz.check_and_send(rania)
