"""Many at the last minute: everybody is answered, everything acknowledged is stored (CON-05)."""

import os
import time

import pytest

from tests.faults.clients import ask, crowd, drafts_of
from tests.faults.conftest import MakeSite
from tests.faults.figures import Figures
from tests.faults.ledger import ACKNOWLEDGED, REFUSED, Ledger, compare

pytestmark = pytest.mark.faults

STORM = int(os.environ.get("STORM", "30"))
PEOPLE = 30


def test_everybody_who_sends_at_once_is_answered(
    make_site: MakeSite, ledger: Ledger, figures: Figures
) -> None:
    site = make_site()
    drafts = drafts_of(site.inside("fill", STORM))
    site.start(workers=3)
    began = time.monotonic()
    with crowd(site.port, drafts, ledger, people=PEOPLE) as people:
        people.wait_for(STORM // 2)
        meanwhile = ask(site.port, "GET", "/konto/anmelden/")
        people.join()
    seconds = time.monotonic() - began
    verdict = compare(ledger, site.inside("examine"))

    assert ledger.lines(REFUSED) == []
    assert meanwhile.status == 200
    assert ledger.codes(ACKNOWLEDGED) == {draft.code for draft in drafts}
    assert (verdict.lost, verdict.doubled, verdict.torn) == ([], [], [])
    figures.add(
        f"{PEOPLE} people at once, as fast as they are answered",
        site.database.kind,
        verdict,
        rounds=1,
        remark=f"all answered within {seconds:.0f} s, none refused",
    )
