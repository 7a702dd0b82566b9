"""Values of a round that change what the rules say; documents without them read as before."""

from datetime import date

import pytest

from applications.rules.facts import Facts
from applications.rules.minijob_cost import cost_plan
from tests.rules.support import PARAMETERS, document, outcomes


def _round(key: str = "a1", **values):
    whole = document(key)
    whole["round"].update(values)
    return whole


@pytest.mark.parametrize(
    ("maximum", "expected"),
    [
        (8, [("blocking", "maximum")]),
        (9, [("passed", None)]),
        (12, [("passed", None)]),
    ],
)
def test_longest_time_of_the_minijob(maximum, expected):
    whole = _round(maximum_months=maximum)
    assert whole["answers"]["wage"]["months"] == 9

    assert outcomes(whole, "MJ-03") == expected


def test_rates_of_the_day_that_the_round_names():
    before = cost_plan(Facts.from_document(document()), PARAMETERS)
    whole = _round(rates_known_on="2020-12-01")
    after = cost_plan(Facts.from_document(whole), PARAMETERS)

    # The levies of October 2020 were known in December.
    assert after.total_eur > before.total_eur
    assert {row.known_from <= date(2020, 12, 1) for row in after.parameters} == {True}


def test_registration_is_wanted_or_only_noted():
    whole = _round()
    whole["answers"]["organisation"]["legal_form"] = "unregistered"
    assert outcomes(whole, "VE-07") == [("note", None)]

    whole["round"]["requires_registration"] = True
    assert outcomes(whole, "VE-07") == [("to_clarify", "unregistered")]
    whole["answers"]["organisation"]["legal_form"] = "registered"
    assert outcomes(whole, "VE-07") == [("passed", None)]


def _financed(own: str, donations: str, percent: int):
    whole = _round(minimum_own_share_percent=percent)
    items = whole["answers"]["costs"]["items"]
    whole["answers"]["costs"]["items"] = [{**items[0], "amount_eur": "1000.00"}]
    whole["answers"]["financing"] |= {
        "own_funds_eur": own,
        "donations_eur": donations,
        "other_grants_eur": "0.00",
    }
    return whole


@pytest.mark.parametrize(
    ("own", "donations", "percent", "expected"),
    [
        ("0.00", "0.00", 0, "passed"),
        ("50.00", "50.00", 10, "passed"),
        ("50.00", "49.99", 10, "to_clarify"),
        ("0.00", "0.00", 1, "to_clarify"),
    ],
)
def test_own_share(own, donations, percent, expected):
    assert [o for o, _r in outcomes(_financed(own, donations, percent), "FP-02")] == [expected]


def test_documents_without_these_values_mean_the_usual_ones():
    whole = document()
    for name in ("rates_known_on", "maximum_months", "minimum_own_share_percent"):
        whole["round"].pop(name, None)

    read = Facts.from_document(whole).round

    assert (read.rates_known_on, read.maximum_months) == (None, 12)
    assert (read.minimum_own_share_percent, read.requires_registration) == (0, False)
