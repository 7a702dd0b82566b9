"""Texts that Django's own forms of the admin ask for obey the rules of all other fields."""

import unicodedata
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.db.models import CharField, TextField
from django.test import RequestFactory

from applications.forms.fields import ColumnTextField
from applications.forms.fields.text import LONGEST_TEXT, UNREADABLE
from tests import factories
from tests.access.hostile import NAMES

pytestmark = pytest.mark.django_db


def test_every_text_of_the_admin_is_held_to_the_rules(rf: RequestFactory) -> None:
    request: Any = rf.get("/")
    request.user = factories.make_staff("Verwaltung")
    found = [
        (model._meta.label, column.name, type(field))
        for model, page in admin.site._registry.items()
        for column in model._meta.concrete_fields
        if type(column) in {CharField, TextField} and column.editable and not column.choices
        if (field := page.formfield_for_dbfield(column, request))
    ]

    assert found
    assert [row for row in found if row[2] is not ColumnTextField] == []


@pytest.mark.parametrize("typed", ["a\0b", "a\x07b", "a\u202eb", "a\u2067b", "a\ue000b", "\ud800"])
def test_characters_that_nobody_can_read_are_refused(typed: str) -> None:
    with pytest.raises(forms.ValidationError) as caught:
        ColumnTextField().clean(typed)

    assert caught.value.messages == [str(UNREADABLE)]


@pytest.mark.parametrize("name", NAMES)
def test_real_names_stay(name: str) -> None:
    assert ColumnTextField().clean(name) == unicodedata.normalize("NFC", name)


def test_text_is_stored_in_one_form_and_has_an_end() -> None:
    assert ColumnTextField().clean("Cafe\u0301\r\nzwei") == "Café\nzwei"
    assert ColumnTextField(required=False).clean("") == ""
    assert ColumnTextField().clean("x" * LONGEST_TEXT)
    for field, length in ((ColumnTextField(), LONGEST_TEXT), (ColumnTextField(max_length=5), 5)):
        with pytest.raises(forms.ValidationError):
            field.clean("x" * (length + 1))
