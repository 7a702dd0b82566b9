"""Makes documents from what was frozen: context, template, PDF, check."""

from dataclasses import dataclass
from datetime import datetime, time

from django.template.loader import render_to_string
from django.utils import translation

from applications import clock
from applications.documents import frozen_records
from applications.documents.context import FrozenApplication
from applications.documents.genuineness import qr_code
from applications.documents.kinds import KINDS
from applications.documents.letters import LETTER_KINDS, letter_html
from applications.rules.documents import (
    APPLICATION_DATA,
    LANGUAGE,
    LETTER_DATA,
    RECORD_DATA,
    DocumentKind,
)
from applications.rules.letters import Letter
from applications.rules.records import read_record


@dataclass(frozen=True)
class MadeDocument:
    """A finished PDF, and whether it prints ``[?]`` for characters that our fonts lack."""

    content: bytes
    has_unprintable_text: bool


def make_document(kind: DocumentKind, frozen: FrozenApplication, *, code: str) -> MadeDocument:
    """Return the PDF of a kind; the same input always gives the same bytes.

    Raises what the renderer raises, ``ForeignAddress`` and ``NotConformant``.
    """
    how = KINDS[kind]
    with translation.override(LANGUAGE):
        context = how.context(frozen, title=str(how.title), code=code)
        html = render_to_string(how.template, context)
        description = str(how.attachment)
    return _make(
        html,
        code=code,
        name=APPLICATION_DATA,
        description=description,
        data=frozen.payload,
        at=context["received_at"],
        has_unprintable_text=context["has_unprintable_text"],
    )


def make_letter(letter_json: str, *, code: str, is_draft: bool = False) -> MadeDocument:
    """Return the PDF of a frozen letter; a draft says so on every page and has no code.

    Raises what ``make_document`` raises, and ``NotALetter``.
    """
    html, has_unprintable_text = letter_html(letter_json, code, is_draft)
    letter = Letter.from_json(letter_json)
    return _make(
        html,
        code=code,
        name=LETTER_DATA,
        description=str(LETTER_KINDS[letter.kind].attachment),
        data=letter_json,
        at=datetime.combine(letter.dated, time(), tzinfo=clock.BERLIN),
        has_unprintable_text=has_unprintable_text,
    )


def make_record(content: str) -> MadeDocument:
    """Return the PDF of a frozen internal record; it has no code: it stays in the house.

    Raises what ``make_document`` raises, and ``NotARecord``.
    """
    html, has_unprintable_text = frozen_records.frozen_record_html(content)
    with translation.override(LANGUAGE):
        description = str(frozen_records.ATTACHMENT)
    return _make(
        html,
        code="",
        name=RECORD_DATA,
        description=description,
        data=content,
        at=read_record(content).as_of,
        has_unprintable_text=has_unprintable_text,
    )


def preview_letter(letter_json: str) -> bytes:
    """Return a letter as it would leave, marked as a draft; nothing of it is kept."""
    return make_letter(letter_json, code="", is_draft=True).content


def _make(
    html: str,
    *,
    code: str,
    name: str,
    description: str,
    data: str,
    at: datetime,
    has_unprintable_text: bool,
) -> MadeDocument:
    from applications.documents.renderer import EmbeddedFile, make_pdf  # noqa: PLC0415 - slow import
    from applications.documents.validity import check  # noqa: PLC0415 - slow import

    embedded = EmbeddedFile(name=name, description=description, content=data.encode(), at=at)
    pictures = {"qr.svg": ("image/svg+xml", qr_code(code))} if code else {}
    content = make_pdf(html=html, pictures=pictures, embedded=embedded)
    check(content)
    return MadeDocument(content, has_unprintable_text)
