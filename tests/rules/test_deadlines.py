"""The deadline to the instant, and what pages say about it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from applications.rules.deadlines import DeadlineState, deadline_notice, is_late, lateness
from applications.rules.periods import BERLIN
from tests.rules.support import document, draft, found, outcomes

OPENS = datetime(2019, 11, 26, 23, 0, tzinfo=UTC)
CLOSES = datetime(2020, 1, 31, 23, 0, tzinfo=UTC)


def test_last_instant_and_first_late_instant() -> None:
    last = datetime(2020, 1, 31, 22, 59, 59, 999999, tzinfo=UTC)

    assert not is_late(last, CLOSES)
    assert is_late(CLOSES, CLOSES)
    assert lateness(last, CLOSES) == timedelta()
    assert lateness(CLOSES + timedelta(minutes=2), CLOSES) == timedelta(minutes=2)
    assert f"{last.astimezone(BERLIN):%d.%m.%Y %H:%M:%S %Z}" == "31.01.2020 23:59:59 CET"


@pytest.mark.parametrize(
    ("received_at", "expected"),
    [
        ("2020-01-31T22:59:59Z", ("passed", "in_time")),
        ("2020-01-31T22:59:59.999999Z", ("passed", "in_time")),
        ("2020-01-31T23:00:00Z", ("to_clarify", "received")),
    ],
)
def test_rule_of_the_deadline(received_at: str, expected: tuple[str, str]) -> None:
    assert outcomes({**document(), "received_at": received_at}, "FR-01") == [expected]


def test_draft_is_late_after_the_last_day() -> None:
    assert outcomes(draft(), "FR-01", date(2020, 1, 31)) == [("passed", "in_time")]
    assert outcomes(draft(), "FR-01", date(2020, 2, 1)) == [("to_clarify", "draft")]


def test_finding_says_how_late() -> None:
    whole = {**document(), "received_at": "2020-01-31T23:02:30Z"}

    assert found(whole, "FR-01")[0].values["late_seconds"] == 150


@pytest.mark.parametrize(
    ("at", "state", "days_left"),
    [
        (datetime(2019, 11, 20, 12, tzinfo=UTC), DeadlineState.NOT_OPEN, 72),
        (datetime(2020, 1, 16, 12, tzinfo=UTC), DeadlineState.FAR, 15),
        (datetime(2020, 1, 17, 12, tzinfo=UTC), DeadlineState.NEAR, 14),
        (datetime(2020, 1, 20, 9, tzinfo=UTC), DeadlineState.NEAR, 11),
        (datetime(2020, 1, 27, 12, tzinfo=UTC), DeadlineState.NEAR, 4),
        (datetime(2020, 1, 28, 12, tzinfo=UTC), DeadlineState.CLOSE, 3),
        (datetime(2020, 1, 30, 22, 59, tzinfo=UTC), DeadlineState.CLOSE, 1),
        (datetime(2020, 1, 30, 23, 0, tzinfo=UTC), DeadlineState.LAST_DAY, 0),
        (datetime(2020, 1, 31, 22, 59, 59, tzinfo=UTC), DeadlineState.LAST_DAY, 0),
        (CLOSES, DeadlineState.OVER, 0),
    ],
)
def test_what_pages_say(at: datetime, state: DeadlineState, days_left: int) -> None:
    notice = deadline_notice(at=at, opens_at=OPENS, closes_at=CLOSES)

    assert (notice.state, notice.days_left) == (state, days_left)
    assert notice.last_day == date(2020, 1, 31)
    assert notice.opens_on == date(2019, 11, 27)
    assert not notice.is_extended


def test_extended_deadline_is_marked() -> None:
    notice = deadline_notice(
        at=CLOSES,
        opens_at=OPENS,
        closes_at=CLOSES + timedelta(days=5),
        closed_originally_at=CLOSES,
    )

    assert notice.is_extended
    assert notice.state == DeadlineState.NEAR


@pytest.mark.parametrize(
    ("closes_at", "last_second"),
    [
        # The clocks go forward at 2:00 on 29 March and back at 3:00 on 25 October 2020.
        (datetime(2020, 3, 28, 23, 0, tzinfo=UTC), "28.03.2020 23:59:59 CET"),
        (datetime(2020, 3, 29, 22, 0, tzinfo=UTC), "29.03.2020 23:59:59 CEST"),
        (datetime(2020, 10, 24, 22, 0, tzinfo=UTC), "24.10.2020 23:59:59 CEST"),
        (datetime(2020, 10, 25, 23, 0, tzinfo=UTC), "25.10.2020 23:59:59 CET"),
    ],
)
def test_midnight_in_berlin_also_when_the_clocks_change(
    closes_at: datetime, last_second: str
) -> None:
    """Journeys E1 10, goal G20."""
    last = closes_at - timedelta(microseconds=1)

    assert f"{last.astimezone(BERLIN):%d.%m.%Y %H:%M:%S %Z}" == last_second
    assert (is_late(last, closes_at), is_late(closes_at, closes_at)) == (False, True)
    notice = deadline_notice(at=last, opens_at=OPENS, closes_at=closes_at)
    assert (notice.state, notice.days_left) == (DeadlineState.LAST_DAY, 0)
    assert f"{notice.last_day:%d.%m.%Y}" == last_second.split()[0]
