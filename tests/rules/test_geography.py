"""Districts, courts and postcodes."""

from collections import Counter

import pytest

from applications.rules.choices import District
from applications.rules.geography import (
    COURT_ADDRESSES,
    DISTRICTS,
    Court,
    PostcodeStanding,
    Region,
    court_of,
    normal_postcode,
    standing_of,
)


@pytest.mark.parametrize(
    "postcode",
    [
        "34117",
        "37269",
        "55246",
        "55252",
        "63450",
        "64760",
        "68519",
        "69239",
        "69518",
        "61169",
        "34127",
        "35576",
        "65627",
    ],
)
def test_postcode_in_hesse(postcode: str) -> None:
    assert standing_of(postcode) == PostcodeStanding.HESSIAN


@pytest.mark.parametrize("postcode", ["34355", "59969", "64754", "65391", "69412", "69434"])
def test_postcode_of_two_states(postcode: str) -> None:
    assert standing_of(postcode) == PostcodeStanding.SHARED


@pytest.mark.parametrize(
    "postcode",
    [
        "34346",
        "34414",
        "36404",
        "55116",
        "63739",
        "65558",
        "65582",
        "65623",
        "68309",
        "68526",
        "69469",
        "97772",
        "01067",
    ],
)
def test_postcode_outside(postcode: str) -> None:
    assert standing_of(postcode) == PostcodeStanding.OUTSIDE


@pytest.mark.parametrize("text", ["6031", "603111", "6O311", "٦٠٣١١", ""])
def test_no_postcode_is_outside_but_no_error(text: str) -> None:
    assert normal_postcode(text) is None
    assert standing_of(text) == PostcodeStanding.OUTSIDE


def test_blanks_in_a_postcode_do_not_matter() -> None:
    assert normal_postcode(" 61 169 ") == "61169"


def test_26_districts_with_their_regions() -> None:
    assert set(DISTRICTS) == set(District) - {District.OUTSIDE}
    assert len({facts.key for facts in DISTRICTS.values()}) == 26
    assert Counter(facts.region for facts in DISTRICTS.values()) == {
        Region.DARMSTADT: 14,
        Region.GIESSEN: 5,
        Region.KASSEL: 7,
    }


@pytest.mark.parametrize(
    ("court", "districts"),
    [
        (Court.DARMSTADT, "DA OF HP DAD GG ERB OFL"),
        (Court.FRANKFURT, "F HG MKK MTK"),
        (Court.GIESSEN, "GI LDK MR VB FB"),
        (Court.KASSEL, "KS FD HEF KSL HR WA ESW"),
        (Court.WIESBADEN, "WI LM RUD XX"),
    ],
)
def test_court_follows_the_district(court: Court, districts: str) -> None:
    own = {district.value for district in District if court_of(district) == court}

    assert own == set(districts.split())


@pytest.mark.parametrize("court", Court)
def test_address_of_a_court_lies_at_its_seat(court: Court) -> None:
    street, town = COURT_ADDRESSES[court].split(", ")

    assert any(character.isdigit() for character in street)
    assert town[:6].strip().isdigit()
    assert town[6:] == court
    assert standing_of(town[:5]) == PostcodeStanding.HESSIAN
