"""The clock steps back an hour: numbers go on, the log stays a chain (DUR-08)."""

import pytest

from tests.faults.clients import drafts_of, send
from tests.faults.conftest import MakeSite
from tests.faults.ledger import TOLD, Ledger, compare

pytestmark = pytest.mark.faults


@pytest.mark.parametrize("prepared", ["SQLite"], indirect=True)
def test_numbers_go_on_when_the_clock_steps_back(make_site: MakeSite, ledger: Ledger) -> None:
    site = make_site()
    first, second, again = drafts_of(site.inside("fill", 3))
    site.start("web")
    send(site.port, first, ledger)
    # Processes ask for the offset once: the machine's clock would reach them at once.
    site.terminate("web")
    site.inside("later", -60)
    site.start("web")
    for draft in (second, first, again):
        assert send(site.port, draft, ledger).status == 302
    verdict = compare(ledger, site.inside("examine"))

    assert (verdict.lost, verdict.doubled, verdict.torn) == ([], [], [])
    numbers = [row["reference"][9:13] for row in ledger.lines(TOLD)]
    assert numbers == ["0001", "0002", "0001", "0003"]
