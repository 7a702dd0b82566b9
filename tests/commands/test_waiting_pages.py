"""The pages of the proxy: whole, without a database, with nothing that grows old."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command


@pytest.fixture
def pages(tmp_path: Path, settings: LazySettings) -> dict[str, str]:
    """What the command wrote, by the name of the file; without the database of a test."""
    settings.VAR_DIR = tmp_path
    settings.REHEARSAL_NOW = "2020-01-20T10:00"
    call_command("write_waiting_pages")
    return {file.name: file.read_text() for file in (tmp_path / "pages").iterdir()}


def test_every_case_has_its_page(pages: dict[str, str]) -> None:
    assert {name: text.count("<h1") for name, text in pages.items()} == {
        "away.html": 1,
        "unanswered.html": 1,
        "waiting.html": 1,
    }


def test_the_proxy_puts_the_number_in(pages: dict[str, str]) -> None:
    assert '<!--# echo var="connections_writing" --> Anfragen' in pages["waiting.html"]


def test_no_page_shows_the_clock_of_the_moment_in_which_it_was_written(
    pages: dict[str, str],
) -> None:
    assert not [name for name, text in pages.items() if "Unsere Uhr" in text]


def test_what_was_sent_is_never_forgotten_by_a_page_that_loads_itself(
    pages: dict[str, str],
) -> None:
    assert "http-equiv" not in "".join(pages.values())
