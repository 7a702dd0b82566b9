"""The forms of the sections fit the questions, the rules and the tables."""

from datetime import date

import pytest
from django.utils.html import strip_tags

from applications.forms.base import Button
from applications.forms.costs import ITEMS, CostItemForm, CostRowsForm
from applications.forms.entry_lists import WHOLE, EntryList
from applications.forms.fields import PostcodeField, TextField
from applications.rules.choices import BoardOffice
from applications.rules.required import ENTRIES, REQUIRED
from applications.rules.sections import Section
from applications.texts.question_labels import QUESTION_LABELS
from applications.views.section_pages import PAGES
from tests import factories

TODAY = date(2020, 1, 20)
QUESTIONS = {Section(path.partition(".")[0]) for path in QUESTION_LABELS} - {
    Section.ENCLOSURES,
    Section.DECLARATIONS,
}


@pytest.fixture
def forms(db):
    application = factories.make_draft()
    found = [page.form(application, on=TODAY) for page in PAGES]
    micro_project = application.micro_project
    micro_project.starts_on = date(2020, 1, 1)
    asked_of_a_past_start = [page.form(application, on=TODAY) for page in PAGES]
    return found + asked_of_a_past_start


def paths(form):
    """Return the dotted paths of what a form asks."""
    plain = {f"{form.section}.{name}" for name in form.plain_names}
    lists = {
        path
        for one in form.lists
        for path in (one.path, *(f"{one.path}.{part}" for part in one.parts if part != WHOLE))
    }
    return plain | lists


def test_every_question_is_asked_and_nothing_else(forms):
    asked = {path for form in forms for path in paths(form)}
    asked |= {ITEMS.path, *(f"{ITEMS.path}.{part}" for part in ITEMS.parts)}

    wanted = {path for path in QUESTION_LABELS if Section(path.partition(".")[0]) in QUESTIONS}
    assert asked == wanted


def test_only_what_the_rules_do_not_need_is_called_optional(forms):
    needed = {f"{section}.{name}" for section, names in REQUIRED.items() for name in names}
    needed |= {f"{path}.{part}" for path, parts in ENTRIES.items() for part in parts}

    for form in forms:
        for name in form.plain_names:
            assert form.is_optional(name) == (f"{form.section}.{name}" not in needed), name
        for one in form.lists:
            for part in one.parts:
                path = f"{one.path}.{part}" if part else one.path
                assert form.is_optional(one.key(0, part)) == (path not in needed), path


def test_every_label_is_unique_on_its_page(forms):
    for form in forms:
        labels = [strip_tags(str(field.label)) for field in form.fields.values()]
        assert sorted(set(labels)) == sorted(labels)


def test_no_field_takes_more_than_its_column(forms):
    for form in forms:
        for name in form.plain_names:
            column = type(form.row)._meta.get_field(name)
            field = form.fields[name]
            has_pattern = isinstance(field, PostcodeField)
            if isinstance(field, TextField) and column.max_length and not has_pattern:
                assert field.max_length <= column.max_length, name


def test_the_entry_form_and_the_rows_ask_the_same(db):
    one = CostItemForm(button=Button("Hinzufügen"))
    rows = CostRowsForm(rows=1)

    assert [ITEMS.key(0, part) for part in one.fields] == list(rows.fields)


def test_entries_are_counted_from_what_was_sent():
    names = EntryList(
        path="board.members",
        parts={"name": TextField},
        title="Person %(number)s",
        add_label="Mehr",
        remove_label="Weg",
        shown=2,
        maximum=5,
    )

    assert names.length({}) == 0
    assert names.length({"members-2-name": "x", "members-x-name": "x", "other-9": "x"}) == 3
    assert names.length({"members-99-name": "x"}) == 5
    assert names.owns("members-0-name")
    assert not names.owns("members-total")


def test_offices_of_the_board_are_offered_for_every_person(forms):
    board = next(form for form in forms if form.section == Section.BOARD)

    for number in range(2):
        field = board.fields[f"members-{number}-office"]
        assert [value for value, _label in field.choices] == [one.value for one in BoardOffice]
        assert strip_tags(field.label) == f"Person {number + 1}: Aufgabe im Vorstand"
