"""The real form in a real browser while the queue is full: nothing that was typed is lost."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from playwright.sync_api import expect

from applications.models import Application
from applications.rules.lifecycle import State
from tests import factories
from tests.faults.clients import DECLARED
from tests.faults.waiting import wait_until
from tests.journeys.conftest import january, no_pdf  # noqa: F401 - fixtures
from tests.journeys.person import Person
from tests.journeys.sweep import Sweep
from tests.support import proxy
from tests.support.accounts import PASSWORD, make_user
from tools.measure import free_port

pytestmark = [
    *(pytest.mark.storm, pytest.mark.sqlite, pytest.mark.browser),
    pytest.mark.usefixtures("january", "no_pdf"),
]

NEED = "Warum ist das Projekt nötig?"
PAUSES = (("25%", 5), ("25%", 7), ("25%", 9), ("*", 11))
SMALL = {
    "limit_conn visits 30;": "limit_conn visits 50;",
    "limit_conn opens 100;": "limit_conn opens 5;",
    "limit_conn sends 1000;": "limit_conn sends 1;",
    # Long enough to look at the page.
    **{f"{share} {seconds};": f"{share} 90;" for share, seconds in PAUSES},
    # Django's server has them; nothing was collected.
    "location /static/ {": "location /collected/ {",
}


@pytest.fixture
def site_address(live_server: Any, tmp_path: Path, settings: LazySettings) -> Iterator[str]:
    """Let the browser open the proxy, behind which Django's server stands."""
    settings.VAR_DIR = tmp_path
    call_command("write_waiting_pages")
    port, behind = free_port(), urlsplit(live_server.url).port
    assert behind
    site = proxy.plain(port=port, web_ports=[behind] * 2, var=tmp_path, changes=SMALL)
    with proxy.running(site, tmp_path / "nginx"):
        wait_until(lambda: _listens(port))
        yield f"http://127.0.0.1:{port}"


@contextmanager
def full_queue(address: str, words: str = "POST /kontakt/", places: int = 1) -> Iterator[None]:
    """Hold all places of a kind: by requests whose last bytes do not come."""
    parts = urlsplit(address)
    head = f"{words} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\na=1"
    with ExitStack() as lines:
        for _place in range(places):
            line = socket.create_connection((parts.hostname or "", parts.port or 0))
            lines.enter_context(line).sendall(head.encode())
        yield


def writer(new_context: Callable[..., Any], *, scripts: bool) -> tuple[Person, Application]:
    """Return somebody who has signed in, and a draft that is complete."""
    owner = make_user("rania@verein.example", name="Rania Haddad")
    draft = factories.make_complete_draft(actor=owner)
    rania = Person(new_context(java_script_enabled=scripts).new_page())
    rania.signs_in(owner.email, PASSWORD)
    return rania, draft


def test_a_page_that_was_not_taken_is_sent_again_by_reloading(
    new_context: Callable[..., Any], site_address: str
) -> None:
    rania, draft = writer(new_context, scripts=False)
    rania.opens(f"/antrag/{draft.code}/ziele/")
    rania.writes({NEED: "Wort für Wort getippt"})
    with full_queue(site_address):
        rania.page.get_by_role("button", name="Speichern und weiter").click()
        rania.is_at("Wir konnten Ihnen nicht antworten.")
        assert _need(draft) != "Wort für Wort getippt"
    rania.page.reload()

    expect(rania.page.get_by_role("heading", level=1)).not_to_have_text(
        "Wir konnten Ihnen nicht antworten."
    )
    assert _need(draft) == "Wort für Wort getippt"


def test_saving_while_typing_tries_again_by_itself(
    new_context: Callable[..., Any], site_address: str
) -> None:
    rania, draft = writer(new_context, scripts=True)
    rania.opens(f"/antrag/{draft.code}/ziele/")
    with full_queue(site_address):
        rania.writes({NEED: "Wort für Wort getippt"})
        note = rania.page.locator("[data-save-note]")
        expect(note).to_have_class("save-note save-note--warning")

    expect(note).to_contain_text("Gespeichert um")
    assert _need(draft) == "Wort für Wort getippt"


def test_sending_twice_because_of_a_full_queue_is_one_application(
    new_context: Callable[..., Any], site_address: str
) -> None:
    rania, draft = writer(new_context, scripts=False)
    rania.opens(f"/antrag/{draft.code}/absenden/")
    for name in (name for name, value in DECLARED.items() if value == "on"):
        rania.page.locator(f"[name={name}]").check()
    rania.page.locator("[name=sender_name]").fill("Rania Haddad")
    rania.page.locator("[name=delivery][value=online]").check()
    with full_queue(site_address):
        rania.page.get_by_role("button", name="Antrag verbindlich absenden").click()
        rania.is_at("Wir konnten Ihnen nicht antworten.")
    rania.page.reload()

    rania.is_at("Ihr Antrag ist angekommen")
    draft.refresh_from_db()
    assert draft.state == State.SUBMITTED


def test_everybody_can_read_both_pages(new_context: Callable[..., Any], site_address: str) -> None:
    sweep, page = Sweep(touch=True), new_context().new_page()
    page.goto("/konto/anmelden/")
    with full_queue(site_address):
        page.get_by_role("button", name="Anmelden").click()
        page.get_by_role("heading", name="Wir konnten Ihnen nicht antworten.").wait_for()
        sweep.look(page, "not taken")
    with full_queue(site_address, "GET /antraege/", places=5):
        page.goto("/konto/anmelden/")
        page.get_by_role("heading", name="Gerade sind sehr viele Menschen hier.").wait_for()
        sweep.look(page, "waiting")

    assert sweep.problems == []


def _need(draft: Application) -> str:
    return Application.objects.with_sections().get(pk=draft.pk).goals.need


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
