"""How long what is kept, and when a team hears that something goes."""

from datetime import UTC, date, datetime, timedelta

import pytest

from applications.rules.lifecycle import State
from applications.rules.retention import (
    RULES,
    Clock,
    Kind,
    case_kept_until,
    day_to_announce,
    draft_deletion_day,
    is_due,
)

JULY = date(2020, 7, 31)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def test_every_kind_has_a_period() -> None:
    assert RULES.keys() == set(Kind)


def test_periods_are_counted_in_their_own_time() -> None:
    business, real = datetime(2020, 2, 3, tzinfo=UTC), datetime(2026, 2, 3, tzinfo=UTC)

    for kind, rule in RULES.items():
        begin = business if rule.clock == Clock.BUSINESS else real
        assert rule.latest(business=business, real=real) == begin - rule.kept_for, kind
    assert RULES[Kind.UNCONFIRMED_ACCOUNTS].kept_for == timedelta(days=7)


@pytest.mark.parametrize(
    ("last_day", "months", "deleted_on"),
    [
        ("2020-01-31", 6, "2020-07-31"),
        ("2020-08-31", 6, "2021-02-28"),
        ("2019-08-31", 6, "2020-02-29"),
        ("2020-12-15", 1, "2021-01-15"),
    ],
)
def test_drafts_go_months_after_the_deadline(last_day: str, months: int, deleted_on: str) -> None:
    assert draft_deletion_day(last_day=day(last_day), months=months) == day(deleted_on)


@pytest.mark.parametrize(
    ("state", "kept_until"),
    [
        (State.WITHDRAWN, date(2030, 12, 31)),
        (State.REJECTED, date(2030, 12, 31)),
        (State.REVOKED, date(2030, 12, 31)),
        # An award is over with its proof of use.
        (State.AWARDED, date(2031, 12, 31)),
        (State.UNDER_REVIEW, None),
        (State.WAITING, None),
        (State.DRAFT, None),
    ],
)
def test_a_case_is_kept_to_the_end_of_a_year(state: State, kept_until: date | None) -> None:
    assert kept_until == case_kept_until(
        state=state, changed_on=date(2020, 4, 2), proof_due_on=date(2021, 3, 31), years=10
    )


@pytest.mark.parametrize(
    ("today", "told", "announced"),
    [
        ("2020-06-30", None, None),
        ("2020-07-01", None, "2020-07-31"),
        ("2020-07-31", None, "2020-07-31"),
        # The timer did not run: the team gets its whole month from now.
        ("2020-08-01", None, "2020-08-31"),
        # Told already: who came later hears of the same day.
        ("2020-07-10", "2020-07-31", "2020-07-31"),
        ("2020-08-10", "2020-08-31", "2020-08-31"),
        ("2020-09-01", "2020-08-31", None),
        # The deadline was moved, so the day moved, too.
        ("2020-07-10", "2020-07-15", "2020-07-31"),
    ],
)
def test_the_team_hears_of_the_day(today: str, told: str | None, announced: str | None) -> None:
    found = day_to_announce(today=day(today), due_on=JULY, told=day(told))
    assert found == day(announced)


@pytest.mark.parametrize(
    ("today", "told", "has_readers", "goes"),
    [
        ("2020-07-30", "2020-07-31", True, False),
        ("2020-07-31", "2020-07-31", True, True),
        ("2020-07-31", None, True, False),
        ("2020-07-31", None, False, True),
        ("2020-07-30", None, False, False),
        ("2020-08-10", "2020-08-31", True, False),
        # Told of an earlier day, before the period grew.
        ("2020-07-31", "2020-07-15", True, False),
    ],
)
def test_nothing_goes_untold(today: str, told: str | None, has_readers: bool, goes: bool) -> None:
    found = is_due(today=day(today), due_on=JULY, told=day(told), has_readers=has_readers)
    assert found is goes
