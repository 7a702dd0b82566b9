"""The database goes away under load: our page asks to wait, and all goes on by itself (DUR-02)."""

import os
import time

import pytest

from tests.faults.clients import ask, crowd, drafts_of
from tests.faults.conftest import MakeSite
from tests.faults.figures import Figures
from tests.faults.ledger import ACKNOWLEDGED, REFUSED, Ledger, compare
from tests.faults.looking import waiting
from tests.faults.site import Site
from tests.faults.waiting import wait_until

pytestmark = pytest.mark.faults

RESTARTS = int(os.environ.get("RESTARTS", "1"))
DRAFTS_A_RESTART = 8
BACK_WITHIN_SECONDS = 10


@pytest.mark.parametrize("prepared", ["PostgreSQL"], indirect=True)
def test_database_restarts_under_load(
    make_site: MakeSite, ledger: Ledger, figures: Figures
) -> None:
    site = make_site()
    drafts = drafts_of(site.inside("fill", 2 * RESTARTS * DRAFTS_A_RESTART))
    site.start()
    back = []
    with crowd(site.port, drafts, ledger) as people:
        for number, mode in enumerate(["fast", "immediate"] * RESTARTS):
            people.wait_for((number + 1) * DRAFTS_A_RESTART // 2)
            back.append(_restart(site, mode))
        people.join()
    assert site.runs("web")
    assert site.runs("worker")
    wait_until(lambda: waiting(site)["documents"] < len(drafts))
    verdict = compare(ledger, site.inside("examine"))

    refused = ledger.lines(REFUSED)
    assert [row for row in refused if not row["clean"]] == []
    assert refused
    assert ledger.codes(ACKNOWLEDGED) == {draft.code for draft in drafts}
    assert (verdict.lost, verdict.doubled, verdict.torn) == ([], [], [])
    assert max(back) < BACK_WITHIN_SECONDS
    figures.add(
        "Database restarted under load, fast and immediate in turn",
        site.database.kind,
        verdict,
        rounds=len(back),
        back_s=max(back),
        remark=f"{len(refused)} answers meanwhile, all of them our 503 page",
    )


def _restart(site: Site, mode: str) -> float:
    """Restart the database; return the seconds from its first answer to a whole page of ours."""
    site.database.stop(mode)
    wait_until(lambda: ask(site.port, "GET", "/").status == 503)
    site.database.start()
    began = time.monotonic()
    wait_until(lambda: ask(site.port, "GET", "/").status == 200)
    return time.monotonic() - began
