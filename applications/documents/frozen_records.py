"""Frozen internal records in print: the JSON of one becomes its page, nothing else is asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.documents import records
from applications.documents.award_note import award_note_chapters
from applications.documents.file_cover import file_cover_chapters
from applications.documents.record_words import about, case_rows
from applications.documents.records import Chapter, Record
from applications.documents.review_note import review_note_chapters
from applications.rules.award_note import AwardNote
from applications.rules.documents import LANGUAGE, RECORD_DATA, DocumentKind
from applications.rules.file_cover import FileCover
from applications.rules.record_parts import FrozenRecord
from applications.rules.records import read_record
from applications.rules.review_note import ReviewNote
from applications.texts import label

ATTACHMENT: Final = gettext_lazy("Alle Angaben dieses Vermerks zum Einlesen mit einem Programm")


@dataclass(frozen=True, kw_only=True)
class RecordKind:
    """How a kind is printed: its chapters, what begins its footer, what stands at the top."""

    chapters: Callable[[Any], tuple[Chapter, ...]]
    number: Callable[[Any], str]
    rows: Callable[[Any], tuple[tuple[str, str], ...]]


def _number_of_case(record: ReviewNote | FileCover) -> str:
    return record.case.reference_number


def _rows_of_case(record: ReviewNote | FileCover) -> tuple[tuple[str, str], ...]:
    return case_rows(record.case)


def _number_of_list(record: AwardNote) -> str:
    return record.keeper.round


def _rows_of_list(record: AwardNote) -> tuple[tuple[str, str], ...]:
    return ((_("Szenario"), record.scenario),)


KINDS: Final[Mapping[DocumentKind, RecordKind]] = {
    DocumentKind.REVIEW_NOTE: RecordKind(
        chapters=review_note_chapters, number=_number_of_case, rows=_rows_of_case
    ),
    DocumentKind.FILE_COVER: RecordKind(
        chapters=file_cover_chapters, number=_number_of_case, rows=_rows_of_case
    ),
    DocumentKind.AWARD_NOTE: RecordKind(
        chapters=award_note_chapters, number=_number_of_list, rows=_rows_of_list
    ),
}


def frozen_record_html(content: str) -> tuple[str, bool]:
    """Return the page of a frozen record, and whether it prints ``[?]`` for characters.

    Raises ``tree.NotAFact`` or ``NotARecord`` for JSON that is no record.
    """
    record = read_record(content)
    with translation.override(LANGUAGE):
        return records.record_html(_printed(record))


def _printed(record: FrozenRecord) -> Record:
    kind = KINDS[record.kind]
    return Record(
        title=str(label(record.kind)),
        number=kind.number(record),
        about=about(record, *kind.rows(record)),
        author=record.keeper.authority,
        at=record.as_of,
        edition=record.edition,
        chapters=kind.chapters(record),
        embedded_name=RECORD_DATA,
        is_rehearsal=record.keeper.is_rehearsal,
    )
