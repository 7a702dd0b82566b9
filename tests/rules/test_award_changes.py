"""What may become of an award: never more, never outside of the period of its round."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.rules.award_changes import (
    AwardChangeKind,
    ChangeBasis,
    ChangeNotAllowed,
    check_change,
    check_new_period,
    freed_eur,
)
from applications.rules.decisions import NOTHING, GrantAmounts
from applications.rules.periods import Period

FULL = GrantAmounts(micro_project_eur=Decimal("3000.00"), minijob_eur=Decimal("5361.62"))
YEAR = Period.of_days(date(2020, 1, 1), date(2020, 12, 31))
DAYS = st.dates(date(2019, 11, 1), date(2021, 2, 28))


def revoke(after: GrantAmounts) -> None:
    check_change(
        AwardChangeKind.REVOCATION,
        basis=ChangeBasis.UNLAWFUL,
        before=FULL,
        after=after,
        is_period_changed=False,
        heard="Der Verein hat sich geäußert.",
    )


def test_a_revocation_leaves_nothing() -> None:
    revoke(NOTHING)

    with pytest.raises(ChangeNotAllowed, match="something_left"):
        revoke(FULL)
    assert freed_eur(before=FULL, after=NOTHING) == Decimal("8361.62")


@given(first=DAYS, last=DAYS)
def test_a_new_period_lies_in_that_of_the_round(first: date, last: date) -> None:
    fits = date(2020, 1, 1) <= first <= last <= date(2020, 12, 31)

    try:
        check_new_period(first, last, within=YEAR)
    except ChangeNotAllowed:
        assert not fits
    else:
        assert fits


def test_a_period_that_stays_is_not_judged() -> None:
    check_new_period(None, None, within=Period.of_days(date(2021, 1, 1), date(2021, 12, 31)))
