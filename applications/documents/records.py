"""Internal records in print: the frozen JSON of one record becomes its page, nothing is asked."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from applications.documents.award_note import award_note_chapters
from applications.documents.characters import for_print
from applications.documents.file_cover import file_cover_chapters
from applications.documents.record_words import Chapter, stamp
from applications.documents.review_note import review_note_chapters
from applications.rules.award_note import AwardNote
from applications.rules.documents import DocumentKind
from applications.rules.file_cover import FileCover
from applications.rules.record_parts import FrozenRecord
from applications.rules.records import read_record
from applications.rules.review_note import ReviewNote
from applications.texts import label

LANGUAGE: Final = "de"
EMBEDDED_NAME: Final = "vermerk.json"
ATTACHMENT: Final = gettext_lazy("Alle Angaben dieses Vermerks zum Einlesen mit einem Programm")
TEMPLATE: Final = "pdf/record/record.html"


@dataclass(frozen=True, kw_only=True)
class RecordKind:
    """How a kind is printed: its chapters, whether they are numbered, what the file is about."""

    chapters: Callable[[Any], tuple[Chapter, ...]]
    subject: Callable[[Any], str]
    is_numbered: bool = False
    description: str | Promise


def _of_a_case(record: ReviewNote | FileCover) -> str:
    return record.case.reference_number


def _of_a_round(record: AwardNote) -> str:
    return record.keeper.round


KINDS: Final[Mapping[DocumentKind, RecordKind]] = {
    DocumentKind.REVIEW_NOTE: RecordKind(
        chapters=review_note_chapters,
        subject=_of_a_case,
        is_numbered=True,
        description=gettext_lazy("Die ganze Prüfung eines Antrags"),
    ),
    DocumentKind.FILE_COVER: RecordKind(
        chapters=file_cover_chapters,
        subject=_of_a_case,
        description=gettext_lazy("Das erste Blatt der Akte"),
    ),
    DocumentKind.AWARD_NOTE: RecordKind(
        chapters=award_note_chapters,
        subject=_of_a_round,
        is_numbered=True,
        description=gettext_lazy("Die bestätigte Vergabeliste"),
    ),
}


def record_html(content: str) -> tuple[str, bool]:
    """Return the page of a frozen record, and whether it prints ``[?]`` for characters.

    Raises ``tree.NotAFact`` or ``NotARecord`` for JSON that is no record.
    """
    printable, has_unprintable_text = for_print(json.loads(content))
    record = read_record(json.dumps(printable))
    with translation.override(LANGUAGE):
        context = _context(record, has_unprintable_text=has_unprintable_text)
        return render_to_string(TEMPLATE, context), has_unprintable_text


def _context(record: FrozenRecord, *, has_unprintable_text: bool) -> dict[str, Any]:
    kind = KINDS[record.kind]
    return {
        "title": str(label(record.kind)),
        "subject": kind.subject(record),
        "description": str(kind.description),
        "record": record,
        "at": record.as_of,
        "as_of": stamp(record.as_of),
        "is_draft": False,
        "is_rehearsal": record.keeper.is_rehearsal,
        "is_numbered": kind.is_numbered,
        "chapters": kind.chapters(record),
        "has_unprintable_text": has_unprintable_text,
        "embedded_name": EMBEDDED_NAME,
    }
