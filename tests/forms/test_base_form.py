"""The base form renders KERN markup, keeps what was typed and links its errors."""

from decimal import Decimal

import pytest
from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.forms import formset_factory
from django.template import Context, Template

from applications.forms.base import SAVE_AND_CONTINUE, SAVE_AND_OVERVIEW, KernForm
from applications.forms.fields import (
    ChoiceField,
    ConfirmationField,
    DateField,
    FileField,
    LongTextField,
    MoneyField,
    MultipleChoiceField,
    TextField,
)


class SampleForm(KernForm):
    buttons = (SAVE_AND_CONTINUE, SAVE_AND_OVERVIEW)

    name = TextField(label="Name", help_text="So, wie er im Register steht")
    nickname = TextField(label="Kurzname", required=False)
    kind = ChoiceField(
        label="Art", choices=[("a", "Art A"), ("b", "Art B")], hints={"a": "Wie im Vorjahr"}
    )
    groups = MultipleChoiceField(label="Gruppen", choices=[("x", "X"), ("y", "Y")])
    starts_on = DateField(label="Beginn")
    wage_eur = MoneyField(label="Lohn")
    purpose = LongTextField(label="Zweck", max_length=20)
    agreed = ConfirmationField(label="Wir sind einverstanden.")


TYPED = {
    "name": "a\u202eb",
    "nickname": "Kurz",
    "kind": "c",
    "groups": ["x"],
    "starts_on_0": "31",
    "starts_on_1": "feb",
    "starts_on_2": "2020",
    "wage_eur": "1.23",
    "purpose": "x" * 21,
}


def render(form: forms.Form | forms.BaseFormSet) -> str:
    """Render as every page does, the error summary first."""
    source = "{% load crispy_forms_tags kern %}{% error_summary %}|{% crispy form %}"
    html = Template(source).render(Context({"form": form, "csrf_token": "token"}))
    return " ".join(html.split())


def test_labels_mark_only_what_is_optional() -> None:
    html = render(SampleForm())

    assert html.count("(freiwillig)") == 1
    assert 'Kurzname <span class="kern-label__optional">(freiwillig)</span>' in html


def test_hint_stands_before_the_input_and_describes_it() -> None:
    html = render(SampleForm())

    hint = '<div class="kern-hint" id="id_name_helptext">So, wie er im Register steht</div> <input'
    assert hint in html
    assert 'aria-describedby="id_name_helptext"' in html


def test_error_stands_below_the_input_and_describes_it() -> None:
    html = render(SampleForm(TYPED))

    assert 'aria-describedby="id_wage_eur_error"' in html
    assert html.index('id="id_wage_eur"') < html.index('id="id_wage_eur_error"')


@pytest.mark.parametrize("value", ['"31"', '"feb"', '"2020"', '"1.23"', "x" * 21, '"Kurz"'])
def test_refused_form_keeps_every_typed_value(value: str) -> None:
    assert value in render(SampleForm(TYPED))


def test_refused_form_keeps_chosen_boxes() -> None:
    html = render(SampleForm(TYPED))
    assert 'name="groups" value="x" id="id_groups_0" checked' in html


@pytest.mark.parametrize(
    "target",
    [
        "id_name",
        "id_kind_0",
        "id_starts_on_0",
        "id_wage_eur",
        "id_purpose",
        "id_agreed",
    ],
)
def test_summary_links_to_an_input_that_exists(target: str) -> None:
    summary, _bar, form = render(SampleForm(TYPED)).partition("|")

    assert f'href="#{target}"' in summary
    assert f'id="{target}"' in form


def test_summary_links_to_the_wrong_part_of_a_date() -> None:
    form = SampleForm(TYPED | {"starts_on_0": "3", "starts_on_1": "Maibock"})
    assert 'href="#id_starts_on_1"' in render(form)


def test_summary_is_shown_once() -> None:
    assert render(SampleForm(TYPED)).count('role="alert"') == 1


def test_valid_form_shows_no_summary() -> None:
    assert 'role="alert"' not in render(SampleForm())


def test_errors_of_the_whole_form_are_listed_without_link() -> None:
    form = SampleForm({})
    form.add_error(None, "Es fehlen noch 150 Euro.")

    summary = render(form).partition("|")[0]

    assert "<li>Es fehlen noch 150 Euro.</li>" in summary


def test_browser_checks_are_off() -> None:
    html = render(SampleForm())

    assert " novalidate" in html
    assert " required" not in html


def test_buttons_stand_in_order() -> None:
    html = render(SampleForm())

    assert html.index("Speichern und weiter") < html.index("Speichern und zur Übersicht")
    assert 'kern-btn--primary" type="submit" name="target" value="next"' in html
    assert 'kern-btn--secondary" type="submit" name="target" value="overview"' in html


def test_post_form_carries_the_token() -> None:
    assert 'name="csrfmiddlewaretoken" value="token"' in render(SampleForm())


def test_long_text_says_its_limit_and_is_described_by_it() -> None:
    html = render(SampleForm())

    assert 'aria-describedby="id_purpose_limit"' in html
    assert 'id="id_purpose_limit">Höchstens 20 Zeichen' in html


def test_hint_of_a_choice_describes_its_radio() -> None:
    html = render(SampleForm())
    assert 'aria-describedby="id_kind_0_hint"' in html
    assert 'id="id_kind_0_hint">Wie im Vorjahr' in html


def test_stored_amount_is_shown_in_german() -> None:
    assert 'value="450,00"' in render(SampleForm(initial={"wage_eur": Decimal("450.00")}))


def test_unfinished_page_can_be_saved() -> None:
    form = SampleForm({"name": "Verein", "wage_eur": "1.23"}, require_answers=False)

    assert set(form.errors) == {"wage_eur"}
    assert form.cleaned_data["name"] == "Verein"


def test_unfinished_page_does_not_call_answers_optional() -> None:
    assert render(SampleForm(require_answers=False)).count("(freiwillig)") == 1


def test_heading_field_makes_its_label_the_heading() -> None:
    form = SampleForm()
    form.heading_field = "kind"
    heading = '<legend class="kern-label legend-heading"><h1 class="kern-heading-large">Art'
    assert heading in render(form)


def test_file_form_is_sent_in_parts() -> None:
    class UploadForm(KernForm):
        file = FileField(label="Datei")

    html = render(UploadForm())

    assert 'enctype="multipart/form-data"' in html
    assert 'accept="application/pdf,image/jpeg,image/png,image/heic,.heic,.heif"' in html


def test_layout_objects_render() -> None:
    form = SampleForm()
    form.helper.layout = Layout(
        Fieldset("Ihr Verein", "name", css_id="club"), Div("kind", css_class="box"), HTML("Ende")
    )

    html = render(form)

    assert '<h2 class="kern-heading-medium">Ihr Verein</h2>' in html
    assert '<div class="box"' in html
    assert "Ende" in html


def test_formset_renders_its_rows_and_errors() -> None:
    class RowForm(KernForm):
        what = TextField(label="Was passiert?", missing="Schreiben Sie, was passiert.")

    rows = formset_factory(RowForm, extra=0)
    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-what": ""}

    summary, _bar, html = render(rows(data)).partition("|")

    assert 'href="#id_form-0-what"' in summary
    assert 'id="id_form-0-what"' in html


def test_foreign_form_gets_the_same_markup() -> None:
    class ForeignForm(forms.Form):
        password = forms.CharField(label="Passwort", widget=forms.PasswordInput)

    html = render(ForeignForm({}))

    assert "kern-form-input__input--error" in html
    assert 'href="#id_password"' in html
