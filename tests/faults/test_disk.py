"""Full and missing disks: a clear answer, no damage, all goes on by itself (DUR-03, DUR-04)."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

import pytest

from tests.faults.clients import TOKEN, Answer, Draft, ask, drafts_of, send
from tests.faults.conftest import MakeSite
from tests.faults.figures import Figures
from tests.faults.ledger import Ledger, Verdict, compare
from tests.faults.looking import waiting
from tests.faults.site import Site
from tests.faults.small_disk import full, small_disk
from tests.faults.waiting import wait_until
from tests.support.files import pdf

pytestmark = pytest.mark.faults

FOLDERS = ("database", "files", "tmp", "logs")
MEGABYTES = 12
SMALL = pdf(text="Satzung")
# Larger than what is kept in memory while it arrives.
LARGE = SMALL + bytes(4_000_000)


@pytest.mark.administrator
@pytest.mark.parametrize("prepared", ["SQLite"], indirect=True)
def test_full_disks(make_site: MakeSite, ledger: Ledger, figures: Figures) -> None:
    site = make_site()
    editor, first, second, third, fourth = drafts_of(site.inside("fill", 5))
    with ExitStack() as disks:
        for name in FOLDERS:
            disks.enter_context(small_disk(site.folder / name, megabytes=MEGABYTES))
        disks.callback(site.close)
        site.start()
        assert send(site.port, first, ledger).status == 302
        wait_until(lambda: not any(waiting(site).values()))
        with _full_database(site):
            assert send(site.port, second, ledger).is_clean_outage
            assert ask(site.port, "GET", "/").status == 200
            assert _status_page(site, first).status == 200
        with full(site.folder / "files"):
            _write_and_send_without_files(site, editor, second, ledger)
        with full(site.folder / "tmp"):
            assert _upload(site, editor, LARGE).is_clean_outage
            assert _edit(site, editor, "Ohne Ablage").status == 200
        with full(site.folder / "logs"):
            assert send(site.port, third, ledger).status == 302
        assert (site.runs("web"), site.runs("worker")) == (True, True)
        assert send(site.port, fourth, ledger).status == 302
        verdict = _repaired(site, editor, ledger)

    assert (verdict.lost, verdict.doubled, verdict.torn) == ([], [], [])
    figures.add(
        "Disk full: database, files, temporary files, log in turn",
        site.database.kind,
        verdict,
        rounds=len(FOLDERS),
        remark="our 503 page where something had to be written; reading went on",
    )


@pytest.mark.parametrize("prepared", ["SQLite"], indirect=True)
def test_folder_of_files_is_away(make_site: MakeSite, ledger: Ledger, figures: Figures) -> None:
    site = make_site()
    editor, draft = drafts_of(site.inside("fill", 2))
    site.start()
    files, aside = site.folder / "files", site.folder / "files-aside"
    files.rename(aside)
    files.write_text("no folder any more")

    _write_and_send_without_files(site, editor, draft, ledger)

    files.unlink()
    aside.rename(files)
    verdict = _repaired(site, editor, ledger)
    assert (verdict.lost, verdict.doubled, verdict.torn) == ([], [], [])
    figures.add(
        "Folder of files away",
        site.database.kind,
        verdict,
        rounds=1,
        remark="texts were saved, complete applications taken, PDFs made after the repair",
    )


def _write_and_send_without_files(
    site: Site, editor: Draft, complete: Draft, ledger: Ledger
) -> None:
    """Texts can be written and complete applications sent; files are asked for again."""
    assert _upload(site, editor, SMALL).is_clean_outage
    assert _edit(site, editor, "Ohne Dateien").status == 200
    assert send(site.port, complete, ledger).status == 302
    assert _status_page(site, complete).status == 200
    wait_until(lambda: waiting(site) == {"documents": 1, "mails": 0})


def _repaired(site: Site, editor: Draft, ledger: Ledger) -> Verdict:
    """Everything works again, and what could not be made is made."""
    assert _upload(site, editor, SMALL).status == 302
    site.inside("later", 6)
    wait_until(lambda: not any(waiting(site).values()))
    return compare(ledger, site.inside("examine"))


@contextmanager
def _full_database(site: Site) -> Iterator[None]:
    """Leave no room on the disk of the database, nor in its journal."""
    with closing(sqlite3.connect(site.database.file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with full(site.folder / "database"):
        yield


def _status_page(site: Site, draft: Draft) -> Answer:
    return ask(site.port, "GET", f"/antrag/{draft.code}/status/", session=draft.session)


def _edit(site: Site, draft: Draft, text: str) -> Answer:
    """Save a text as the script of the page does."""
    page = f"/antrag/{draft.code}/ziele/"
    shown = ask(site.port, "GET", page, session=draft.session).text
    version = re.search(r'name="version" value="(\d+)"', shown)
    typed = {"need": text, "version": version[1] if version else "", "csrfmiddlewaretoken": TOKEN}
    return ask(site.port, "POST", f"{page}sichern/", session=draft.session, typed=typed)


def _upload(site: Site, draft: Draft, content: bytes) -> Answer:
    """Send a file by the form, as a browser does."""
    border = "a-border-that-stands-in-no-file"
    fields = {"csrfmiddlewaretoken": TOKEN, "upload": "statutes"}
    parts = [_part(border, f'name="{name}"', text.encode()) for name, text in fields.items()]
    parts.append(_part(border, 'name="statutes-files"; filename="Satzung.pdf"', content))
    body = b"".join(parts) + f"--{border}--\r\n".encode()
    page, kind = f"/antrag/{draft.code}/unterlagen/", f"multipart/form-data; boundary={border}"
    return ask(site.port, "POST", page, session=draft.session, body=body, kind=kind)


def _part(border: str, about: str, content: bytes) -> bytes:
    head = f"--{border}\r\nContent-Disposition: form-data; {about}\r\n\r\n"
    return head.encode() + content + b"\r\n"
