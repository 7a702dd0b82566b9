"""Renders fields, buttons and error summaries with the markup of the KERN design system."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.template.context import Context
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString

register = template.Library()

INPUT_CLASS = "kern-form-input__input"
SELECT_CLASS = "kern-form-input__select"


@dataclass(frozen=True)
class Part:
    """What the template of one field needs to know beyond Django's bound field."""

    field: BoundField
    template: str
    optional: bool
    is_heading: bool
    errors: list[str]
    described_by: str
    suffix: str
    limit_text: str
    hints: dict[str, Any]

    @property
    def wrong_parts(self) -> tuple[int, ...]:
        """Return the numbers of the wrong inputs of a composed field."""
        return _wrong_parts(self.field)

    def has_error(self) -> bool:
        """Tell whether the answer must be mended."""
        return bool(self.errors)


@dataclass(frozen=True)
class SummaryLine:
    """One line of the error summary; without an address it is plain text."""

    text: str
    address: str = ""


@register.simple_tag
def kern_part(field: BoundField) -> Part:
    """Return all that the template of a field needs."""
    form, definition = field.form, field.field
    is_optional = getattr(form, "is_optional", None)
    limit_text = getattr(definition, "limit_text", "")
    described_by = field.aria_describedby or ""
    if limit_text:
        described_by = f"{described_by} {field.auto_id}_limit".strip()
    return Part(
        field=field,
        template=_template(field),
        optional=is_optional(field.name) if is_optional else not definition.required,
        is_heading=getattr(form, "heading_field", None) == field.name,
        errors=[str(error) for error in field.errors],
        described_by=described_by,
        suffix=getattr(definition, "suffix", ""),
        limit_text=limit_text,
        hints=getattr(definition, "hints", {}),
    )


@register.simple_tag
def kern_input(part: Part) -> SafeString:
    """Render the widget of a field with KERN's classes and ARIA attributes."""
    field = part.field
    attrs: dict[str, Any] = {"class": _css_class(field, has_error=part.has_error())}
    if part.described_by:
        attrs["aria-describedby"] = part.described_by
    if not part.optional:
        attrs["aria-required"] = "true"
    if field.field.widget.use_fieldset:
        attrs = {"data-wrong-parts": part.wrong_parts}
    return field.as_widget(attrs=attrs)


@register.filter
def attributes(attrs: Mapping[str, Any]) -> SafeString:
    """Write the attributes of a widget in one go, as Django's template for them would."""
    words = (
        (name, "" if value is True else format_html('="{}"', value))
        for name, value in attrs.items()
        if value is not False
    )
    return format_html_join("", " {}{}", words)


@register.simple_tag
def hint_of(part: Part, value: Any) -> str:
    """Return the explanation of one choice, or an empty text."""
    return part.hints.get(str(value), "")


@register.inclusion_tag("kern/error_summary.html", takes_context=True)
def error_summary(context: Context, form: Any = None) -> dict[str, Any]:
    """Show what is wrong with links to the fields; the second call for a form shows nothing."""
    lines = []
    for one in _forms([form] if form is not None else _forms_of_page(context)):
        if not getattr(one, "is_summarised", False):
            one.is_summarised = True
            lines += _lines(one)
    return {"lines": lines}


@register.simple_tag(takes_context=True)
def page_has_errors(context: Context) -> bool:
    """Tell whether a form of the page was refused, for the title of the page."""
    return any(_is_refused(form) for form in _forms(_forms_of_page(context)))


def _forms_of_page(context: Context) -> list[Any]:
    found = [context.get("form"), context.get("formset"), *(context.get("forms") or ())]
    return [form for form in found if isinstance(form, forms.BaseForm | BaseFormSet)]


def _forms(candidates: Iterable[Any]) -> list[Any]:
    """Return forms, and formsets followed by their forms."""
    result: list[Any] = []
    for candidate in candidates:
        result.append(candidate)
        if isinstance(candidate, BaseFormSet):
            result += candidate.forms
    return result


def _is_refused(form: Any) -> bool:
    if not _was_judged(form):
        return False
    return bool(form.non_form_errors() if isinstance(form, BaseFormSet) else form.errors)


def _was_judged(form: Any) -> bool:
    """Tell whether the errors of a form answer something that was sent.

    Pages of an application are shown from what is stored; they say so with ``was_refused``.
    """
    return form.is_bound or getattr(form, "was_refused", False)


def _lines(form: Any) -> list[SummaryLine]:
    if not _was_judged(form):
        return []
    if isinstance(form, BaseFormSet):
        return [SummaryLine(str(error)) for error in form.non_form_errors()]
    lines = [_line_of_page(error) for error in form.non_field_errors().as_data()]
    said = Counter(str(error) for field in form for error in field.errors)
    for field in form:
        for error in map(str, field.errors):
            text = error if said[error] == 1 else _with_question(field, error)
            lines.append(SummaryLine(text, f"#{_target(field)}"))
    return lines


def _line_of_page(error: forms.ValidationError) -> SummaryLine:
    """Return the line of an error that belongs to no field here, perhaps to one elsewhere."""
    return SummaryLine(" ".join(error.messages), (error.params or {}).get("address", ""))


def _with_question(field: BoundField, error: str) -> str:
    """Return the error with its question, because other questions have the same error."""
    question = strip_tags(str(field.label))
    return f"{question} {error}" if question.endswith(("?", ".")) else f"{question}: {error}"


def _target(field: BoundField) -> str:
    """Return the id of the input to mend: in a group the first wrong or the first of all."""
    if not field.field.widget.use_fieldset:
        return field.id_for_label or field.auto_id
    return f"{field.auto_id}_{(_wrong_parts(field) or (0,))[0]}"


def _wrong_parts(field: BoundField) -> tuple[int, ...]:
    for error in field.errors.as_data() if field.errors else ():
        if error.params and "parts" in error.params:
            return tuple(error.params["parts"])
    if field.errors and isinstance(field.field.widget, forms.MultiWidget):
        return tuple(range(len(field.field.widget.widgets)))
    return ()


def _template(field: BoundField) -> str:
    widget = field.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "kern/fields/choices.html"
    if isinstance(widget, forms.CheckboxInput):
        return "kern/fields/confirmation.html"
    if isinstance(widget, forms.Select):
        return "kern/fields/dropdown.html"
    return "kern/fields/group.html" if widget.use_fieldset else "kern/fields/input.html"


def _css_class(field: BoundField, *, has_error: bool) -> str:
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        name = "kern-form-check__checkbox"
    elif isinstance(widget, forms.Select):
        name = SELECT_CLASS
    else:
        name = INPUT_CLASS
    width = widget.attrs.get("data-width", "")
    classes = [
        name,
        f"{name}--error" if has_error else "",
        f"input-width-{width}" if width else "",
    ]
    return " ".join(filter(None, classes))
