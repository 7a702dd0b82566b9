"""The words of a question: the same at the field, in the lists and on paper."""

from django import forms

from applications.texts.open_questions import MISSING
from applications.texts.question_labels import question_label


def ask(field: forms.Field, path: str) -> None:
    """Give a field the question at a dotted path and the sentence for a missing answer."""
    field.label = str(question_label(path))
    if path in MISSING:
        field.error_messages["required"] = MISSING[path]
        if isinstance(field, forms.ChoiceField):
            field.error_messages["invalid_choice"] = MISSING[path]
