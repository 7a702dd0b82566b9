"""The mail server refuses and hangs: applications are taken, each mail comes once (DUR-04)."""

import time
from collections import Counter

import pytest

from tests.faults.clients import drafts_of, send
from tests.faults.conftest import MakeSite
from tests.faults.figures import Figures
from tests.faults.ledger import Ledger, compare
from tests.faults.looking import jobs, mail_tries, waiting
from tests.faults.smtp_sink import HANGS, REFUSES, TAKES, smtp_sink
from tests.faults.waiting import wait_until

pytestmark = pytest.mark.faults

# Settings give up on a mail server after ten seconds; pages wait for none.
PAGE_SECONDS = 5


@pytest.mark.parametrize("prepared", ["SQLite"], indirect=True)
def test_mails_wait_and_come_once(make_site: MakeSite, ledger: Ledger, figures: Figures) -> None:
    with smtp_sink() as sink:
        site = make_site(EMAIL_URL=sink.url)
        drafts = drafts_of(site.inside("fill", 3))
        site.start()
        sink.behave(REFUSES)
        for draft in drafts[:2]:
            assert send(site.port, draft, ledger).status == 302
        wait_until(lambda: mail_tries(site) == [1, 1])
        sink.behave(HANGS)
        site.inside("later", 6)
        wait_until(sink.is_busy)
        began = time.monotonic()
        assert send(site.port, drafts[2], ledger).status == 302
        seconds = time.monotonic() - began
        wait_until(lambda: mail_tries(site) == [2, 2, 1] and not jobs(site))
        taken_meanwhile = list(sink.taken)
        sink.behave(TAKES)
        site.inside("later", 6)
        wait_until(lambda: not waiting(site)["mails"])
        site.inside("later", 60, "--failed")
        wait_until(lambda: not jobs(site))
        verdict = compare(ledger, site.inside("examine"))

    assert taken_meanwhile == []
    assert Counter(sink.ids()).most_common(1)[0][1] == 1
    assert len(sink.taken) == len(drafts)
    assert seconds < PAGE_SECONDS
    assert (verdict.lost, verdict.doubled, verdict.torn) == ([], [], [])
    figures.add(
        "Mail server refused, then hung, then took",
        site.database.kind,
        verdict,
        rounds=2,
        remark=f"sending while it hung took {seconds:.1f} s; every mail came once",
    )
