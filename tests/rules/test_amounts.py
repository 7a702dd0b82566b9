"""Amounts and hours as people write them."""

from decimal import Decimal

import pytest

from applications.rules.money import (
    NotAnAmount,
    format_eur,
    format_eur_in_text,
    parse_eur,
    parse_hours,
    parse_rate,
    round_down,
    round_eur,
)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1234", "1234.00"),
        ("1234,5", "1234.50"),
        ("1.234", "1234.00"),
        ("1.234,50", "1234.50"),
        ("1 234,50 €", "1234.50"),
        ("1\u00a0234,50\u00a0€", "1234.50"),
        ("1\u202f234", "1234.00"),
        ("  450 Euro ", "450.00"),
        ("450,00 EUR", "450.00"),
        ("0", "0.00"),
        ("1.234.567,89", "1234567.89"),
        ("007", "7.00"),
    ],
)
def test_amount_is_read(text: str, amount: str) -> None:
    assert parse_eur(text) == Decimal(amount)
    assert parse_eur(text).as_tuple().exponent == -2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "€",
        "1,234.50",
        "1.23",
        "1.2345",
        "12345.678",
        "1.234 567",
        "1_000",
        "1e3",
        "-5",
        "+5",
        "1,234",
        "1,",
        ",5",
        "٤٥٠",
        "４５０",
        "NaN",
        "Infinity",
        "12345678901",
        "4 5 0",
    ],
)
def test_amount_is_refused(text: str) -> None:
    with pytest.raises(NotAnAmount):
        parse_eur(text)


def test_hours_take_no_currency() -> None:
    assert parse_hours("19,5") == Decimal("19.50")
    with pytest.raises(NotAnAmount):
        parse_hours("40 Euro")


def test_values_of_the_law_have_up_to_four_decimals() -> None:
    assert parse_rate("0,0625") == Decimal("0.0625")
    assert parse_rate(" 9,35 ") == Decimal("9.3500")
    with pytest.raises(NotAnAmount):
        parse_rate("0,06251")


def test_rounding_is_half_up_and_cutting_is_down() -> None:
    assert round_eur(Decimal("0.855")) == Decimal("0.86")
    assert round_eur(Decimal("0.845")) == Decimal("0.85")
    assert round_down(Decimal("8.6599")) == Decimal("8.65")


def test_amounts_are_written_in_german() -> None:
    assert format_eur(Decimal("8361.62")) == "8.361,62\u00a0€"
    assert format_eur_in_text(Decimal("10200.00")) == "10.200 Euro"
    assert format_eur_in_text(Decimal("8.65")) == "8,65 Euro"
