"""The renderer crashes, hangs, is missing: applications are taken, PDFs follow (DUR-05)."""

import time

import pytest

from tests.faults.clients import Draft, ask, drafts_of, send
from tests.faults.conftest import MakeSite
from tests.faults.figures import Figures
from tests.faults.ledger import Ledger, compare
from tests.faults.looking import document_tries, jobs, waiting
from tests.faults.site import WORKER, Site
from tests.faults.waiting import wait_until

pytestmark = pytest.mark.faults

CRASHES = "import os; os._exit(1)"
RAISES = "raise ImportError('no renderer')"
HANGS = "import time; time.sleep(3600)"
PATIENCE_OF_THE_PRESS = 20
TRIES = 5
MADE_WITHIN_SECONDS = 300
FOLLOWS, MADE = "Die Bestätigung folgt.", "Bestätigung herunterladen (PDF"


@pytest.mark.parametrize("prepared", ["SQLite"], indirect=True)
def test_documents_follow_after_the_repair(
    make_site: MakeSite, ledger: Ledger, figures: Figures
) -> None:
    site = make_site()
    (draft, other) = drafts_of(site.inside("fill", 2))
    program = site.folder / "program"
    breakable = ("-m", "tests.faults.breakable_worker", str(program), str(PATIENCE_OF_THE_PRESS))
    site.start(worker=(*breakable, *WORKER))
    true = wait_until(lambda: program.exists() and program.read_text())

    program.write_text(CRASHES)
    assert send(site.port, draft, ledger).status == 302
    _wait_for_tries(site, 1)
    assert FOLLOWS in _receipt_page(site, draft)
    program.write_text(HANGS)
    site.inside("later", 6)
    _wait_for_tries(site, 2)
    program.unlink()
    site.inside("later", 6)
    _wait_for_tries(site, 3)
    program.write_text(RAISES)
    for number in (4, 5):
        site.inside("later", 6)
        _wait_for_tries(site, number)
    # Five tries are enough: the sixth is for people. The mail went out long ago.
    site.inside("later", 6)
    assert waiting(site) == {"documents": 1, "mails": 0}
    assert document_tries(site) == [TRIES]

    program.write_text(true)
    began = time.monotonic()
    assert send(site.port, other, ledger).status == 302
    wait_until(lambda: MADE in _receipt_page(site, other), seconds=MADE_WITHIN_SECONDS)
    site.inside("later", 6, "--failed")
    wait_until(lambda: MADE in _receipt_page(site, draft), seconds=MADE_WITHIN_SECONDS)
    seconds = time.monotonic() - began
    verdict = compare(ledger, site.inside("examine"))

    assert (verdict.lost, verdict.doubled, verdict.torn) == ([], [], [])
    figures.add(
        "Renderer crashed, hung, was missing",
        site.database.kind,
        verdict,
        rounds=TRIES,
        back_s=seconds,
        remark="to both PDFs after the repair; parked after five tries",
    )


def _receipt_page(site: Site, draft: Draft) -> str:
    return ask(site.port, "GET", f"/antrag/{draft.code}/angekommen/", session=draft.session).text


def _wait_for_tries(site: Site, number: int) -> None:
    """Wait until the document was tried so often and the last try is over."""
    wait_until(lambda: document_tries(site) == [number] and not jobs(site))
