"""What must be legible on paper: every value of an application document, in German."""

import io
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from django.utils.formats import date_format
from pypdf import PdfReader

from applications import texts
from applications.rules.facts import Facts
from applications.rules.money import format_eur, format_number
from applications.rules.periods import Month

# On paper a file is named with its size and its hash shortened; hashes are in the JSON file.
_NOT_PRINTED: Final = {"sha256", "media_type", "size", "publish"}


def text_of(pdf: bytes) -> str:
    """Return the text of a PDF without blanks and breaks."""
    return _dense("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def unprinted(document: dict[str, Any], pdf: bytes, *, at_least: int = 100) -> list[str]:
    """Return the values of an application document that the PDF does not show."""
    facts, text = Facts.from_document(document), text_of(pdf)
    values = [*_values(facts.answers), *_values(facts.declarations)]
    assert len(values) > at_least
    return [value for value in values if _dense(value) not in text]


def _values(node: Any) -> Iterator[str]:
    if is_dataclass(node) and not isinstance(node, Month):
        for part in fields(node):
            if part.name in _NOT_PRINTED or part.name == "wording":
                continue
            value = getattr(node, part.name)
            if isinstance(value, Decimal):
                is_money = part.name.endswith("_eur")
                hours = format_number(value).rstrip("0").rstrip(",")
                yield format_eur(value) if is_money else hours
            else:
                yield from _values(value)
    elif isinstance(node, tuple):
        for value in node:
            yield from _values(value)
    elif node is not None and not isinstance(node, bool):
        yield _in_german(node)


def _in_german(value: Any) -> str:
    if isinstance(value, StrEnum):
        return str(texts.label(value))
    if isinstance(value, Month):
        return date_format(value.first_day, "F Y")
    if isinstance(value, date):
        return date_format(value, "j. F Y")
    return str(value)


def _dense(text: str) -> str:
    return re.sub(r"[\s\u00ad\u200b]+", "", text)
