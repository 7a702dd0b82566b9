"""An account, an error, sending and the receipt with Tab, Space and Enter alone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from applications.models import Application
from tests import factories
from tests.journeys.keyboard import Keyboard
from tests.journeys.person import code_for
from tests.support.accounts import PASSWORD, make_user
from tests.support.browser import BOTH_WAYS

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("january", "no_pdf")]


@pytest.mark.parametrize("javascript", BOTH_WAYS)
def test_a_whole_evening_without_a_mouse(
    new_context: Callable[..., Any], javascript: bool
) -> None:
    user = make_user("rania@verein.example")
    factories.make_complete_draft(actor=user, name="Frauennetz Usaufer e. V.")
    page = new_context(java_script_enabled=javascript).new_page()
    rania = Keyboard(page)

    page.goto("/")
    rania.enters("Anmelden")
    rania.is_at("Anmelden")
    rania.types("E-Mail-Adresse", user.email)
    rania.types("Passwort", PASSWORD)
    rania.presses("Enter")
    rania.is_at("Meine Anträge")
    rania.enters("Weiter ausfüllen: Formular-Werkstatt am Samstag")
    rania.is_at("Ihr Antrag")

    rania.enters("Lohn und Kosten")
    rania.is_at("Was kostet der Minijob?")
    rania.types("Lohn im Monat in Euro", "600")
    rania.presses("Enter")
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    error = "Ein Minijob darf höchstens 450 Euro im Monat bringen. Bitte tragen Sie weniger ein."
    rania.enters(error)
    expect(page.get_by_label("Lohn im Monat in Euro")).to_be_focused()
    rania.writes("450")
    rania.presses("Enter")
    rania.is_at("Wofür brauchen Sie Geld?")

    rania.enters("Speichern und zur Übersicht")
    rania.is_at("Ihr Antrag")
    rania.enters("Angaben prüfen")
    rania.is_at("Bitte prüfen Sie Ihre Angaben")
    rania.enters("Angaben sind richtig, weiter")
    rania.is_at("Erklärungen und Absenden")
    declare(rania)
    rania.enters("Antrag verbindlich absenden")
    rania.is_at("Ihr Antrag ist angekommen")
    factories.store_receipt(Application.objects.get())
    page.reload()
    with page.expect_download() as download:
        rania.enters("Bestätigung herunterladen (PDF, 1 kB)")
    assert download.value.path().read_bytes().startswith(b"%PDF-")


def test_an_account_without_a_mouse(new_context: Callable[..., Any]) -> None:
    page = new_context().new_page()
    rania = Keyboard(page)

    page.goto("/konto/anmelden/")
    rania.enters("Konto anlegen")
    rania.is_at("Konto anlegen")
    rania.types("Ihr Name", "Rania Haddad")
    rania.types("E-Mail-Adresse", "rania@verein.example")
    rania.presses("Enter")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    rania.types("Passwort", PASSWORD)
    rania.presses("Enter")
    rania.is_at("Prüfen Sie Ihre E-Mails")
    rania.types("Code", code_for("rania@verein.example"))
    rania.presses("Enter")
    rania.is_at("Meine Anträge")


def declare(rania: Keyboard) -> None:
    """Tick the six sentences, then choose how the answer comes."""
    rania.ticks("Unsere Angaben sind vollständig und richtig.")
    for _sentence in range(5):
        rania.presses("Tab")
        rania.presses("Space")
    rania.ticks("Im Internet, in diesem Konto")


def test_the_first_key_leads_past_the_menu(page: Any) -> None:
    page.goto("/")
    rania = Keyboard(page)
    rania.enters("Zum Inhalt springen")
    expect(page.locator("main")).to_be_focused()
    rania.goes_to("Förder-Check starten")
