"""The breaches that `make mutations` plants fit the code and the catalogue."""

import pytest

from tests.assurance.catalogue import IDS
from tests.assurance.mutation import Mutation
from tests.assurance.mutations import MUTATIONS
from tests.support import sources
from tests.support.named_tests import missing_tests

# Promises that never go; each is broken on purpose at least once.
CORE = {
    *("AUTH-03", "AUTH-04", "AUTH-08", "ACC-01", "ACC-02", "ACC-06", "ACC-07", "INP-03", "UPL-01"),
    *("UPL-04", "UPL-07", "OUT-03", "OUT-06", "HDR-01", "LOG-02", "LOG-03", "SUB-01"),
    *("SUB-02", "SUB-03", "SUB-05", "SUB-09", "CON-01", "CON-07"),
}


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.breach)
def test_text_to_break_stands_once_in_its_file(mutation: Mutation) -> None:
    assert (sources.ROOT / mutation.file).read_text().count(mutation.old) == 1
    assert mutation.old != mutation.new


def test_tests_of_every_breach_exist() -> None:
    assert missing_tests({mutation.breach: mutation.tests for mutation in MUTATIONS}) == []
    assert [mutation.breach for mutation in MUTATIONS if not mutation.tests] == []


def test_breaches_have_names_of_their_own_and_known_requirements() -> None:
    assert len({mutation.breach for mutation in MUTATIONS}) == len(MUTATIONS)
    assert CORE <= {mutation.requirement for mutation in MUTATIONS} <= set(IDS)
