"""Typed text stays text: nothing is fetched, nothing breaks, nothing takes minutes."""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from weasyprint.urls import URLFetchingError

from applications.documents.characters import LONGEST_WORD, for_print
from applications.documents.fetcher import PackagedFiles
from applications.documents.maker import MadeDocument
from applications.documents.renderer import ForeignAddress, RenderingFailed, make_pdf
from applications.documents.validity import check
from tests.documents.support import (
    AUTHORITY,
    EMBEDDED,
    OUR_FONTS,
    fonts_of,
    make,
    on_one_line,
    reader,
    text_of,
)
from tests.rules.support import document
from tools.longest_texts import endless, fullest, words

CANARY = "file:///etc/hostname"
ELSEWHERE = "http://127.0.0.1:9/canary"
# Without escaping, the renderer would ask for the files that these name.
ASKING = [
    f'<img src="{CANARY}">',
    f'<img src="{ELSEWHERE}" alt="x">',
    f'<link rel="attachment" href="{CANARY}">',
    f'<a rel="attachment" href="{CANARY}">x</a>',
    f'<link rel="stylesheet" href="{CANARY}">',
    f"<style>@import url({CANARY});</style>",
    f"<style>body {{ background: url({CANARY}) }}</style>",
    f"<style>li {{ list-style-image: url({CANARY}) }}</style><li>x",
    f'<object data="{CANARY}"></object>',
    f'<embed src="{CANARY}">',
    '<base href="file:///etc/"><img src="hostname">',
    f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{CANARY}"/></svg>',
]
SNIPPETS = [
    *ASKING,
    f"<style>@font-face {{ font-family: x; src: url({CANARY}) }} * {{ font-family: x }}</style>",
    f'<p style="content: url({CANARY})">x</p>',
    f'<iframe src="{CANARY}"></iframe>',
    f'<svg xmlns="http://www.w3.org/2000/svg"><use href="{CANARY}#x"/></svg>',
    f'<!DOCTYPE svg [<!ENTITY x SYSTEM "{CANARY}">]><svg><text>&x;</text></svg>',
    "</td></tr></table><h1>Bewilligt</h1>",
    "{{ settings.SECRET_KEY }}{% include 'base.html' %}",
    "%(instant)s {0} %s",
]


def test_markup_is_printed_as_text_wherever_people_type(
    caplog: pytest.LogCaptureFixture,
) -> None:
    everything = "\n".join(SNIPPETS)
    cost = {"kind": "fees", "purpose": everything, "calculation": None, "amount_eur": "1.00"}
    places = {
        "organisation__name": everything,
        "organisation__website": SNIPPETS[2],
        "goals__goals": SNIPPETS,
        "costs__items": [cost],
        "declarations__sender_name": SNIPPETS[2],
    }

    with caplog.at_level(logging.WARNING):
        made = make(document(**places))

    text = text_of(made).replace(" ", "")
    for snippet in SNIPPETS:
        assert text.count(on_one_line(snippet).replace(" ", "")) >= 3
    assert list(reader(made).attachments) == ["antrag.json"]
    assert caplog.records == []


@pytest.mark.parametrize("snippet", [snippet for snippet in SNIPPETS if "<" in snippet])
def test_without_escaping_nothing_would_be_fetched_either(snippet: str) -> None:
    html = f'<html lang="de"><title>x</title><body><p>x</p>{snippet}</body></html>'

    content, denied = make_or_refuse(html)

    wanted = ELSEWHERE if ELSEWHERE in snippet else CANARY
    assert denied == ((wanted,) if snippet in ASKING else ())
    if content:
        made = MadeDocument(content, False)
        assert Path("/etc/hostname").read_text().strip() not in text_of(made)
        assert [*reader(made).attachments.values()] == [[EMBEDDED.content]]


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.parametrize("snippet", SNIPPETS)
def test_markup_in_every_field_is_printed_as_text(snippet: str) -> None:
    whole = fullest(document(), lambda length: snippet[:length])

    made = make(whole)

    letters = "".join(text_of(made).split())
    assert letters.count("".join(snippet.split())) >= 50
    assert list(reader(made).attachments) == ["antrag.json"]


def test_markup_in_attributes_and_metadata_stays_text() -> None:
    name = f'"><img src="{CANARY}" alt="\'x\'"><meta name="generator" content="'
    number = f'WIR"><img src="{CANARY}">'

    authority = replace(AUTHORITY, name=name)
    made = make({**document(round__name=name), "reference_number": number}, authority=authority)

    pdf = reader(made)
    assert pdf.metadata.author == name
    assert pdf.metadata.title == f"Eingangsbestätigung {number}"
    assert pdf.metadata["/Producer"].startswith("WeasyPrint")
    assert list(pdf.attachments) == ["antrag.json"]
    assert text_of(made).count(number) >= len(pdf.pages)


def make_or_refuse(html: str) -> tuple[bytes, tuple[str, ...]]:
    try:
        return make_pdf(html=html, pictures={}, embedded=EMBEDDED), ()
    except ForeignAddress as refusal:
        return b"", refusal.args
    except RenderingFailed as failure:
        # A page that brings fonts would have to write them to the disk first.
        assert failure.args == ("fault", "PermissionError: tempfile.mkdtemp")  # noqa: PT017
        return b"", ()


def test_fetcher_serves_its_files_by_name_and_remembers_what_it_denied() -> None:
    files = PackagedFiles({"a.svg": ("image/svg+xml", b"<svg/>")})

    assert files.fetch("wir:a.svg").read() == b"<svg/>"
    for address in ("wir:b.svg", "a.svg", CANARY, "data:text/css,x", "wir:../a.svg"):
        with pytest.raises(URLFetchingError):
            files.fetch(address)
    assert files.denied == ["wir:b.svg", "a.svg", CANARY, "data:text/css,x", "wir:../a.svg"]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Żółć, Ёлка, Ελλάς, ẞ, ș, ạ̈", "Żółć, Ёлка, Ελλάς, ẞ, ș, ạ̈"),
        ("漢字 und mehr", "[?] und mehr"),
        ("Danke 👩‍👩‍👧!", "Danke [?]!"),
        ("नमस्ते und வணக்கம்", "[?] und [?]"),
        ("محمد אבי ኃይሌ გია Արամ", "محمد אבי ኃይሌ გია Արամ"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("Ali\u200cReza", "Ali[?]Reza"),
        ("a\x00b\x07c", "a[?]b[?]c"),
        ("Konto\u202e4321", "Konto[?]4321"),
        ("eine\nzweite", "eine\nzweite"),
    ],
)
def test_what_fonts_lack_becomes_a_mark(text: str, printed: str) -> None:
    assert for_print({"a": [text]}) == ({"a": [printed]}, text != printed)


def test_everything_but_text_stays_as_it_is() -> None:
    value = {"a": None, "b": 3, "c": True, "d": []}

    assert for_print(value) == (value, False)


def test_unprintable_characters_are_flagged_said_and_kept_in_the_data() -> None:
    made = make(document(organisation__name="漢字 e. V.", goals__need="नमस्ते 😀"))

    assert made.has_unprintable_text
    text = text_of(made)
    assert "Verein [?] e. V." in text
    assert "Einige Zeichen können wir nicht drucken." in text
    assert "漢字 e. V.".encode() in reader(made).attachments["antrag.json"][0]
    assert fonts_of(made) <= OUR_FONTS


def test_printable_text_is_not_flagged() -> None:
    made = make(document(organisation__name="Żółć Ёлка Ελλάς C̆ạ̈ e. V."))

    assert not made.has_unprintable_text
    assert "Einige Zeichen" not in text_of(made)
    assert fonts_of(made) <= OUR_FONTS


@pytest.mark.slow
@pytest.mark.parametrize("letter", ["a", "W", "<"])
def test_words_without_end_do_not_stop_the_press(letter: str) -> None:
    word = letter * 10_000
    cost = {"kind": "fees", "purpose": "x", "calculation": word, "amount_eur": "1.00"}

    made = make(document(goals__need=word, costs__items=[cost]))

    assert text_of(made).count(letter) >= 20_000


@pytest.mark.slow
@pytest.mark.parametrize("write", [words, endless])
def test_longest_texts_in_every_field_are_printed_whole(write: Callable[[int], str]) -> None:
    whole = fullest(document(), write)

    made = make(whole)

    assert check(made.content) is None
    letters = "".join(text_of(made).split())
    answers = whole["answers"]
    for text in (answers["goals"]["need"], answers["costs"]["items"][-1]["calculation"]):
        assert "".join(text.split()) in letters


def test_words_of_usual_length_have_no_soft_breaks() -> None:
    word = "x" * LONGEST_WORD

    assert for_print(word) == (word, False)
    assert for_print(f"{word}x")[0].replace("\u200b", "") == f"{word}x"
    assert max(len(piece) for piece in for_print(f"{word}x")[0].split("\u200b")) == 12
