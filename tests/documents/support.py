"""Frozen demo applications, their PDFs, and what independent readers find in these."""

import hashlib
import io
import json
import re
from datetime import UTC, datetime
from functools import cache
from typing import Any

from pypdf import PdfReader
from pypdf.generic import IndirectObject

from applications.documents.context import FrozenApplication
from applications.documents.maker import MadeDocument, make_document
from applications.documents.renderer import EmbeddedFile
from applications.rules.documents import DocumentKind
from applications.rules.letters import Authority
from tests.rules import support

CODE = "7KQ4M2XW9TB3"
EMBEDDED = EmbeddedFile(
    name="antrag.json",
    description="",
    content=b"{}",
    at=datetime(2020, 1, 18, 20, 14, 7, tzinfo=UTC),
)
AUTHORITY = Authority(
    name="Hessisches Ministerium für Soziales und Integration",
    address="Musterstraße 1\n65185 Wiesbaden",
    letterhead="Hessisches Ministerium für Soziales und Integration\nLandesprogramm WIR",
    phone="0611 000000",
    hours="Montag bis Donnerstag, 9 bis 15 Uhr",
    email="wir@foerderung.example",
    portal="wir.hessen.example",
)
# As the files call themselves.
OUR_FONTS = {
    "Fira-Sans",
    "Fira-Sans-Semi-Bold",
    *(
        f"{name}{cut}"
        for name in (
            "Noto-Sans",
            "IBM-Plex-Sans-Arabic",
            "Noto-Sans-Armenian",
            "Noto-Sans-Ethiopic",
            "Noto-Sans-Georgian",
            "Noto-Sans-Hebrew-Thin,",  # the comma ends a family that is named like a weight
        )
        for cut in ("", "-Bold")
    ),
}


def frozen(document: dict[str, Any] | None = None, **values: Any) -> FrozenApplication:
    """Freeze a document; without one it is that of demo application A1."""
    document = document or support.document("a1")
    payload = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return FrozenApplication(
        **{
            "payload": payload,
            "sha256": hashlib.sha256(payload.encode()).hexdigest(),
            "version": 1,
            "is_rehearsal": False,
            "report": support.report(document),
            "parameters": support.PARAMETERS,
            "authority": AUTHORITY,
            **values,
        }
    )


def make(document: dict[str, Any] | None = None, **values: Any) -> MadeDocument:
    """Make the acknowledgement of receipt."""
    kind = DocumentKind.ACKNOWLEDGEMENT_OF_RECEIPT
    return make_document(kind, frozen(document, **values), code=CODE)


@cache
def demo(key: str = "a1") -> MadeDocument:
    """Make the acknowledgement of a demo application, once for all tests."""
    return make(support.document(key))


def made_of(content: bytes) -> MadeDocument:
    """Take a paper that was made without a snapshot."""
    return MadeDocument(content, False)


def reader(made: MadeDocument) -> PdfReader:
    return PdfReader(io.BytesIO(made.content))


@cache
def text_of(made: MadeDocument) -> str:
    """Return the text of all pages with single blanks and without soft breaks."""
    pages = (page.extract_text() for page in reader(made).pages)
    return on_one_line(" ".join(pages)).replace("\N{ZERO WIDTH SPACE}", "")


def on_one_line(text: str) -> str:
    """Return the text with single blanks; lines may end after a hyphen."""
    return re.sub(r"(?<=\w)- ", "-", re.sub(r"\s+", " ", text).strip())


def fonts_of(made: MadeDocument) -> set[str]:
    """Return the names of all fonts in the file, without the mark of a subset."""
    objects = (
        IndirectObject(number, 0, pdf).get_object()
        for pdf in [reader(made)]
        for number in {*pdf.xref[0], *pdf.xref_objStm}
    )
    return {
        str(found["/FontName"]).rpartition("+")[2]
        for found in objects
        if isinstance(found, dict) and "/FontName" in found
    }
