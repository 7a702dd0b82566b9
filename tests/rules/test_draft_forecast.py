"""The forecast from drafts is a range, and every number in it can be told."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from applications.rules.draft_forecast import Draft, Sent, Stage, forecast

MAXIMUM = Decimal("10200.00")
QUICK = settings(max_examples=60, deadline=None, database=None)

ages = st.integers(0, 60)
drafts = st.lists(
    st.builds(Draft, age_days=ages, saved=st.integers(0, 14), sections=st.just(14)), max_size=30
)
amounts = st.integers(0, 1_020_000).map(lambda cents: Decimal(cents).scaleb(-2))
sent = st.lists(st.builds(Sent, age_days=ages, requested_eur=amounts), max_size=30)


def draft(age_days: int, saved: int = 7) -> Draft:
    return Draft(age_days=age_days, saved=saved, sections=14)


@pytest.mark.parametrize(
    ("saved", "stage"),
    [
        (0, Stage.BEGUN),
        (4, Stage.BEGUN),
        (5, Stage.UNDERWAY),
        (11, Stage.UNDERWAY),
        (12, Stage.NEARLY_DONE),
        (14, Stage.NEARLY_DONE),
    ],
)
def test_stages_of_a_draft(saved: int, stage: Stage) -> None:
    assert draft(1, saved).stage == stage


def test_the_share_of_old_ones_that_were_sent_is_the_lower_bound() -> None:
    found = forecast(
        [draft(10), draft(7), draft(6), draft(0)],
        [Sent(age_days=20, requested_eur=Decimal(8000)), Sent(age_days=2, requested_eur=MAXIMUM)],
        maximum_eur=MAXIMUM,
    )

    assert (found.old_sent, found.old_count, found.share_percent) == (1, 3, 33)
    assert (found.low_count, found.high_count) == (1, 4)
    assert found.average_eur == Decimal("9100.00")
    assert (found.low_eur, found.high_eur) == (Decimal("27300.00"), Decimal("59000.00"))


def test_nothing_sent_yet_says_nothing_about_the_lower_bound() -> None:
    found = forecast([draft(10), draft(3)], [], maximum_eur=MAXIMUM)

    assert (found.low_eur, found.high_eur) == (0, 2 * MAXIMUM)
    assert found.share_percent == 0


@QUICK
@given(drafts=drafts, sent=sent)
def test_bounds_are_in_order_and_never_below_what_was_sent(
    drafts: list[Draft], sent: list[Sent]
) -> None:
    found = forecast(drafts, sent, maximum_eur=MAXIMUM)

    assert found.sent_eur <= found.low_eur <= found.high_eur
    assert 0 <= found.low_count <= found.high_count == len(drafts)
    assert sum(count for _stage, count in found.stages) == len(drafts)
