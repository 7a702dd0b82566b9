"""Numbers of bank accounts: right and mistyped ones, how they are shown, whose they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.rules import bank_account
from applications.rules.bank_account import CountryNotServed, NotAnIban

DEMO = (
    "DE59 9999 9999 0000 0010 01",
    "DE32 9999 9999 0000 0010 02",
    "DE05 9999 9999 0000 0010 03",
)
# The examples of the registry, of all kinds of structures.
ABROAD = (
    "AT61 1904 3002 3457 3201",
    "BE68 5390 0754 7034",
    "BG80 BNBG 9661 1020 3456 78",
    "CH93 0076 2011 6238 5295 7",
    "ES91 2100 0418 4502 0005 1332",
    "FR14 2004 1010 0505 0001 3M02 606",
    "GB29 NWBK 6016 1331 9268 19",
    "GR16 0110 1250 0000 0001 2300 695",
    "IT60 X054 2811 1010 0000 0123 456",
    "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
    "NL91 ABNA 0417 1643 00",
    "NO93 8601 1117 947",
    "PL61 1090 1014 0000 0712 1981 2874",
    "RO49 AAAA 1B31 0075 9384 0000",
    "SE45 5000 0000 0583 9825 7466",
)


@pytest.mark.parametrize("text", [*DEMO, *ABROAD, "DE89 3704 0044 0532 0130 00"])
def test_right_numbers_are_taken_and_written_in_groups(text: str) -> None:
    number = bank_account.normal_iban(text)
    assert number == text.replace(" ", "")
    assert bank_account.grouped(number) == text
    assert bank_account.is_foreign(number) == (not text.startswith("DE"))


@pytest.mark.parametrize(
    "text",
    [
        "de59 9999 9999 0000 0010 01",
        " DE59  9999\u00a09999 0000 001001 ",
        "DE59999999990000001001",
        "D E 5 9 9 9 9 9 9 9 9 9 0 0 0 0 0 0 1 0 0 1",
    ],
)
def test_blanks_and_small_letters_do_not_matter(text: str) -> None:
    assert bank_account.normal_iban(text) == "DE59999999990000001001"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "DE",
        "DE59",
        "DE00 3704 0044 0532 0130 00",
        "DE59 9999 9999 0000 0010 10",
        "DE59 9999 9999 0000 0010 0",
        "DE59 9999 9999 0000 0010 011",
        "DE59 9999 9999 0000 OO10 01",
        "DЕ59 9999 9999 0000 0010 01",  # a Cyrillic letter
        "DE59 9999 9999 0000 0010 0١",  # an Arabic digit
        "ＤE59 9999 9999 0000 0010 01",
        "DE59-9999-9999-0000-0010-01",
        "GB29 6016 NWBK 1331 9268 19",
        "XX59 9999 9999 0000 0010 01",
        "1" * 500,
    ],
)
def test_mistyped_numbers_are_refused(text: str) -> None:
    with pytest.raises(NotAnIban):
        bank_account.normal_iban(text)


@pytest.mark.parametrize("text", ["TR33 0006 1005 1978 6457 8413 26", "SA0380000000608010167519"])
def test_countries_without_transfers_are_told_apart(text: str) -> None:
    with pytest.raises(CountryNotServed):
        bank_account.normal_iban(text)


def test_every_country_of_the_union_is_served() -> None:
    union = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"

    assert len(union.split()) == 27
    assert set(union.split()) <= bank_account.COUNTRIES
    assert not {"TR", "SA", "US", "RU", "BR", "UA"} & bank_account.COUNTRIES


@pytest.mark.parametrize("text", ["DE01", "DE99", "DE00"])
def test_check_digits_that_no_bank_gives_are_refused(text: str) -> None:
    """For each of them there is an account whose division comes out right."""
    for account in range(98):
        number = f"{text}{account:018}"
        assert not bank_account.has_right_check_digits(number)


@given(st.sampled_from(DEMO + ABROAD), st.data())
def test_one_mistyped_digit_or_two_swapped_ones_are_found(text: str, data: st.DataObject) -> None:
    number = text.replace(" ", "")
    digits = [place for place in range(4, len(number)) if number[place - 1 : place + 1].isdigit()]
    place = data.draw(st.sampled_from(digits))
    other = data.draw(st.sampled_from("0123456789"))
    changed = number[:place] + other + number[place + 1 :]
    swapped = number[: place - 1] + number[place] + number[place - 1] + number[place + 1 :]
    for typed in {changed, swapped} - {number}:
        with pytest.raises(NotAnIban):
            bank_account.normal_iban(typed)


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        number = bank_account.normal_iban(text)
    except (NotAnIban, CountryNotServed):
        return
    assert number[:2] in bank_account.COUNTRIES


@given(st.sampled_from(DEMO + ABROAD))
def test_only_the_last_four_signs_are_shown(text: str) -> None:
    number = text.replace(" ", "")
    shown = bank_account.masked(number).replace(" ", "")
    assert (shown[:2], shown[-4:], len(shown)) == (number[:2], number[-4:], len(number))
    assert set(shown[2:-4]) == {"•"}


def test_a_masked_number_is_written_like_the_real_one() -> None:
    assert bank_account.masked("DE59999999990000001001") == "DE•• •••• •••• •••• ••10 01"


@pytest.mark.parametrize(
    ("holder", "association"),
    [
        ("Frauennetz Usaufer e. V.", "Frauennetz Usaufer e.V."),
        ("FRAUENNETZ USAUFER EV", "Frauennetz Usaufer e. V."),
        ("Frauennetz  Usaufer", "Frauennetz Usaufer eingetragener Verein"),
        ("Bruecke Koeln e.V.", "Brücke Köln e. V."),
        ("BRÜCKE KÖLN", "Bru\u0308cke Ko\u0308ln e. V."),
        ("Strasse der Kulturen", "Straße der Kulturen e. V."),
        ("Lycee Francais", "Lycée Français"),
        ("Frauen-Netz, Usaufer", "Frauen Netz Usaufer"),
    ],
)
def test_ways_of_writing_a_name_do_not_matter(holder: str, association: str) -> None:
    assert bank_account.holder_fits(holder, association=association)


@pytest.mark.parametrize(
    ("holder", "association"),
    [
        ("Rania Haddad", "Frauennetz Usaufer e. V."),
        ("Frauennetz", "Frauennetz Usaufer e. V."),
        ("e. V.", "e. V."),
        ("", ""),
        ("Муза", "Muza"),
    ],
)
def test_other_names_do_not_fit(holder: str, association: str) -> None:
    assert not bank_account.holder_fits(holder, association=association)
