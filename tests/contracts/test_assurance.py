"""Every requirement of the assurance catalogue has its row, and what holds has its tests."""

from tests.assurance.catalogue import IDS, NOT_DUE, ROWS
from tests.assurance.requirement import Priority, State
from tests.support.named_tests import missing_tests


def test_every_requirement_has_one_row() -> None:
    assert [row.id for row in ROWS] == list(IDS)


def test_what_is_due_is_marked_so() -> None:
    assert {row.id for row in ROWS if row.priority != Priority.MUST} == NOT_DUE


def test_what_must_hold_names_its_tests() -> None:
    silent = [
        row.id
        for row in ROWS
        if not row.tests and (row.state == State.HOLDS or row.priority == Priority.MUST)
    ]

    assert silent == []


def test_what_does_not_hold_says_why() -> None:
    assert [row.id for row in ROWS if row.state != State.HOLDS and not row.reason] == []


def test_nothing_due_is_put_off() -> None:
    put_off = [row.id for row in ROWS if row.state == State.LATER]

    assert set(put_off) <= NOT_DUE


def test_named_tests_exist() -> None:
    assert missing_tests({row.id: row.tests for row in ROWS}) == []
