"""The sentence for a missing answer, the same at the field, in the lists and on paper."""

from django import forms

from applications.texts.open_questions import MISSING


def say_what_is_missing(field: forms.Field, path: str) -> None:
    """Let a field use the sentence that the texts have for the question at ``path``."""
    if path in MISSING:
        field.error_messages["required"] = MISSING[path]
        if isinstance(field, forms.ChoiceField):
            field.error_messages["invalid_choice"] = MISSING[path]
