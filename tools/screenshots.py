"""Take pictures of all pages from the demonstration, on a phone and on a desk.

Starts a demonstration of its own in a temporary folder and signs in as people of the demo data.
The pictures of the README and of the tour go to docs/screenshots/, whole pages of everything to
test-output/pages/. Needs Chromium and, for the PDF, pdftoppm (Debian: poppler-utils).
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from measure import free_port
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT: Final = Path(__file__).resolve().parent.parent
PICTURES: Final = ROOT / "docs" / "screenshots"
DEMO: Final = str(ROOT / "tools" / "demo.py")
EVERYTHING: Final = ROOT / "test-output" / "pages"
PASSWORD: Final = "vorführung im januar"  # noqa: S105 - the demonstration tells everybody
RANIA: Final = "rania.haddad@frauennetz-usaufer.example"
EWA: Final = "info@sport-mainspitze.example"
CASE_WORKER: Final = "sachbearbeitung@wir.example"
ADMINISTRATOR: Final = "verwaltung@wir.example"
PHONE: Final = ViewportSize(width=390, height=844)
DESK: Final = ViewportSize(width=1280, height=900)
TALL_DESK: Final = ViewportSize(width=1280, height=1400)
WIDE_DESK: Final = ViewportSize(width=1600, height=1000)
STAFF_SCREENS: Final = {"phone": PHONE, "desk": DESK, "wide": WIDE_DESK}
COLOURS: Final = 128
# Longer parts of an address are the code of an application.
LONGEST_PART: Final = 26
PUBLIC_PAGES: Final = (
    "/",
    "/foerderung/",
    "/foerderung/unterlagen/",
    "/foerderung/beispiel/",
    "/check/1/",
    "/konto/registrieren/",
    "/konto/anmelden/",
    "/hilfe/",
    "/kontakt/",
    "/leichte-sprache/",
)
DRAFT_PAGES: Final = (
    "",
    "voraussetzungen/",
    "verein/",
    "anschrift/",
    "vorstand/",
    "gemeinnuetzigkeit/",
    "profil/",
    "projekt/",
    "ziele/",
    "ziele/bemerkungen/",
    "ziele/fassungen/",
    "ablauf/",
    "stelle/",
    "lohn/",
    "kosten/",
    "kosten/neu/",
    "kosten/mehrere/",
    "finanzierung/",
    "unterlagen/",
    "angaben-pruefen/",
    "absenden/",
    "team/",
    "team/einladen/",
)
SENT_PAGES: Final = (
    "status/",
    "dokumente/",
    "nachrichten/",
    "zurueckziehen/",
    "angekommen/",
    "rueckmeldung/",
)
ADMIN: Final = "/verwaltung/"
MODELS: Final = f"{ADMIN}applications/"
# Steps of the case that is open are added to these.
WORKER_PAGES: Final = (
    ADMIN,
    f"{MODELS}application/",
    f"{MODELS}application/?state=submitted&waits_for=us",
    f"{MODELS}export/",
    f"{MODELS}export/add/",
    f"{MODELS}paperentry/",
    f"{MODELS}paperentry/add/",
    f"{MODELS}awardlist/",
    f"{MODELS}enquiry/",
)
CASE_PAGES: Final = ("", "vorschlag/", "nachfrage/", "anhoerung/", "nachrichten/")
ADMINISTRATOR_PAGES: Final = (
    ADMIN,
    f"{ADMIN}ansicht-eines-vereins/",
    f"{MODELS}fundinground/",
    f"{MODELS}fundinground/add/",
    f"{MODELS}legalparameter/",
    f"{MODELS}legalparameter/add/",
    f"{MODELS}textblock/",
    f"{MODELS}textblock/add/",
    f"{MODELS}user/",
    f"{MODELS}user/add/",
    f"{MODELS}auditevent/",
    f"{ADMIN}rollen/",
)
SECONDS_TO_START: Final = 180
SECONDS_FOR_A_PDF: Final = 180
MOST_BYTES: Final = 250_000


def main() -> int:
    """Take all pictures; say how large each is and return 1 if one is too large."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demonstration() as address, sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--lang=de"],
            env={**os.environ, "LANGUAGE": "de"},
        )
        take_pictures_of_applicants(browser, address)
        take_pictures_of_the_tour(browser, address)
        take_pictures_of_staff(browser, address)
        take_pictures_of_everything(browser, address)
        browser.close()
    pack_pictures()
    sizes = {path.name: path.stat().st_size for path in sorted(PICTURES.glob("*.png"))}
    for name, size in sizes.items():
        print(f"{size:>8} bytes  docs/screenshots/{name}")
    return 1 if max(sizes.values()) > MOST_BYTES else 0


def take_pictures_of_applicants(browser: Browser, address: str) -> None:
    """Start page, task list, a page with a finding, the confirmation and its PDF."""
    page = open_page(browser, address, PHONE)
    page.goto("/")
    keep(page, "start-phone")
    page = open_page(browser, address, DESK)
    page.goto("/")
    keep(page, "start")
    sign_in(page, EWA)
    page.get_by_role("link", name="Weiter ausfüllen").click()
    keep(page, "task-list")
    page.get_by_role("link", name="Lohn und Kosten", exact=True).click()
    page.set_viewport_size(TALL_DESK)
    keep(page, "minijob")
    page.set_viewport_size(PHONE)
    keep(page, "minijob-phone")
    page = open_page(browser, address, PHONE)
    sign_in(page, RANIA)
    page.get_by_role("link", name="Status ansehen").click()
    page.get_by_role("link", name="Bestätigung vom Eingang ansehen").click()
    wait_for_pdf(page)
    keep(page, "confirmation-phone")
    keep_first_page_of_pdf(page)


def take_pictures_of_the_tour(browser: Browser, address: str) -> None:
    """The pages of a draft and of a sent application that the tour shows, on a phone."""
    page = open_page(browser, address, PHONE)
    sign_in(page, EWA)
    page.get_by_role("link", name="Weiter ausfüllen").click()
    page.wait_for_load_state()
    for part in ("kosten/", "unterlagen/", "team/einladen/", "angaben-pruefen/"):
        page.goto(inside(page, [part])[0])
        keep(page, f"tour-{part.split('/')[-2]}")
    page = open_page(browser, address, PHONE)
    sign_in(page, RANIA)
    page.get_by_role("link", name="Status ansehen").click()
    page.wait_for_load_state()
    keep(page, "tour-status")
    page.goto("/check/1/")
    keep(page, "tour-check")


def take_pictures_of_staff(browser: Browser, address: str) -> None:
    """The desk, the list, the award list, a case with something to clarify; then all pages."""
    page = open_page(browser, address, DESK)
    sign_in_at_the_desk(page, CASE_WORKER)
    keep(page, "staff-today")
    page.set_viewport_size(TALL_DESK)
    page.goto(f"{MODELS}awardlist/")
    keep(page, "staff-award-list")
    page.set_viewport_size(DESK)
    page.goto(f"{MODELS}application/")
    keep(page, "staff-list")
    page.goto(f"{MODELS}application/?q=WIR-2020-0050-19")
    page.get_by_label("Keine Beziehung").check()
    page.get_by_role("button", name="Erklären").click()
    page.get_by_role("link", name="Prüfung beginnen").click()
    page.get_by_role("button", name="Prüfung beginnen").click()
    page.get_by_text("Die Prüfung hat begonnen.").wait_for()
    page.reload()
    page.set_viewport_size(TALL_DESK)
    keep(page, "staff-review")
    case = page.url
    walk_at_the_desk(page, "worker", [*WORKER_PAGES, *(case + part for part in CASE_PAGES)])
    page = open_page(browser, address, DESK)
    sign_in_at_the_desk(page, ADMINISTRATOR)
    walk_at_the_desk(page, "administrator", ADMINISTRATOR_PAGES)


def walk_at_the_desk(page: Page, person: str, addresses: Sequence[str]) -> None:
    """Keep every page of somebody of the staff on all screens; a code counts once."""
    EVERYTHING.mkdir(parents=True, exist_ok=True)
    for screen, size in STAFF_SCREENS.items():
        page.set_viewport_size(size)
        walk(page, f"{person}-{screen}", addresses)
        if size is not PHONE:
            page.emulate_media(color_scheme="dark")
            walk(page, f"{person}-{screen}-dark", addresses)
            page.emulate_media(color_scheme="light")


def take_pictures_of_everything(browser: Browser, address: str) -> None:
    """Take whole pages of visitors, of a draft and of an application that was sent."""
    EVERYTHING.mkdir(parents=True, exist_ok=True)
    for name, size in (("phone", PHONE), ("desk", DESK)):
        page = open_page(browser, address, size)
        walk(page, name, PUBLIC_PAGES)
        sign_in(page, EWA)
        page.get_by_role("link", name="Weiter ausfüllen").click()
        page.wait_for_load_state()
        walk(page, name, ["/antraege/", "/konto/", *inside(page, DRAFT_PAGES)])
        page = open_page(browser, address, size)
        sign_in(page, RANIA)
        page.get_by_role("link", name="Status ansehen").click()
        page.wait_for_load_state()
        walk(page, name, ["/antraege/", *inside(page, SENT_PAGES)])


def inside(page: Page, parts: Sequence[str]) -> list[str]:
    """Return the addresses of pages of the application that is open."""
    code = page.url.split("/antrag/")[1].split("/")[0]
    return [f"/antrag/{code}/{part}" for part in parts]


def walk(page: Page, device: str, addresses: Sequence[str]) -> None:
    """Keep a picture of every whole page."""
    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        path = urlsplit(address)
        parts = [part for part in path.path.split("/") if part and len(part) < LONGEST_PART]
        name = "-".join([*parts, "gefiltert"] if path.query else parts)
        page.screenshot(path=EVERYTHING / f"{name or 'start'}-{device}.png", full_page=True)


def pack_pictures() -> None:
    """Keep fewer colours: nobody sees it, and the repository stays small."""
    for path in PICTURES.glob("*.png"):
        with Image.open(path) as picture:
            picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)


def open_page(browser: Browser, address: str, size: ViewportSize) -> Page:
    """Open a fresh browser window of this size."""
    context = browser.new_context(
        base_url=address,
        locale="de-DE",
        timezone_id="Europe/Berlin",
        viewport=size,
    )
    return context.new_page()


def sign_in(page: Page, email: str) -> None:
    """Sign in with address and password."""
    page.goto("/konto/anmelden/")
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.wait_for_load_state()


def sign_in_at_the_desk(page: Page, email: str) -> None:
    """Sign in with the second factor, too."""
    sign_in(page, email)
    page.get_by_label("Code").fill(code_of(email))
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.get_by_role("heading", name="Heute").wait_for()


def code_of(email: str) -> str:
    """Return the code that the app of a demo account shows now."""
    command = [sys.executable, DEMO, "demo_code", email]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def keep(page: Page, name: str) -> None:
    """Keep what fits on the screen."""
    page.wait_for_load_state()
    page.screenshot(path=PICTURES / f"{name}.png")


def wait_for_pdf(page: Page) -> None:
    """Reload the page until the confirmation can be downloaded."""
    for _second in range(SECONDS_FOR_A_PDF):
        if page.get_by_role("link", name="Bestätigung herunterladen").count():
            return
        time.sleep(1)
        page.reload()
    raise SystemExit("screenshots: the confirmation was not made")


def keep_first_page_of_pdf(page: Page) -> None:
    """Download the confirmation and draw its first page."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Bestätigung herunterladen").click()
    target = PICTURES / "confirmation-pdf"
    source = str(download.value.path())
    options = ["-png", "-r", "72", "-singlefile"]
    subprocess.run(["pdftoppm", *options, source, str(target)], check=True)


@contextmanager
def demonstration() -> Iterator[str]:
    """Run a demonstration with fresh data and yield its address."""
    with tempfile.TemporaryDirectory() as folder:
        port = str(free_port())
        os.environ |= {"WIR_VAR_DIR": folder, "PORT": port}
        address = f"http://127.0.0.1:{port}"
        with subprocess.Popen([sys.executable, DEMO]) as program:
            try:
                wait_for(address, program)
                yield address
            finally:
                program.terminate()


def wait_for(address: str, program: subprocess.Popen[bytes]) -> None:
    """Wait until the demonstration answers."""
    for _second in range(SECONDS_TO_START):
        if program.poll() is not None:
            raise SystemExit("screenshots: the demonstration did not start")
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (urllib.error.URLError, TimeoutError):
            time.sleep(1)
        else:
            return
    raise SystemExit("screenshots: the demonstration does not answer")


if __name__ == "__main__":
    raise SystemExit(main())
