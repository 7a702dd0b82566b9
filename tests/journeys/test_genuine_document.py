"""Somebody at a bank holds a paper of ours: is it genuine, and is the file, too? (G25)"""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from django.conf import LazySettings
from django.core.management import call_command
from playwright.sync_api import expect

from applications.models import Document
from tests import factories
from tests.journeys.person import Person
from tests.support.browser import BOTH_WAYS, NARROW

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("january")]


@pytest.fixture
def document(live_server: Any, settings: LazySettings) -> Document:
    """A receipt as it is printed, with the address of this server in it."""
    settings.BASE_URL = live_server.url
    receipt: Document = factories.make_submitted(name="Frauennetz Usaufer e. V.").documents.get()
    assert receipt.rendered_at
    return receipt


def address_in(pdf: bytes) -> str:
    """Read the one QR code of the paper as the camera of a phone does."""
    pages = (page.render(scale=2).to_pil() for page in pypdfium2.PdfDocument(pdf))
    found = [
        code
        for page in pages
        for code in zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormat.QRCode)
    ]
    (code,) = found
    return str(code.text)


@pytest.mark.parametrize("javascript", BOTH_WAYS)
def test_a_paper_and_its_file_are_checked(
    document: Document,
    live_server: Any,
    new_context: Callable[..., Any],
    screenshot: Callable[[Any, str], None],
    javascript: bool,
) -> None:
    pdf = document.file.read()
    changed = bytearray(pdf)
    changed[len(pdf) // 2] ^= 1
    reader = Person(new_context(viewport=NARROW, java_script_enabled=javascript).new_page())
    sent: list[str] = []
    reader.page.on("request", lambda one: one.method == "POST" and sent.append(one.url))

    address = address_in(pdf)
    assert address == f"{live_server.url}/echt/{document.code}/"
    reader.opens(address)
    reader.is_at("Dieses Dokument ist echt.")
    reader.sees("Frauennetz Usaufer e. V.", str(document.application.reference_number))
    screenshot(reader.page, "genuine")

    for content, verdict in (
        (pdf, "Die Datei ist unverändert."),
        (bytes(changed), "Die Datei wurde verändert."),
        (pdf, "Die Datei ist unverändert."),
    ):
        file = {"name": "Bestätigung.pdf", "mimeType": "application/pdf", "buffer": content}
        reader.field("Datei auswählen").set_input_files([file])
        reader.presses("Datei vergleichen")
        reader.is_at(verdict)
        expect(reader.page).to_have_title(f"{verdict} – WIR-Förderung")
        screenshot(reader.page, verdict)
    call_command("verify_documents", stdout=StringIO())
    # With JavaScript the file never leaves the device.
    assert sent == ([] if javascript else [address] * 3)


def test_what_the_browser_cannot_do_the_server_says(
    document: Document, new_context: Callable[..., Any]
) -> None:
    reader = Person(new_context().new_page())
    reader.opens(f"/echt/{document.code}/")

    reader.presses("Datei vergleichen")

    reader.sees("Wählen Sie zuerst eine Datei aus.")
    expect(reader.page.locator("[data-error-summary]")).to_be_focused()
    file = {"name": "x.pdf", "mimeType": "application/pdf", "buffer": document.file.read()}
    reader.field("Datei auswählen").set_input_files([file])
    reader.presses("Datei vergleichen")
    reader.is_at("Die Datei ist unverändert.")


def test_the_verdict_is_read_out(
    document: Document,
    new_context: Callable[..., Any],
    screenshot: Callable[[Any, str], None],
) -> None:
    reader = Person(new_context().new_page())
    reader.opens(f"/echt/{document.code}/")
    file = {"name": "x.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    reader.field("Datei auswählen").set_input_files([file])

    reader.presses("Datei vergleichen")

    reader.is_at("Die Datei wurde verändert.")
    expect(reader.page.get_by_role("heading", level=1)).to_be_focused()
    screenshot(reader.page, "changed-wide")
