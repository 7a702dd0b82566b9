"""Makes one PDF that is both PDF/A-3a and PDF/UA-1 out of HTML, always with the same bytes.

Fonts and style sheet are read once per process; a lock keeps threads apart, because Pango
must not be asked by two threads with one font configuration.
"""

import functools
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from weasyprint import CSS, HTML, Attachment, __version__
from weasyprint.text.fonts import FontConfiguration

from applications.documents.fetcher import PackagedFiles
from applications.documents.fonts import font_files

STYLE_SHEET: Final = Path("templates/pdf/pdf.css")
RENDERER: Final = f"WeasyPrint {__version__}"

# The renderer knows one variant per file. PDF/UA asks for no more than its own mark, and PDF/A
# for a declaration of that mark.
_UA_MARK: Final = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""

# A stream whose last byte is a carriage return (one of 256) looks one byte too long to readers
# that measure it from behind, and with them to the check of PDF/A.
_DOUBTFUL_END: Final = b"\r\nendstream"
_TRIES: Final = 8

_lock = threading.Lock()


class ForeignAddress(Exception):
    """The text asked for files that are not ours; nothing was fetched, no PDF was made."""


@dataclass(frozen=True, kw_only=True)
class EmbeddedFile:
    """A file inside the PDF; ``at`` (aware) is its date, so that no clock is asked."""

    name: str
    description: str
    content: bytes
    at: datetime


def make_pdf(
    *,
    html: str,
    pictures: Mapping[str, tuple[str, bytes]],
    embedded: EmbeddedFile | None,
) -> bytes:
    """Return the PDF of a complete HTML page; papers without evidence embed no file.

    The page names its pictures as ``wir:<name>``. Raises ``ForeignAddress`` when the page asks
    for anything else.
    """
    with _lock:
        for blanks in range(_TRIES):
            pdf = _write(html, PackagedFiles(pictures), embedded, blanks=blanks)
            if _DOUBTFUL_END not in pdf:
                break
    return pdf


def _write(
    html: str, fetcher: PackagedFiles, embedded: EmbeddedFile | None, *, blanks: int
) -> bytes:
    fonts, style_sheet = _equipment()
    pdf: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(
        font_config=fonts,
        stylesheets=[style_sheet],
        pdf_variant="pdf/a-3a",
        finisher=functools.partial(_finish, blanks=blanks),
        attachments=[_attachment(embedded)] if embedded else [],
    )
    if fetcher.denied:
        raise ForeignAddress(*fetcher.denied)
    return pdf


@functools.cache
def _equipment() -> tuple[FontConfiguration, CSS]:
    """Read fonts and style sheet; the costly part of a first document."""
    files = {name: ("font/woff2", path.read_bytes()) for name, path in font_files().items()}
    fetcher = PackagedFiles(files)
    fonts = FontConfiguration()
    style_sheet = CSS(
        string=(settings.BASE_DIR / STYLE_SHEET).read_text(),
        font_config=fonts,
        url_fetcher=fetcher,
    )
    if fetcher.denied:
        raise ForeignAddress(*fetcher.denied)
    return fonts, style_sheet


def _attachment(file: EmbeddedFile) -> Attachment:
    return Attachment(
        string=file.content,
        name=file.name,
        description=file.description,
        relationship="Data",
        created=file.at,
        modified=file.at,
    )


def _finish(_document: Any, pdf: Any, *, blanks: int) -> None:
    """Add the mark of PDF/UA and leave no stream with a doubtful end."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.stream = [part.replace(b"</rdf:RDF>", _UA_MARK) for part in metadata.stream]
    metadata.compress = False
    for stream in pdf.objects:
        if getattr(stream, "compress", False) and stream.data.endswith(_DOUBTFUL_END):
            stream.compress = False
    if "AF" in pdf.catalog:
        # The renderer lists the embedded file twice.
        pdf.catalog["AF"] = type(pdf.catalog["AF"])(dict.fromkeys(pdf.catalog["AF"]))
    # The renderer packs the other objects only after this; blanks in them change that stream.
    pdf.catalog["Metadata"] += b" " * blanks
