"""A real browser: one per session, one fresh context per test, no tolerance for errors."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OUTPUT = Path(__file__).resolve().parents[2] / "test-output"
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 390, "height": 844}
# Every journey is walked both ways, the second by make check-slow only.
BOTH_WAYS = (
    pytest.param(True, id="with-javascript"),
    pytest.param(False, id="without", marks=pytest.mark.slow),
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium; its absence fails the tests where WIR_TEST_STRICT is set."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        sentence = "Chromium is missing: apt-get install chromium"
        if os.environ.get("WIR_TEST_STRICT"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    from playwright.sync_api import expect, sync_playwright  # noqa: PLC0415 - slow import

    expect.set_options(timeout=15_000)
    # Playwright's synchronous interface runs an event loop in the thread of the test.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=CHROMIUM_OPTIONS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def site_address(live_server: Any) -> str:
    """What a browser opens: Django's server in this process."""
    return str(live_server.url)


@pytest.fixture
def new_context(browser: Any, site_address: str) -> Iterator[Callable[..., Any]]:
    """Return a function that opens a fresh context: another person, or JavaScript off."""
    contexts: list[Any] = []
    problems: list[str] = []

    def open_context(**options: Any) -> Any:
        chosen = {"locale": "de-DE", "timezone_id": "Europe/Berlin", "viewport": WIDE} | options
        context = browser.new_context(base_url=site_address, **chosen)
        context.set_default_timeout(15_000)
        _watch(context, problems)
        contexts.append(context)
        return context

    yield open_context
    for context in contexts:
        context.close()
    assert not problems, problems


@pytest.fixture
def page(new_context: Callable[..., Any]) -> Any:
    """One page in a fresh context."""
    return new_context().new_page()


def _watch(context: Any, problems: list[str]) -> None:
    """Note script errors, blocked content and requests to any other host."""

    def see_request(request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and parts.hostname not in {"127.0.0.1", "localhost"}:
            problems.append(f"request to another host: {request.url}")

    def see_message(message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            problems.append(f"console of {message.page.url}: {message.text}")

    context.on("request", see_request)
    context.on("console", see_message)
    context.on("weberror", lambda error: problems.append(f"script: {error.error}"))


@pytest.fixture
def screenshot(request: pytest.FixtureRequest) -> Callable[[Any, str], None]:
    """Return a function that keeps a picture of the page in test-output/<test>/."""
    folder = OUTPUT / request.node.name.replace("/", "-")

    def take(page: Any, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", full_page=True)

    return take
