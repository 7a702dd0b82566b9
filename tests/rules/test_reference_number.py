"""Reference numbers and their check digits."""

import pytest

from applications.rules import reference_number
from applications.rules.reference_number import NotAReferenceNumber, WrongCheckDigits

PREFIX = "WIR-2020"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "WIR-2020-0001-69"),
        (7, "WIR-2020-0007-51"),
        (30, "WIR-2020-0030-79"),
        (36, "WIR-2020-0036-61"),
        (42, "WIR-2020-0042-43"),
        (50, "WIR-2020-0050-19"),
        (118, "WIR-2020-0118-09"),
        (317, "WIR-2020-0317-91"),
    ],
)
def test_number_is_written_and_read(number: int, text: str) -> None:
    assert reference_number.format(PREFIX, number) == text
    assert reference_number.parse(text, PREFIX).number == number
    assert str(reference_number.parse(text, PREFIX)) == text


@pytest.mark.parametrize(
    "text",
    [
        "wir2020004243",
        " WIR 2020 0042 43 ",
        "WIR–2020–0042–43",
        "0042-43",
        "004243",
    ],
)
def test_reading_is_tolerant(text: str) -> None:
    assert reference_number.parse(text, PREFIX).number == 42


@pytest.mark.parametrize("text", ["", "WIR-2021-0042-43", "42-43", "WIR-2020-42-43", "WIR"])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(NotAReferenceNumber):
        reference_number.parse(text, PREFIX)
    assert not reference_number.check(text, PREFIX)


def test_wrong_check_digits_bring_a_suggestion() -> None:
    with pytest.raises(WrongCheckDigits) as caught:
        reference_number.parse("WIR-2020-0042-44", PREFIX)

    assert caught.value.suggestion == "WIR-2020-0042-43"
    assert not reference_number.check("WIR-2020-0042-44", PREFIX)
    assert reference_number.check("WIR-2020-0042-43", PREFIX)


def test_every_single_wrong_digit_is_found() -> None:
    right = "0042" + reference_number.check_digits(PREFIX, 42)
    wrong = [
        right[:place] + digit + right[place + 1 :]
        for place in range(len(right))
        for digit in "0123456789"
        if digit != right[place]
    ]

    assert not [text for text in wrong if reference_number.check(text, PREFIX)]


def test_number_above_9999_and_letters_in_the_prefix() -> None:
    long = reference_number.format("WIR-2021B", 12345)

    assert long.startswith("WIR-2021B-12345-")
    assert reference_number.parse(long.lower(), "WIR-2021B").number == 12345
    assert reference_number.check_digits("WIR-2021B", 1) != reference_number.check_digits(
        "WIR-2021", 1
    )


@pytest.mark.parametrize(("text", "fits"), [("WIR-2020", True), ("wir", False), ("A--B", False)])
def test_prefix(text: str, fits: bool) -> None:
    assert reference_number.is_prefix(text) is fits
