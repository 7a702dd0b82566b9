"""Killed at any moment: whatever was acknowledged is stored once and whole (DUR-01)."""

import os
import random
import time
from collections import Counter

import pytest

from tests.faults.clients import Draft, crowd, drafts_of
from tests.faults.conftest import MakeSite
from tests.faults.figures import Figures
from tests.faults.ledger import ACKNOWLEDGED, Ledger, Verdict, compare
from tests.faults.looking import waiting
from tests.faults.site import Site
from tests.faults.smtp_sink import smtp_sink
from tests.faults.waiting import wait_until

pytestmark = pytest.mark.faults

ROUNDS = int(os.environ.get("ROUNDS", "2"))
DRAFTS_A_ROUND = 6
# From the first answer of a round to the kill.
LONGEST_SECONDS = 1.5


def test_whatever_was_acknowledged_outlives_every_crash(
    make_site: MakeSite, ledger: Ledger, figures: Figures
) -> None:
    with smtp_sink() as sink:
        site = make_site(EMAIL_URL=sink.url)
        drafts = drafts_of(site.inside("fill", ROUNDS * DRAFTS_A_ROUND))
        down = [_crash(site, drafts, ledger) for _round in range(ROUNDS)]
        verdict = compare(ledger, site.inside("examine"))
        site.start()
        with crowd(site.port, drafts, ledger) as people:
            people.join()
        final = _settled(site, ledger)
        mails = Counter(sink.ids())

    assert (verdict.lost, verdict.doubled, verdict.torn) == ([], [], [])
    assert ledger.codes(ACKNOWLEDGED) == {draft.code for draft in drafts}
    assert (final.lost, final.doubled, final.torn) == ([], [], [])
    assert len(mails) == len(drafts)
    figures.add(
        "Killed, all processes at once",
        site.database.kind,
        final,
        rounds=ROUNDS,
        back_s=max(down),
        remark=f"mails that came twice, as the same: {sum(mails.values()) - len(mails)}",
    )


def _crash(site: Site, drafts: list[Draft], ledger: Ledger) -> float:
    """Start, send, kill at random; return the seconds from the start to the first page."""
    began = time.monotonic()
    site.start()
    seconds = time.monotonic() - began
    done = ledger.codes(ACKNOWLEDGED)
    waiting = [draft for draft in drafts if draft.code not in done]
    with crowd(site.port, waiting, ledger) as people:
        people.wait_for(1)
        time.sleep(random.uniform(0, LONGEST_SECONDS))
        site.kill()
    site.database.start()
    return seconds


def _settled(site: Site, ledger: Ledger) -> Verdict:
    """Let everything be done that crashes have left undone, and compare once more."""
    site.inside("later", 60, "--failed")
    wait_until(lambda: not any(waiting(site).values()), seconds=1200)
    return compare(ledger, site.inside("examine"))
