"""Every form reads numbers in the same strict German way: the table, and every field of it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.test import Client

from applications.forms.base import Button
from applications.forms.costs import ITEMS, CostItemForm, CostRowsForm
from applications.forms.fields import (
    HoursField,
    MoneyField,
    NumberField,
    RateField,
    YearField,
)
from applications.forms.staff import ProposalForm
from applications.rules.decisions import GrantAmounts, Reasons
from applications.services.accepted_costs import AcceptedCosts
from applications.views.section_pages import PAGES
from tests import factories
from tests.support.accounts import sign_in

TODAY = date(2020, 1, 20)
# Nobody knows for sure what these mean, or they are no German numbers at all.
NEVER = (
    "-5",
    "\N{MINUS SIGN}5",
    "+5",
    "(5)",
    "5-",
    "1e3",
    "1E3",
    "NaN",
    "nan",
    "sNaN",
    "Infinity",
    "-inf",
    "0x10",
    "0b1",
    "1_000",
    "\uff14\uff15\uff10",  # full-width digits
    "\u0664\u0665\u0660",  # Arabic digits
    "\u0967\u0968",  # Devanagari digits
    "\u00bd",
    "\u00b2",
    "\u2167",
    "1/2",
    "9\u00d750",
    "=450",
    "1'200",
    "1\u2019200",
    "1.200.5",
    "1.2",
    "1.23",
    "12.34",
    "1.2345",
    "1234.567",
    "1,234.50",
    "1,234,567",
    "1.200 300",
    "1 200.300",
    "1  200",
    "1\u2009200",
    "12 34",
    "4 50",
    "1..200",
    ".",
    ",",
    ".500",
    ",5",
    "5,",
    "5.",
    "4,505",
    "4,5,0",
    "vier",
    "ca. 450",
    "450 $",
    "450 Mark",
    "\u200b450",
    "4\u00ad50",
    "12345678901",
)
WHOLE = {
    "450": "450",
    "0": "0",
    "007": "7",
    "1.200": "1200",
    "1 200": "1200",
    "1\u00a0200": "1200",
    "1\u202f200": "1200",
    "12.345": "12345",
    "123.456": "123456",
    " 450 ": "450",
    "\t450\u00a0": "450",
}
FRACTIONS = {
    "450,00": "450.00",
    "450,5": "450.50",
    "0,01": "0.01",
    "1234,5": "1234.50",
    "1.234,50": "1234.50",
    "1 234,50": "1234.50",
    "1\u00a0234,50": "1234.50",
    "1\u202f234,50": "1234.50",
}
UNITS = {
    "1 200,50 €": "1200.50",
    "1.200,50\u00a0€": "1200.50",
    "450€": "450",
    "450 Euro": "450",
    "450,00 EUR": "450",
    "450 euro": "450",
}
READ = {
    MoneyField: WHOLE | FRACTIONS | UNITS,
    HoursField: WHOLE | FRACTIONS,
    NumberField: WHOLE,
    YearField: {"2014": "2014", " 2014 ": "2014", "0450": "450"},
}
REFUSED = {
    MoneyField: (*NEVER, "€", "450 € 00", "€450"),
    HoursField: (*NEVER, *UNITS, "40 Stunden"),
    NumberField: (*NEVER, *FRACTIONS, *UNITS),
    YearField: (*NEVER, *FRACTIONS, *UNITS, "14", "2.014", "2 014", "20140", "1.200"),
}
COUNTS = {
    "AssociationForm.founded_year",
    "CostItemForm.amount_eur",
    "FinancingForm.donations_eur",
    "FinancingForm.other_grants_eur",
    "FinancingForm.own_funds_eur",
    "GoalsForm.people_reached",
    "ProfileForm.employee_count",
    "ProfileForm.employee_hours_week",
    "ProfileForm.funded_before_year",
    "ProfileForm.member_count",
    "ProposalForm.micro_project_eur",
    "ProposalForm.minijob_eur",
    "WageForm.accident_insurance_eur",
    "WageForm.hours_month",
    "WageForm.months",
    "WageForm.wage_month_eur",
}


@pytest.fixture
def number_fields(db: None) -> dict[str, NumberField]:
    """Return every field for numbers of all forms of applicants and of the proposal."""
    draft = factories.make_draft()
    found: dict[str, forms.Form] = {
        page.form.__name__: page.form(draft, on=TODAY) for page in PAGES
    }
    found["CostItemForm"] = CostItemForm(button=Button("x"))
    amounts = GrantAmounts(micro_project_eur=Decimal(1), minijob_eur=Decimal(1))
    costs = AcceptedCosts(lines=(), sources_eur=Decimal(0))
    found["ProposalForm"] = ProposalForm(
        requested=amounts, costs=costs, suggested=Reasons(), seen=""
    )
    return {
        f"{form}.{name}": field
        for form, one in found.items()
        for name, field in one.fields.items()
        if isinstance(field, NumberField)
    }


def reading(field: NumberField, typed: str) -> Any:
    """Return the number that a field reads, whatever its limits; None when it refuses."""
    try:
        return field.to_python(typed)
    except forms.ValidationError:
        return None


def test_values_of_the_law_have_four_places() -> None:
    field = RateField()

    for typed, expected in (WHOLE | FRACTIONS | {"0,0625": "0.0625"}).items():
        assert reading(field, typed) == Decimal(expected), typed
    readable = {"4,505"}
    for typed in {*NEVER, *UNITS} - readable:
        assert reading(field, typed) is None, typed


def test_all_forms_with_numbers_are_known(number_fields: dict[str, NumberField]) -> None:
    assert set(number_fields) == COUNTS
    assert {type(field) for field in number_fields.values()} == set(READ)


def test_every_field_reads_what_people_write(number_fields: dict[str, NumberField]) -> None:
    wrong = {
        (name, typed): got
        for name, field in number_fields.items()
        for typed, expected in READ[type(field)].items()
        if (got := reading(field, typed)) != Decimal(expected)
    }

    assert wrong == {}


def test_every_field_refuses_what_could_mean_two_things(
    number_fields: dict[str, NumberField],
) -> None:
    wrong = {
        (name, typed): got
        for name, field in number_fields.items()
        for typed in REFUSED[type(field)]
        if (got := reading(field, typed)) is not None
    }

    assert wrong == {}


def test_the_table_of_amounts_is_long_and_never_reads_three_thousand_as_three() -> None:
    field = MoneyField(maximum=Decimal("10200.00"))

    assert len({*REFUSED[MoneyField], *READ[MoneyField]}) >= 80
    for typed in ("10.200,00", "10 200,00", "10.200", "10200"):
        assert field.clean(typed) == Decimal("10200.00"), typed
    assert field.clean("3.000") == Decimal("3000.00")
    assert reading(field, "3,000") is None
    for typed in ("10.200,01", "10201"):
        with pytest.raises(forms.ValidationError):
            field.clean(typed)


def test_amounts_and_hours_have_two_places(number_fields: dict[str, NumberField]) -> None:
    for name, field in number_fields.items():
        if isinstance(field, MoneyField | HoursField):
            assert str(reading(field, "1.200,5")) == "1200.50", name


def test_django_reads_no_number_of_applicants(db: None) -> None:
    """Django's own fields read 1e3, NaN and digits of other scripts."""
    draft = factories.make_draft()
    fields = [field for page in PAGES for field in page.form(draft, on=TODAY).fields.values()]
    fields += CostItemForm(button=Button("x")).fields.values()
    fields += CostRowsForm(rows=1).fields.values()

    assert [field for field in fields if isinstance(field, forms.IntegerField)] == []


@pytest.mark.parametrize("typed", REFUSED[MoneyField])
def test_rows_keep_what_they_cannot_read(typed: str) -> None:
    name = ITEMS.key(3, "amount_eur")

    (item,) = CostRowsForm({name: typed}, rows=8).items()

    assert item.answers["amount_eur"] is None
    assert item.pending == {"amount_eur": typed}


@pytest.mark.parametrize(("typed", "expected"), READ[MoneyField].items())
def test_rows_read_every_amount(typed: str, expected: str) -> None:
    name = ITEMS.key(3, "amount_eur")

    items = CostRowsForm({name: typed}, rows=8).items()

    if Decimal(expected):
        assert items[0].answers["amount_eur"] == Decimal(expected)
    else:
        assert items[0].pending == {"amount_eur": typed}


@pytest.mark.parametrize("blank", ["", " ", "\u00a0", "\t"])
def test_empty_rows_are_left_out(blank: str) -> None:
    typed = [part for part in ITEMS.parts if part != "kind"]
    rows = {ITEMS.key(number, part): blank for number in range(8) for part in typed}

    assert CostRowsForm(rows, rows=8).items() == []


@pytest.mark.django_db
def test_amounts_of_a_round_are_read_by_the_same_field(client: Client) -> None:
    sign_in(client, factories.make_staff("Verwaltung"))

    page = client.get("/verwaltung/applications/fundinground/add/")

    fields = page.context["adminform"].form.fields
    amounts = {name for name in fields if name.endswith("_eur")}
    assert amounts
    assert {type(fields[name]) for name in amounts} == {MoneyField}
