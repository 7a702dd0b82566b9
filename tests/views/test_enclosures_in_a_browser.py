"""Uploading with JavaScript: progress is told, one bad file costs no other, words stay ours."""

from pathlib import Path
from typing import Any

import pytest
from PIL import ImageEnhance
from playwright.sync_api import Page, expect

from applications.models import Application, Attachment
from tests import factories
from tests.support import pictures
from tests.support.accounts import PASSWORD, make_user
from tests.support.files import pdf

pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft() -> Application:
    return factories.make_draft(actor=make_user("rania@verein.example"))


@pytest.fixture
def opened(page: Page, draft: Application) -> Page:
    """The page of documents, signed in."""
    page.goto("/konto/anmelden/")
    page.get_by_label("E-Mail-Adresse").fill("rania@verein.example")
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url("**/antraege/**")
    page.goto(f"/antrag/{draft.code}/unterlagen/")
    return page


def stored(folder: Path, name: str, content: bytes) -> str:
    (folder / name).write_bytes(content)
    return str(folder / name)


def choose(page: Page, kind: str, files: list[str]) -> Any:
    block = page.locator(f"#upload-{kind}")
    block.locator("input[type=file]").set_input_files(files)
    return block


def test_photos_of_a_phone_become_a_document_at_once(opened: Page, tmp_path: Path) -> None:
    """Chosen is sent: nobody has to press another button, and progress is told in words."""
    told: list[str] = []
    opened.expose_function("told", lambda text: told.append(text))
    opened.evaluate(
        """() => new MutationObserver(() => {
          const text = document.querySelector("#upload-statutes .upload-state")?.textContent;
          if (text) window.told(text);
        }).observe(document.body, { childList: true, subtree: true })"""
    )
    files = [
        stored(tmp_path, "IMG_2041.jpg", pictures.letter()),
        stored(tmp_path, "IMG_2042.heic", pictures.letter(kind="HEIF")),
    ]
    block = choose(opened, "statutes", files)
    expect(block.get_by_text("Satzung (Fotos).pdf").first).to_be_visible(timeout=30_000)
    expect(block.locator(".upload-state")).to_have_text("Fertig")
    expect(block.get_by_role("link", name="Fotos ordnen")).to_be_visible()
    assert any(text.startswith("Wird hochgeladen: ") for text in told)
    assert "Wird geprüft …" in told
    expect(block.locator("img")).to_have_js_property("complete", True)
    assert block.locator("img").evaluate("(image) => image.naturalWidth") > 100

    block.get_by_role("button", name="Datei hochladen").click()
    expect(block.locator(".upload-state")).to_have_text("Fertig")
    expect(opened.locator("[data-error-summary]")).to_have_count(0)


def test_it_is_said_at_once_which_photo_is_dark(opened: Page, tmp_path: Path) -> None:
    night = ImageEnhance.Brightness(pictures.page_of_text((600, 800))).enhance(0.12)
    files = [
        stored(tmp_path, "gut.jpg", pictures.photo(pictures.page_of_text((600, 800)))),
        stored(tmp_path, "nachts.jpg", pictures.photo(night)),
    ]
    block = choose(opened, "statutes", files)

    expect(block.locator(".photo-warning")).to_have_text(
        "Foto 2 ist sehr dunkel. Können Sie den Text auf allen Seiten lesen?", timeout=30_000
    )


def test_one_bad_file_costs_no_other(opened: Page, draft: Application, tmp_path: Path) -> None:
    files = [
        stored(tmp_path, "leer.pdf", b""),
        stored(tmp_path, "gross.pdf", bytes(14_000_000)),
        stored(tmp_path, "gut.pdf", pdf()),
    ]
    block = choose(opened, "other", files)
    expect(block.get_by_text("gut.pdf").first).to_be_visible(timeout=30_000)
    expect(block.get_by_text("leer.pdf: Diese Datei ist leer.")).to_be_visible()
    expect(block.get_by_text("gross.pdf: Diese Datei ist zu groß (14,0")).to_be_visible()
    assert opened.title().startswith("Fehler: ")
    assert draft.attachments.filter(name="gut.pdf").exists()


def test_without_a_line_the_page_stays_and_the_button_tries_again(
    opened: Page, tmp_path: Path
) -> None:
    file = stored(tmp_path, "Satzung.pdf", pdf())
    opened.route("**/unterlagen/", lambda route: route.abort("connectionfailed"))
    block = choose(opened, "statutes", [file])
    sentence = "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal."
    expect(block.get_by_text(sentence)).to_be_visible()
    opened.unroute("**/unterlagen/")
    block.get_by_role("button", name="Datei hochladen").click()
    expect(block.get_by_text("Satzung.pdf").first).to_be_visible(timeout=30_000)


def test_whoever_was_signed_out_is_led_to_sign_in(opened: Page, tmp_path: Path) -> None:
    opened.context.clear_cookies(name="sitzung")
    choose(opened, "statutes", [stored(tmp_path, "Satzung.pdf", pdf())])
    opened.wait_for_url("**/konto/anmelden/**")
    assert not Attachment.objects.exists()


def test_one_more_photo_is_added_on_its_page(opened: Page, tmp_path: Path) -> None:
    first = stored(tmp_path, "1.jpg", pictures.letter())
    block = choose(opened, "statutes", [first])
    block.get_by_role("link", name="Foto dazu").click(timeout=30_000)
    page_of_two = pictures.photo(pictures.page_of_text((500, 700)))
    choose(opened, "photo", [stored(tmp_path, "2.jpg", page_of_two)])
    expect(opened.locator(".photo")).to_have_count(2, timeout=30_000)
    opened.get_by_role("button", name="nach oben").click()
    expect(opened.locator(".photo").first).to_contain_text("2.jpg")
