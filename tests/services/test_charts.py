"""Where things stand in the charts of „Heute“."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from applications.rules.choices import District
from applications.services import charts

OPENS, CLOSES = date(2019, 11, 27), date(2020, 1, 31)


def _budget(awarded, proposed, undecided, budget="400000.00"):
    parts = {"awarded": awarded, "proposed": proposed, "undecided": undecided}
    return charts.budget_bar(
        budget_eur=Decimal(budget),
        parts_eur={name: Decimal(amount) for name, amount in parts.items()},
    )


def test_money_within_the_budget_leaves_room_before_the_line():
    bar = _budget("100000.00", "40000.00", "60000.00")

    assert [(one.name, one.start, one.width) for one in bar.segments] == [
        ("awarded", "0.00%", "25.00%"),
        ("proposed", "25.00%", "10.00%"),
        ("undecided", "35.00%", "15.00%"),
    ]
    assert (bar.limit, bar.anchor) == ("100.00%", "end")


def test_more_than_the_budget_moves_the_line_into_the_bar():
    bar = _budget("100000.00", "100000.00", "800000.00")

    assert (bar.limit, bar.anchor) == ("40.00%", "start")
    assert bar.segments[-1].width == "80.00%"


def test_round_without_money_draws_nothing():
    bar = _budget("0.00", "0.00", "0.00", budget="0.00")

    assert {segment.width for segment in bar.segments} == {"0.00%"}


@pytest.mark.parametrize(
    ("amount", "expected"), [("1148300", "2.9"), ("401000", "1.0"), ("420000", "1.1")]
)
def test_times_the_budget(amount, expected):
    assert charts.times(Decimal(amount), Decimal(400000)) == Decimal(expected)


def test_arrivals_stand_on_their_day_and_the_line_ends_at_the_top():
    counts = {OPENS: 1, CLOSES: 3}
    chart = charts.arrival_chart(counts=counts, opens_on=OPENS, closes_on=CLOSES)
    first, last = chart.columns

    assert (first.height, last.height) == ("66.7", "200.0")
    assert (first.total, last.total) == (1, 4)
    assert float(last.x) + float(last.width) <= charts.ARRIVALS_WIDTH
    assert chart.line.split()[-1].endswith(",0.0")
    assert (chart.deadline, chart.anchor) == ("100.00%", "end")


def test_late_arrivals_stretch_the_days_beyond_the_deadline():
    late = CLOSES + timedelta(days=66)
    chart = charts.arrival_chart(counts={late: 2}, opens_on=OPENS, closes_on=CLOSES)

    assert (chart.deadline, chart.last_day) == ("50.00%", late)


def test_nothing_arrived_yet():
    chart = charts.arrival_chart(counts={}, opens_on=OPENS, closes_on=CLOSES)

    assert (chart.columns, chart.line, chart.total) == ((), "", 0)


def test_map_has_every_district_once_in_its_own_place():
    tile_map = charts.tile_map({"KS": 8, "F": 2})

    assert {tile.district for tile in tile_map.tiles} == set(District) - {District.OUTSIDE}
    assert len({(tile.x, tile.y) for tile in tile_map.tiles}) == len(tile_map.tiles) == 26
    assert all(tile.x + tile_map.side <= tile_map.width for tile in tile_map.tiles)
    assert all(tile.y + tile_map.side <= tile_map.height for tile in tile_map.tiles)
    shades = {tile.district: tile.shade for tile in tile_map.tiles}
    assert (shades["KS"], shades["F"], shades["WI"]) == (4, 1, 0)


@pytest.mark.parametrize("highest", range(12))
def test_legend_means_what_the_shades_show(highest):
    legend = charts.legend_of(highest)
    told = {count: step.shade for step in legend for count in range(step.lowest, step.highest + 1)}

    assert told == {count: charts.shade_of(count, highest) for count in range(1, highest + 1)}
