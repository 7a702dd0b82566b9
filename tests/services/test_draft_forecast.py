"""What the drafts of an open round let the staff expect, without anybody's name."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from applications.rules.draft_forecast import Stage
from applications.services.draft_forecast import forecast_of
from tests import factories

pytestmark = pytest.mark.django_db

AT = datetime(2020, 1, 28, 9, 0, tzinfo=UTC)


def test_counts_drafts_by_stage_and_the_share_that_was_sent():
    funding_round = factories.make_round()
    factories.make_complete_draft()
    factories.make_draft()
    factories.make_draft(at=AT)
    factories.make_submitted()

    found = forecast_of(funding_round, at=AT)

    assert dict(found.stages) == {Stage.BEGUN: 2, Stage.UNDERWAY: 0, Stage.NEARLY_DONE: 1}
    # Begun ten days ago: two drafts and the application that was sent.
    assert (found.old_sent, found.old_count, found.low_count) == (1, 3, 1)
    assert found.low_eur == 2 * Decimal("8361.62")
    assert found.high_eur == Decimal("8361.62") + 3 * Decimal("10200.00")


def test_after_the_deadline_there_is_nothing_to_expect():
    funding_round = factories.make_round()

    assert forecast_of(funding_round, at=funding_round.closes_at) is None


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(django_assert_num_queries, count):
    funding_round = factories.make_round()
    for _number in range(count):
        factories.make_draft()

    with django_assert_num_queries(2):
        forecast_of(funding_round, at=AT)
