"""From the release before to this one while people send: nobody sees an error (DEP-02, DEP-04)."""

from collections import Counter
from pathlib import Path

import pytest

from tests.faults.clients import Draft, crowd, drafts_of
from tests.faults.conftest import MakeSite
from tests.faults.figures import Figures
from tests.faults.ledger import ACKNOWLEDGED, REFUSED, TOLD, Ledger, compare
from tests.faults.looking import document_tries, jobs, waiting
from tests.faults.site import Site
from tests.faults.smtp_sink import smtp_sink
from tests.faults.waiting import wait_until
from tests.support import old_release
from tests.support.sources import ROOT
from tools.releases import PREVIOUS

pytestmark = pytest.mark.faults

# Sent while the tables change, slowly enough to last, and while the processes are replaced.
MIGRATING, RENEWING = 20, 16
DRAFTS = MIGRATING + RENEWING
REST_SECONDS = 4


@pytest.mark.parametrize("prepared", ["PostgreSQL"], indirect=True)
def test_update_under_load_fails_nobody(
    make_site: MakeSite, tmp_path: Path, ledger: Ledger, figures: Figures
) -> None:
    before = old_release.unpack(tmp_path / "before")
    with smtp_sink() as sink:
        site = make_site(EMAIL_URL=sink.url)
        drafts = drafts_of(site.inside("fill", DRAFTS))
        # The tables of the release before, by the way back of the new migrations.
        site.manage("migrate", "applications", PREVIOUS.last_migration)
        site.program = before
        site.manage("collectstatic", "--verbosity=0", "--no-input")
        site.listen()
        site.start()
        by_the_old = _update(site, drafts, ledger)
        wait_until(lambda: jobs(site) <= 1, seconds=900)
        wait_until(lambda: not any(waiting(site).values()))
        codes = site.terminate()
        verdict = compare(ledger, site.inside("examine"))
        mails = Counter(sink.ids())

    assert ledger.lines(REFUSED) == []
    assert set(codes.values()) == {0}
    assert 1 <= by_the_old < RENEWING
    assert ledger.codes(ACKNOWLEDGED) == ledger.codes(TOLD) == {draft.code for draft in drafts}
    assert (verdict.lost, verdict.doubled, verdict.torn) == ([], [], [])
    assert set(document_tries(site)) == {1}
    assert (len(mails), set(mails.values())) == (DRAFTS, {1})
    for command in ("verify_audit", "verify_documents"):
        site.manage(command)
    figures.add(
        f"Update from {PREVIOUS.version} under load",
        site.database.kind,
        verdict,
        rounds=1,
        remark="no request failed, every document was made and every mail sent once",
    )


def _update(site: Site, drafts: list[Draft], ledger: Ledger) -> int:
    """Do what docs/operations.md says while people send: the tables first, then the processes.

    Return how many of those who sent at the end were still served by the old program.
    """
    site.program = ROOT
    site.manage("collectstatic", "--verbosity=0", "--no-input")
    with crowd(site.port, drafts[:MIGRATING], ledger, rest_seconds=REST_SECONDS) as people:
        people.wait_for(1)
        site.manage("migrate")
        people.join()
    with crowd(site.port, drafts[MIGRATING:], ledger) as people:
        people.wait_for(1)
        assert site.terminate("web") == {"web": 0}
        by_the_old = people.acknowledged
        site.start("web")
        assert site.terminate("worker") == {"worker": 0}
        site.start("worker")
        people.join()
    return by_the_old
