"""Every date that people write is read as one day or refused, in years anybody can mean."""

from datetime import date

import pytest
from django import forms
from django.test import Client

from applications.forms.fields import DateField
from tests import factories
from tests.support.accounts import sign_in

READ = {
    ("3", "3", "2020"): date(2020, 3, 3),
    ("03", "03", "2020"): date(2020, 3, 3),
    ("3.", "3.", "2020"): date(2020, 3, 3),
    ("3", "März", "2020"): date(2020, 3, 3),
    ("3", "maerz", "2020"): date(2020, 3, 3),
    ("1", "Jänner", "2021"): date(2021, 1, 1),
    (" 31 ", " 12 ", " 2020 "): date(2020, 12, 31),
    ("29", "2", "2020"): date(2020, 2, 29),
    ("29", "2", "2000"): date(2000, 2, 29),
    ("1", "1", "1900"): date(1900, 1, 1),
    ("31", "12", "2100"): date(2100, 12, 31),
}
REFUSED = (
    ("31", "2", "2020"),
    ("30", "2", "2020"),
    ("29", "2", "2021"),
    ("29", "2", "2100"),
    ("31", "4", "2020"),
    ("0", "1", "2020"),
    ("32", "1", "2020"),
    ("1", "0", "2020"),
    ("1", "13", "2020"),
    ("1", "ju", "2020"),
    ("31", "12", "1899"),
    ("1", "1", "2101"),
    ("1", "1", "9999"),
    ("1", "1", "0000"),
    ("1", "1", "20"),
    ("1", "1", "02020"),
    ("-1", "1", "2020"),
    ("1", "1", "2020\0"),
    ("\u0661", "1", "2020"),  # an Arabic digit
    ("\uff11", "1", "2020"),  # a full-width digit
    ("1e0", "1", "2020"),
    ("01.01.2020", "", ""),
    ("1", "1", ""),
)


@pytest.mark.parametrize(("typed", "expected"), READ.items())
def test_days_are_read(typed: tuple[str, ...], expected: date) -> None:
    assert DateField().clean(list(typed)) == expected


@pytest.mark.parametrize("typed", REFUSED)
def test_everything_else_is_refused(typed: tuple[str, ...]) -> None:
    with pytest.raises(forms.ValidationError):
        DateField().clean(list(typed))


def test_a_year_far_away_is_named() -> None:
    with pytest.raises(forms.ValidationError) as caught:
        DateField().clean(["1", "1", "1899"])

    assert caught.value.messages == ["Tragen Sie ein Jahr von 1900 bis 2100 ein."]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["valid_from", "known_from"])
def test_values_of_the_law_begin_in_a_year_that_anybody_can_mean(
    client: Client, name: str
) -> None:
    sign_in(client, factories.make_staff("Verwaltung"))
    typed = {"kind": "minimum_wage", "value": "12,41", "valid_from": "01.01.2031", "source": "x"}

    page = client.post(
        "/verwaltung/applications/legalparameter/add/", typed | {name: "01.01.1031"}
    )

    assert "Tragen Sie ein Jahr von 2000 bis 2100 ein." in page.content.decode()
