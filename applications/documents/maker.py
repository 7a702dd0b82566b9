"""Makes a document of a kind from a frozen application: context, template, PDF, check."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation

from applications.documents.context import FrozenApplication
from applications.documents.genuineness import qr_code
from applications.documents.kinds import KINDS
from applications.rules.documents import APPLICATION_DATA, DocumentKind

LANGUAGE = "de"


@dataclass(frozen=True)
class MadeDocument:
    """A finished PDF, and whether it prints ``[?]`` for characters that our fonts lack."""

    content: bytes
    has_unprintable_text: bool


def make_document(kind: DocumentKind, frozen: FrozenApplication, *, code: str) -> MadeDocument:
    """Return the PDF of a kind; the same input always gives the same bytes.

    Raises what the renderer raises, ``ForeignAddress`` and ``NotConformant``.
    """
    from applications.documents.renderer import EmbeddedFile, make_pdf  # noqa: PLC0415 - slow import
    from applications.documents.validity import check  # noqa: PLC0415 - slow import

    how = KINDS[kind]
    with translation.override(LANGUAGE):
        context = how.context(frozen, title=str(how.title), code=code)
        html = render_to_string(how.template, context)
        description = str(how.attachment)
    embedded = EmbeddedFile(
        name=APPLICATION_DATA,
        description=description,
        content=frozen.payload.encode(),
        at=context["received_at"],
    )
    pictures = {"qr.svg": ("image/svg+xml", qr_code(code))}
    content = make_pdf(html=html, pictures=pictures, embedded=embedded)
    check(content)
    return MadeDocument(content, context["has_unprintable_text"])
