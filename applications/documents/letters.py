"""Letters in print: the frozen JSON of one letter becomes its page, and nothing else is asked.

``letter_html`` is the door; ``LETTER_KINDS`` says how each kind is titled and made.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.documents.characters import for_print
from applications.documents.cover_sheet import cover_context
from applications.documents.genuineness import check_page
from applications.documents.letter_frame import contact_rows, frame
from applications.documents.letter_parts import part_context
from applications.documents.paragraphs import paragraphs
from applications.documents.wording import day
from applications.models.codes import group_printed
from applications.rules.documents import LANGUAGE, LETTER_DATA, DocumentKind
from applications.rules.legal_texts import TEXTS_OF
from applications.rules.letters import Letter
from applications.rules.periods import BERLIN, berlin_day
from applications.texts.letters import PARTIAL_REVOCATION, SUBJECTS, TITLES

_ATTACHMENT: Final = gettext_lazy("Alle Angaben dieses Schreibens zum Einlesen mit einem Programm")


@dataclass(frozen=True, kw_only=True)
class LetterKind:
    """How a kind is printed: its title, its template, what its embedded file is."""

    title: str | Promise
    template: str
    attachment: str | Promise = _ATTACHMENT


_TEMPLATES: Final[Mapping[DocumentKind, str]] = {
    DocumentKind.AWARD: "pdf/letter/award.html",
    DocumentKind.REJECTION: "pdf/letter/rejection.html",
    DocumentKind.WAITING_LIST: "pdf/letter/waiting_list.html",
    DocumentKind.AMENDMENT: "pdf/letter/amendment.html",
    DocumentKind.REVOCATION: "pdf/letter/revocation.html",
    DocumentKind.INFORMATION_REQUEST: "pdf/letter/information_request.html",
    DocumentKind.HEARING: "pdf/letter/hearing.html",
    DocumentKind.EARLY_START: "pdf/letter/early_start.html",
    DocumentKind.COVER_SHEET: "pdf/letter/cover_sheet.html",
}
LETTER_KINDS: Final[Mapping[DocumentKind, LetterKind]] = {
    kind: LetterKind(title=TITLES[kind], template=template)
    for kind, template in _TEMPLATES.items()
}


def letter_html(letter_json: str, code: str, is_draft: bool = False) -> tuple[str, bool]:
    """Return the page of a frozen letter, and whether it prints ``[?]`` for characters.

    Raises ``tree.NotAFact`` or ``letters.NotALetter`` for JSON that is no letter.
    """
    kind = LETTER_KINDS[Letter.from_json(letter_json).kind]
    with translation.override(LANGUAGE):
        context = letter_context(letter_json, title=str(kind.title), code=code, is_draft=is_draft)
        return render_to_string(kind.template, context), context["has_unprintable_text"]


def letter_context(
    letter_json: str, *, title: str, code: str, is_draft: bool = False
) -> dict[str, Any]:
    """Return the values of a letter's template; all typed text in them can be printed.

    A letter with a legal text that is not released is a draft in any case, and so is the cover
    sheet that goes with it.
    """
    document, has_unprintable_text = for_print(json.loads(letter_json))
    letter = Letter.from_json(json.dumps(document))
    printed = {kind: letter.texts[kind] for kind in TEXTS_OF.get(letter.kind, ())}
    is_cover = letter.kind == DocumentKind.COVER_SHEET
    return {
        "title": title,
        "letter": letter,
        "at": datetime.combine(letter.dated, time(), tzinfo=BERLIN),
        "is_draft": is_draft or not all(text.is_released for text in letter.texts.values()),
        "is_rehearsal": letter.is_rehearsal,
        "has_unprintable_text": has_unprintable_text,
        "embedded_name": LETTER_DATA,
        "check_page": check_page(),
        "code": group_printed(code),
        "text": {kind.value: paragraphs(text.text) for kind, text in printed.items()},
        **({} if is_cover else _frame(letter)),
        **(cover_context(letter) if is_cover else part_context(letter)),
    }


def _frame(letter: Letter) -> dict[str, Any]:
    """Return what stands around the words: sender, window, information, subject."""
    information = (
        (_("Unser Zeichen"), letter.reference_number),
        (_("Ihr Antrag vom"), day(berlin_day(letter.application.received_at))),
        (_("Bearbeitung"), letter.handler),
        *contact_rows(letter.authority),
        (_("Datum"), day(letter.dated)),
    )
    return {
        **frame(letter.authority, letter.recipient.lines, information),
        "subject": _subject(letter),
    }


def _subject(letter: Letter) -> str:
    words = SUBJECTS[letter.kind]
    changed = letter.change
    if letter.kind == DocumentKind.REVOCATION and changed and changed.after.total_eur:
        words = PARTIAL_REVOCATION
    values = {"year": letter.round.year, "day": day(changed.decided_on) if changed else ""}
    return str(words).format(**values)
