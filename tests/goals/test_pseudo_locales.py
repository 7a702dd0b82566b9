"""Journeys E1 30: a language with longer words, and one from right to left, break no page."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest
from django.utils import translation

from tests.goals import layout
from tests.journeys.person import Person
from tests.support.accounts import PASSWORD
from tests.support.browser import NARROW

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.sqlite,
    pytest.mark.usefixtures("january", "no_pdf"),
]

# What is no text: places for values, tags, entities, addresses.
_KEEP: Final = re.compile(r"(%\([^)]*\)\w|%[a-z%]|\{[^}]*\}|<[^>]*>|&\w+;|https?://\S+|\n)")
_ARABIC: Final = dict(
    zip(
        map(ord, "abcdefghijklmnopqrstuvwxyzäöüß"),
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآ",
        strict=True,
    )
)
# German is long; Turkish, Ukrainian or Tigrinya can be longer still.
_LONGER: Final = 1.4


def long_text(text: str) -> str:
    """Make every piece of text 40 % longer, without new places to break a word."""
    return _each(text, lambda words: f"{words}{'ğ' * round(len(words) * (_LONGER - 1) / 4)}")


def arabic_text(text: str) -> str:
    """Write every piece of text in Arabic letters."""
    return _each(text, lambda words: words.lower().translate(_ARABIC))


def _each(text: str, change: Callable[[str], str]) -> str:
    pieces = _KEEP.split(text)
    words = (re.sub(r"[^\W\d_]{2,}", lambda found: change(found.group()), p) for p in pieces[::2])
    marks = [*pieces[1::2], ""]
    return "".join(word + mark for word, mark in zip(words, marks, strict=True))


@contextmanager
def spoken(change: Callable[[str], str], *, from_right_to_left: bool = False) -> Iterator[None]:
    """Let every text of the catalogue come out changed."""
    speaker = translation._trans
    plain, plural = speaker.gettext, speaker.ngettext
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(speaker, "gettext", lambda text: change(plain(text)))
        patch.setattr(
            speaker, "ngettext", lambda one, more, number: change(plural(one, more, number))
        )
        if from_right_to_left:
            patch.setattr(speaker, "get_language_bidi", lambda: True, raising=False)
        yield


@pytest.mark.parametrize(
    ("change", "direction"), [(long_text, "ltr"), (arabic_text, "rtl")], ids=["long", "rtl"]
)
def test_pages_hold_other_languages(
    change: Callable[[str], str], direction: str, new_context: Callable[..., Any]
) -> None:
    pages = layout.main_pages()
    person = Person(new_context(viewport=NARROW).new_page())
    person.signs_in(pages.user.email, PASSWORD)
    person.is_at("Meine Anträge")

    problems = []
    with spoken(change, from_right_to_left=direction == "rtl"):
        for address in pages.addresses:
            person.opens(address)
            assert person.page.locator("html").get_attribute("dir") == direction
            assert person.page.locator("h1").count() == 1
            assert change("Hilfe") in person.page.locator("body").inner_text()
            problems += [f"{address}: {one}" for one in layout.lost(person.page)]

    assert not problems, "\n".join(problems)


def test_values_and_tags_stay() -> None:
    text = 'Bis %(day)s, <a href="%(url)s">%d Tage</a> {name} &amp; mehr'

    assert re.findall(r"%\(day\)s|<a.*?>|%d|</a>|\{name\}|&amp;", arabic_text(text)) == [
        "%(day)s",
        '<a href="%(url)s">',
        "%d",
        "</a>",
        "{name}",
        "&amp;",
    ]
    assert len(long_text("Bundesland")) == 11
