"""Answers as short texts, to compare two versions of a page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any, Final

from django import forms
from django.utils.functional import Promise

from applications.forms.fields.dates import DateField

Text = str | Promise


# Comparing takes the square of the number of words; longer texts are marked as a whole.
MOST_WORDS: Final = 1000


@dataclass(frozen=True)
class Piece:
    """A part of an answer; ``differs`` from the other answer, or stands in both."""

    text: str
    differs: bool


@dataclass(frozen=True)
class Difference:
    """One question with two answers."""

    label: Text
    mine: str
    theirs: str

    @property
    def my_pieces(self) -> list[Piece]:
        """Return my answer in pieces."""
        return pieces(self.mine, self.theirs)

    @property
    def their_pieces(self) -> list[Piece]:
        """Return the other answer in pieces."""
        return pieces(self.theirs, self.mine)


def pieces(text: str, other: str) -> list[Piece]:
    """Divide a text by what the other one says, too, word by word."""
    words, others = re.findall(r"\s+|\S+", text), re.findall(r"\s+|\S+", other)
    if max(len(words), len(others)) > MOST_WORDS:
        return [Piece(text, differs=True)]
    found, done = [], 0
    for match in SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks():
        found.append(Piece("".join(words[done : match.a]), differs=True))
        done = match.a + match.size
        found.append(Piece("".join(words[match.a : done]), differs=False))
    return [piece for piece in found if piece.text]


def differences(mine: forms.BaseForm, theirs: forms.BaseForm) -> Iterator[Difference]:
    """Yield the questions that two versions of a form answer in different ways."""
    for name, field in (theirs.fields | mine.fields).items():
        one, other = shown(mine, name), shown(theirs, name)
        if one != other:
            yield Difference(field.label or name, one, other)


def shown(form: forms.BaseForm, name: str) -> str:
    """Return the answer as a reader sees it; the same answers give the same text."""
    if name not in form.fields:
        return ""
    field, value = form.fields[name], form[name].value()
    if form.is_bound and name not in form.errors:
        value = field.prepare_value(form.cleaned_data.get(name))
    if isinstance(field, DateField):
        return _date(value)
    if isinstance(field, forms.ChoiceField):
        return _choices(field, value)
    return "" if value is None else str(value)


def _date(value: Any) -> str:
    parts = [value.day, value.month, value.year] if isinstance(value, date) else value or ()
    return ".".join(str(part) for part in parts if part)


def _choices(field: forms.ChoiceField, value: Any) -> str:
    chosen = value if isinstance(value, list) else [value]
    offered: Any = field.choices
    labels = {str(key): str(label) for key, label in offered if key}
    return ", ".join(labels.get(str(key), str(key)) for key in chosen if key)
