"""G06, G07, T05: narrow windows, four times as large, more space, twice the size of letters."""

from collections.abc import Callable
from typing import Any, Final

import pytest

from tests.goals import layout
from tests.journeys.person import Person
from tests.support.accounts import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.sqlite,
    pytest.mark.usefixtures("january", "no_pdf"),
]

SPACING: Final = """* {
  line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important
} p { margin-block-end: 2em !important }"""
WAYS: Final = {
    "390 px": ({"width": 390, "height": 844}, ""),
    "zoom 400 %": ({"width": 320, "height": 256}, ""),
    "zoom 400 % with text spacing": ({"width": 320, "height": 256}, SPACING),
    "letters 200 %": ({"width": 640, "height": 800}, ":root { font-size: 200% !important }"),
    "768 px": ({"width": 768, "height": 900}, ""),
}


def test_nothing_is_lost_or_covered(new_context: Callable[..., Any]) -> None:
    pages = layout.main_pages()
    # The style of a person's own comes from the browser, which no policy of ours forbids.
    person = Person(new_context(bypass_csp=True).new_page())
    person.signs_in(pages.user.email, PASSWORD)
    person.is_at("Meine Anträge")

    problems = []
    for address in pages.addresses:
        for way, (size, style) in WAYS.items():
            person.page.set_viewport_size(size)
            person.opens(address)
            if style:
                person.page.add_style_tag(content=style)
            problems += [f"{address} {way}: {one}" for one in layout.lost(person.page)]

    assert not problems, "\n".join(problems)
