"""Nothing that we serve, print or mail leads a program to another machine by itself."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from applications.texts import privacy
from tests.support import sources

# What a browser, a renderer or a mail program fetches without being asked; links are no part.
FETCHES = re.compile(
    r"""(?:\b(?:src|srcset|poster|data|action|formaction|background)\s*=\s*["']?\s*(?:https?:)?//
    |<link\b[^>]*href\s*=\s*["']?\s*(?:https?:)?//
    |url\(\s*["']?\s*(?:https?:)?//
    |@import\s+["'](?:https?:)?//
    |\b(?:fetch|import|open|sendBeacon|WebSocket|EventSource)\(\s*["'`](?:https?:|wss?:)?//
    |\bfrom\s+["'](?:https?:)?//)""",
    re.IGNORECASE | re.VERBOSE,
)
ADDRESS = re.compile(r"https?://[^\s\"'<>]+")


def served() -> Iterator[Path]:
    """Yield our templates, style sheets and scripts, and those of the design system."""
    for folder in (sources.ROOT / "templates", sources.ROOT / "static", settings.KERN_DIR):
        for path in Path(folder).rglob("*"):
            if path.suffix in {".html", ".txt", ".css", ".js", ".mjs", ".svg"}:
                yield path


def test_nothing_is_fetched_from_another_host() -> None:
    paths = list(served())

    found = [str(path) for path in paths if FETCHES.search(path.read_text(errors="replace"))]

    assert found == []
    assert len(paths) > 200


def test_the_search_finds_what_it_looks_for() -> None:
    for text in (
        '<script src="https://cdn.example/x.js">',
        "<link rel=stylesheet href=//cdn.example/x.css>",
        "body { background: url('http://cdn.example/x.png') }",
        '@import "https://cdn.example/x.css"',
        'fetch("https://api.example/")',
        'import x from "https://cdn.example/x.js"',
    ):
        assert FETCHES.search(text), text
    assert not FETCHES.search('<a href="https://datenschutz.hessen.de">')


def test_mails_are_plain_text_without_addresses_of_others() -> None:
    mails = list((sources.ROOT / "templates/mail").iterdir())

    assert {path.suffix for path in mails} == {".txt"}
    assert [path.name for path in mails if ADDRESS.search(path.read_text())] == []


def test_a_changed_information_on_privacy_is_a_new_edition() -> None:
    page = (sources.ROOT / "templates/pages/privacy.html").read_bytes()

    assert privacy.EDITIONS[privacy.CURRENT] == hashlib.sha256(page).hexdigest()
    assert len(set(privacy.EDITIONS.values())) == len(privacy.EDITIONS)
