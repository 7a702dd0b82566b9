"""The fields read German input strictly and answer in plain German."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms

from applications.forms.fields import (
    ChoiceField,
    ConfirmationField,
    DateField,
    DropdownField,
    EmailField,
    HoursField,
    LongTextField,
    MoneyField,
    MonthField,
    MultipleChoiceField,
    NumberField,
    PhoneField,
    PostcodeField,
    TextField,
    WebsiteField,
    YearField,
    YesNoField,
)

MONTH_UNREADABLE = "Tragen Sie den Monat als Zahl von 1 bis 12 oder als Wort ein."


def error_of(field: forms.Field, value: Any) -> str:
    """Return the one sentence a field answers with."""
    with pytest.raises(forms.ValidationError) as caught:
        field.clean(value)
    (message,) = caught.value.messages
    return message


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("450", "450.00"),
        ("450,00", "450.00"),
        ("1.200", "1200.00"),
        ("1 200,50 €", "1200.50"),
        ("1234,5 Euro", "1234.50"),
        ("0", "0.00"),
    ],
)
def test_money_reads_german_amounts(typed: str, expected: str) -> None:
    assert MoneyField().clean(typed) == Decimal(expected)


@pytest.mark.parametrize(
    "typed", ["1.23", "1,234.50", "1e3", "1_000", "-5", "٤٥٠", "abc", "4,505"]
)
def test_money_refuses_what_could_mean_two_things(typed: str) -> None:
    sentence = "Schreiben Sie den Betrag mit Ziffern und Komma, zum Beispiel 1.234,50."
    assert error_of(MoneyField(), typed) == sentence


def test_money_names_a_missing_amount() -> None:
    sentence = "Tragen Sie einen Betrag ein, zum Beispiel 480 oder 480,00."
    assert error_of(MoneyField(), "  ") == sentence


def test_money_above_zero_says_so() -> None:
    field = MoneyField(minimum=Decimal("0.01"))
    assert error_of(field, "0") == "Der Betrag muss größer als 0 sein."


def test_money_shows_a_stored_amount_with_comma() -> None:
    assert MoneyField().prepare_value(Decimal("1234.50")) == "1234,50"


@pytest.mark.parametrize(("typed", "expected"), [("40", "40.00"), ("19,5", "19.50")])
def test_hours_read_a_comma(typed: str, expected: str) -> None:
    assert HoursField().clean(typed) == Decimal(expected)


def test_hours_refuse_a_point() -> None:
    assert error_of(HoursField(), "19.5") == "Tragen Sie die Stunden ein, zum Beispiel 40."


def test_hours_are_shown_without_idle_zeros() -> None:
    assert HoursField().prepare_value(Decimal("40.00")) == "40"


@pytest.mark.parametrize(("typed", "expected"), [("48", 48), ("1.200", 1200), ("1 200", 1200)])
def test_number_reads_grouped_thousands(typed: str, expected: int) -> None:
    assert NumberField().clean(typed) == expected


@pytest.mark.parametrize("typed", ["4,8", "12.34", "viele", "٤٨", "1_000"])
def test_number_refuses_everything_else(typed: str) -> None:
    assert error_of(NumberField(), typed) == "Tragen Sie eine Zahl ein, zum Beispiel 48."


def test_number_names_its_limits() -> None:
    sentence = "Tragen Sie eine Zahl zwischen 1 und 12 ein."
    assert error_of(NumberField(minimum=1, maximum=12), "13") == sentence


@pytest.mark.parametrize("typed", ["14", "1799", "2.014", "20140"])
def test_year_wants_four_digits(typed: str) -> None:
    sentence = "Tragen Sie ein Jahr mit 4 Ziffern ein, zum Beispiel 2014."
    assert error_of(YearField(), typed) == sentence


@pytest.mark.parametrize(
    "typed",
    [
        ["3", "3", "2020"],
        ["03", "03", "2020"],
        ["3.", "März", "2020"],
        [" 3 ", "maerz", "2020"],
        ["3", "mrz", "2020"],
    ],
)
def test_date_reads_numbers_and_words(typed: list[str]) -> None:
    assert DateField().clean(typed) == date(2020, 3, 3)


@pytest.mark.parametrize(
    ("typed", "parts", "sentence"),
    [
        (["", "", ""], (0, 1, 2), "Tragen Sie das Datum ein."),
        (["", "3", "2020"], (0,), "Tragen Sie den Tag ein."),
        (["3", "", "2020"], (1,), "Tragen Sie den Monat ein."),
        (["3", "3", ""], (2,), "Tragen Sie das Jahr ein."),
        (["32", "13", "20"], (0,), "Tragen Sie den Tag als Zahl von 1 bis 31 ein."),
        (["3", "13", "20"], (1,), "Tragen Sie den Monat als Zahl von 1 bis 12 oder als Wort ein."),
        (
            ["3", "ju", "2020"],
            (1,),
            "Tragen Sie den Monat als Zahl von 1 bis 12 oder als Wort ein.",
        ),
        (["3", "3", "20"], (2,), "Tragen Sie das Jahr mit 4 Ziffern ein, zum Beispiel 2020."),
        (["30", "2", "2020"], (0, 1), "Dieses Datum gibt es nicht. Prüfen Sie Tag und Monat."),
    ],
)
def test_date_points_at_the_first_wrong_part(
    typed: list[str], parts: tuple[int, ...], sentence: str
) -> None:
    with pytest.raises(forms.ValidationError) as caught:
        DateField().clean(typed)

    assert caught.value.messages == [sentence]
    assert caught.value.params == {"parts": parts}


def test_optional_date_may_be_empty() -> None:
    assert DateField(required=False).clean(["", "", ""]) is None


@pytest.mark.parametrize(
    ("initial", "data", "changed"),
    [
        (date(2020, 3, 3), ["3", "3", "2020"], False),
        (date(2020, 3, 3), ["4", "3", "2020"], True),
        (None, ["", "", ""], False),
    ],
)
def test_date_knows_whether_it_changed(
    initial: date | None, data: list[str], changed: bool
) -> None:
    assert DateField().has_changed(initial, data) is changed


def test_text_is_stored_in_one_form() -> None:
    typed = "  Cafe\u0301\tund \u200bMarkt\u00ad "
    assert TextField().clean(typed) == "Café und Markt"


@pytest.mark.parametrize("typed", ["a\u202eb", "a\x07b", "a\u2067b", "a\ue000b"])
def test_text_refuses_control_and_direction_characters(typed: str) -> None:
    sentence = (
        "In dem Text ist ein Zeichen, das wir nicht lesen können. Bitte schreiben Sie ihn neu."
    )
    assert error_of(TextField(), typed) == sentence


@pytest.mark.parametrize("name", ["Şükrü Öztürk", "Nguyễn Thị Ánh", "O’Brien-Łuk", "علی", "Mary"])
def test_text_takes_every_name(name: str) -> None:
    assert TextField().clean(name) == name


def test_long_text_counts_a_line_end_once() -> None:
    assert LongTextField(max_length=5).clean("ab\r\ncd") == "ab\ncd"


def test_long_text_says_how_much_is_too_much() -> None:
    sentence = "Der Text ist 36 Zeichen zu lang. Bitte kürzen Sie ihn."
    assert error_of(LongTextField(max_length=600), "x" * 636) == sentence


def test_long_text_names_its_limit_in_words() -> None:
    expected = "Höchstens 600 Zeichen (etwa 90 Wörter)"
    assert LongTextField(max_length=600).limit_text == expected


def test_optional_text_is_none_when_empty() -> None:
    assert TextField(required=False).clean("   ") is None


def test_postcode_ignores_blanks() -> None:
    assert PostcodeField().clean(" 34 117 ") == "34117"


@pytest.mark.parametrize("typed", ["3411", "341177", "ABCDE", "٣٤١١٧"])
def test_postcode_wants_five_digits(typed: str) -> None:
    assert error_of(PostcodeField(), typed) == "Tragen Sie eine Postleitzahl mit 5 Ziffern ein."


@pytest.mark.parametrize("typed", ["0171 3920011", "+49 (561) 77-12", "0561/771234"])
def test_phone_takes_numbers_as_people_write_them(typed: str) -> None:
    assert PhoneField().clean(typed) == typed


@pytest.mark.parametrize("typed", ["123", "(((((((", "ruf mich an", "01713920011012345"])
def test_phone_refuses_what_cannot_be_dialled(typed: str) -> None:
    sentence = "Tragen Sie eine Telefonnummer ein, zum Beispiel 0171 3920011."
    assert error_of(PhoneField(), typed) == sentence


def test_email_names_an_example() -> None:
    sentence = "Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@beispiel.de."
    assert error_of(EmailField(), "rania@") == sentence


def test_website_gets_its_scheme() -> None:
    assert WebsiteField().clean("www.verein.de") == "https://www.verein.de"


@pytest.mark.parametrize("typed", ["verein", "ftp://verein.de", "http://[", "www. verein.de"])
def test_website_refuses_what_is_no_address(typed: str) -> None:
    sentence = "Diese Adresse können wir nicht lesen. Beispiel: www.verein.de"
    assert error_of(WebsiteField(), typed) == sentence


@pytest.mark.parametrize("typed", ["", "maybe"])
def test_choice_asks_for_an_answer(typed: str) -> None:
    assert error_of(YesNoField(), typed) == "Wählen Sie eine Antwort aus."


def test_optional_choice_is_none_when_empty() -> None:
    assert ChoiceField(choices=[("a", "A")], required=False).clean("") is None


def test_dropdown_starts_with_an_empty_line() -> None:
    field = DropdownField(choices=[("KS", "Kassel")])
    assert [value for value, _label in field.choices] == ["", "KS"]


def test_month_offers_the_months_of_a_period() -> None:
    field = MonthField(first=date(2019, 12, 15), last=date(2020, 2, 1))

    assert [(value, str(label)) for value, label in field.choices][1:] == [
        ("2019-12", "Dezember 2019"),
        ("2020-01", "Januar 2020"),
        ("2020-02", "Februar 2020"),
    ]


def test_several_choices_come_back_once_and_in_order() -> None:
    field = MultipleChoiceField(choices=[("a", "A"), ("b", "B")])
    assert field.clean(["b", "a", "b"]) == ["a", "b"]


def test_confirmation_must_be_given() -> None:
    sentence = "Das müssen Sie bestätigen."
    assert error_of(ConfirmationField(missing=sentence), False) == sentence
