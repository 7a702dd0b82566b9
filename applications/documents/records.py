"""Records of the authority in print: chapters made of building blocks, nothing else.

Whoever builds a record (review note, award note, cover of a file) fills the dataclasses;
``record_html`` prints them with the header „Nur für den Dienstgebrauch“ and a bookmark for each
chapter.
"""

from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from typing import Any, ClassVar, Final

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from applications.documents.blocks import Facts, Listing, Table
from applications.documents.characters import for_print
from applications.documents.genuineness import check_page
from applications.documents.paragraphs import parts
from applications.models.codes import group_printed
from applications.rules.documents import LANGUAGE

TEMPLATE: Final = "pdf/record/_record.html"


@dataclass(frozen=True)
class Words:
    """Running text; empty lines part its paragraphs."""

    template: ClassVar[str] = "pdf/record/_words.html"

    text: str

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Return the paragraphs in their order."""
        return parts(self.text)


@dataclass(frozen=True)
class Subheading:
    """A heading inside of a chapter."""

    template: ClassVar[str] = "pdf/record/_subheading.html"

    text: str


Block = Words | Subheading | Facts | Table | Listing


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """One chapter; without blocks it says „Keine Einträge.“."""

    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Record:
    """A whole record. ``about`` stands below the title, ``at`` (aware) is its date.

    ``number`` begins the footer: the reference number of a case or the name of a list.
    ``embedded_name`` is the file with the data inside the PDF, if there is one.
    """

    title: str
    number: str
    about: Facts
    author: str
    at: datetime
    edition: int = 1
    chapters: tuple[Chapter, ...]
    embedded_name: str = ""
    is_draft: bool = False
    is_rehearsal: bool = False


def findings_table(rows: tuple[tuple[str, str, str, str], ...]) -> Listing:
    """Return the table of rules: number, sentence, result, law and who settled it why."""
    return Listing("rules", (_("Regel"), _("Feststellung"), _("Ergebnis"), _("Grundlage")), rows)


def history_table(rows: tuple[tuple[str, str, str], ...]) -> Listing:
    """Return the table of what happened: instant, event, person."""
    return Listing("history", (_("Wann"), _("Was"), _("Wer")), rows)


def record_html(record: Record, *, code: str = "") -> tuple[str, bool]:
    """Return the page of a record, and whether it prints ``[?]`` for characters.

    Without code there is no block about genuineness.
    """
    printable, has_unprintable_text = printable_record(record)
    context: dict[str, Any] = {
        "record": printable,
        "at": record.at,
        "is_draft": record.is_draft,
        "is_rehearsal": record.is_rehearsal,
        "embedded_name": record.embedded_name,
        "has_unprintable_text": has_unprintable_text,
        "check_page": check_page(),
        "code": group_printed(code) if code else "",
    }
    with translation.override(LANGUAGE):
        return render_to_string(TEMPLATE, context), has_unprintable_text


def printable_record(record: Record) -> tuple[Record, bool]:
    """Return a copy of a record in which all text can be printed, and whether it lacks any."""
    lacking: list[bool] = []
    return _copy(record, lacking), any(lacking)


def _copy(value: Any, lacking: list[bool]) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        own = {part.name: _copy(getattr(value, part.name), lacking) for part in fields(value)}
        return replace(value, **own)
    if isinstance(value, tuple):
        return tuple(_copy(item, lacking) for item in value)
    if type(value) is not str:
        return value
    text, is_lacking = for_print(value)
    lacking.append(is_lacking)
    return text
