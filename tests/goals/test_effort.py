"""Goals G01 to G04 and G30: how much a prepared applicant has to do, by the keystroke model."""

from collections.abc import Callable
from datetime import datetime
from statistics import median
from typing import Any, Final

import pytest

from applications.models import User
from applications.services.demo_data import records
from tests import factories
from tests.access.forms import CommittingClient
from tests.goals import trip
from tests.goals.conftest import Measure

pytestmark = [pytest.mark.slow, pytest.mark.sqlite, pytest.mark.django_db]

MOST_MINUTES: Final = 45
MOST_MINUTES_OF_THE_CHECK: Final = 3
MOST_PAGES: Final = 32
MOST_FIELDS, USUAL_FIELDS = 9, 5
PHONE, DESK = 0.40, 0.25
COOKIES: Final = {"sitzung", "csrf"}


@pytest.fixture
def client(rehearsal: Callable[[str], datetime], monkeypatch: pytest.MonkeyPatch) -> Any:
    """A visitor in December, when all applications of the demonstration can still begin."""
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)
    rehearsal("2019-12-09T19:00")
    factories.make_round()
    return CommittingClient()


@pytest.mark.parametrize("key", ["a1", "a2", "a3"])
def test_g01_g02_g03_g30_from_the_start_page_to_the_end(
    key: str, client: Any, measured: Measure
) -> None:
    whole = trip.apply(client, key)

    assert whole.views[-1].name in {"application_submitted", "agreement"}
    for device, seconds in (("phone", PHONE), ("desk", DESK)):
        minutes = round(whole.minutes(seconds_a_character=seconds), 1)
        measured("G01", f"{key.upper()}, {device}", minutes, f"≤ {MOST_MINUTES} min")
        assert minutes <= MOST_MINUTES
    measured("G01", f"{key.upper()}, words to read", whole.words, "")
    measured("G02", f"{key.upper()}, page views", whole.page_views, f"≤ {MOST_PAGES}")
    assert whole.page_views <= MOST_PAGES
    fields = {view.address: len(view.fields) for view in whole.views if view.fields}
    measured("G03", f"{key.upper()}, most fields on a page", max(fields.values()), "≤ 9")
    measured("G03", f"{key.upper()}, median", median(fields.values()), "≤ 5")
    assert max(fields.values()) <= MOST_FIELDS, fields
    assert median(fields.values()) <= USUAL_FIELDS, fields
    assert {name for name, cookie in client.cookies.items() if cookie.value} <= COOKIES


def test_g04_the_check_is_short_and_keeps_nothing_personal(client: Any, measured: Measure) -> None:
    short = trip.check(client, records.load("a1"))

    minutes = round(short.minutes(seconds_a_character=PHONE), 1)
    measured("G04", "Förder-Check, phone", minutes, f"≤ {MOST_MINUTES_OF_THE_CHECK} min")
    assert short.views[-1].name == "check_result"
    assert minutes <= MOST_MINUTES_OF_THE_CHECK
    assert not User.objects.filter(is_staff=False).exists()
    kept = str(dict(client.session.items()))
    assert "yes" in kept
    assert "@" not in kept


def test_words_are_counted_as_they_stand_on_the_screen(client: Any) -> None:
    start = trip.Trip(client)
    start.opens("/")
    once = start.words

    start.opens("/")

    assert 150 < once < 400
    assert start.words == once
    assert len(start.views) == 2
