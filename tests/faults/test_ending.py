"""Asked to end: requests finish, jobs finish, nothing is lost or done twice (DUR-07)."""

import os
import signal
from collections import Counter

import pytest

from tests.faults.clients import Crowd, crowd, drafts_of
from tests.faults.conftest import MakeSite
from tests.faults.figures import Figures
from tests.faults.ledger import ACKNOWLEDGED, REFUSED, Ledger, compare
from tests.faults.looking import document_tries, jobs
from tests.faults.site import Site
from tests.faults.smtp_sink import smtp_sink
from tests.faults.waiting import wait_until

pytestmark = pytest.mark.faults

RENEWALS = int(os.environ.get("RENEWALS", "1"))
DRAFTS_A_RENEWAL = 6


@pytest.mark.parametrize("prepared", ["SQLite"], indirect=True)
def test_renewing_all_processes_under_load_fails_nobody(
    make_site: MakeSite, ledger: Ledger, figures: Figures
) -> None:
    with smtp_sink() as sink:
        site = make_site(EMAIL_URL=sink.url)
        drafts = drafts_of(site.inside("fill", (RENEWALS + 1) * DRAFTS_A_RENEWAL))
        site.start()
        with crowd(site.port, drafts, ledger) as people:
            codes = [_renew(site, people, number) for number in range(RENEWALS)]
            people.join()
        codes += site.terminate().values()
        verdict = compare(ledger, site.inside("examine"))
        site.start("worker")
        wait_until(lambda: not jobs(site), seconds=900)
        mails = Counter(sink.ids())

    assert ledger.lines(REFUSED) == []
    assert set(codes) == {0}
    assert ledger.codes(ACKNOWLEDGED) == {draft.code for draft in drafts}
    assert (verdict.lost, verdict.doubled, verdict.torn) == ([], [], [])
    # No job was begun that was not finished: everything was tried once.
    assert set(document_tries(site)) == {1}
    assert set(mails.values()) == {1}
    assert len(mails) == len(drafts)
    figures.add(
        "Web server renewed (HUP) and worker ended (TERM) under load",
        site.database.kind,
        verdict,
        rounds=RENEWALS,
        remark="no request failed, every job ran once",
    )


def _renew(site: Site, people: Crowd, number: int) -> int:
    """Renew the processes of the web server and start another worker; return its exit code."""
    people.wait_for(number * DRAFTS_A_RENEWAL + 2)
    site.signal("web", signal.SIGHUP)
    code = site.terminate("worker")["worker"]
    site.start("worker")
    return code
