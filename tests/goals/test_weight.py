"""G16 and the part of G17 that is no time: light pages on which nothing moves."""

from collections.abc import Callable
from typing import Any, Final

import pytest
from django.test import Client

from tests import factories
from tests.goals import layout, weight
from tests.goals.conftest import Measure
from tests.journeys.person import Person
from tests.support.accounts import PASSWORD
from tests.support.browser import NARROW

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.sqlite,
    pytest.mark.usefixtures("january", "no_pdf"),
]

KILOBYTE: Final = 1000
MOST, MOST_REQUESTS = 60 * KILOBYTE, 8
MOST_HTML, MOST_SCRIPTS = 14 * KILOBYTE, 20 * KILOBYTE
MOST_SHIFT: Final = 0.02
MOST_WARM: Final = 12 * KILOBYTE


def kilobytes(size: int) -> float:
    return round(size / KILOBYTE, 1)


def test_the_start_page_is_light(new_context: Callable[..., Any], measured: Measure) -> None:
    start = weight.load(new_context(viewport=NARROW).new_page(), "/")

    measured("G16", "Start page, first view, kB", kilobytes(start.total), "≤ 60")
    measured("G16", "Start page, requests", len(start.parts), "≤ 8")
    measured("G16", "Start page, HTML, kB", kilobytes(start.of("html")), "≤ 14")
    measured("G16", "Start page, JavaScript, kB", kilobytes(start.of("javascript")), "≤ 20")
    assert start.total <= MOST, start.parts
    assert len(start.parts) <= MOST_REQUESTS, start.parts
    assert start.of("html") <= MOST_HTML
    assert start.of("javascript") <= MOST_SCRIPTS
    assert start.of("font") == 0


def test_a_page_of_questions_is_light_the_second_time(
    new_context: Callable[..., Any], measured: Measure
) -> None:
    pages = layout.main_pages()
    person = Person(new_context(viewport=NARROW).new_page())
    person.signs_in(pages.user.email, PASSWORD)
    person.is_at("Meine Anträge")
    questions = next(address for address in pages.addresses if address.endswith("/projekt/"))
    weight.load(person.page, questions)

    again = weight.load(person.page, questions)

    html = again.of("html")
    measured("G16", "Page of questions, warm cache, kB", kilobytes(html), "≤ 12")
    assert html <= MOST_WARM


def test_nothing_moves_while_a_page_loads(
    new_context: Callable[..., Any], measured: Measure
) -> None:
    pages = layout.main_pages()
    person = Person(new_context(viewport=NARROW).new_page())
    person.signs_in(pages.user.email, PASSWORD)
    person.is_at("Meine Anträge")

    moved = {}
    for address in pages.addresses:
        person.opens(address)
        moved[address] = weight.shift(person.page)

    worst = max(moved.values())
    measured("G17", "Layout shift (CLS), worst of the main pages", round(worst, 3), "≤ 0.02")
    assert worst <= MOST_SHIFT, moved


def test_pages_are_packed_and_files_are_not(db: None) -> None:
    client = Client(headers={"accept-encoding": "br, gzip"})
    factories.make_round()

    lengths = {len(client.get("/").content) for _time in range(8)}
    calendar = client.get("/foerderung/termine.ics")

    assert client.get("/")["Content-Encoding"] == "gzip"
    assert len(lengths) > 1
    assert "Content-Encoding" not in calendar
