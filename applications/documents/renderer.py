"""Makes one PDF that is both PDF/A-3a and PDF/UA-1 out of HTML, always with the same bytes.

The work is done by a limited process beside this one (``press``), so that no page can cost
more than its own PDF.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Final

from applications.documents.fonts import FontsMissing
from applications.documents.press_process import STYLE_SHEET, PressProcess, RenderingFailed

__all__ = [
    "RENDERER",
    "STYLE_SHEET",
    "EmbeddedFile",
    "FontsMissing",
    "ForeignAddress",
    "RenderingFailed",
    "make_pdf",
    "press",
]

RENDERER: Final = f"WeasyPrint {version('weasyprint')}"

logger = logging.getLogger(__name__)
press: Final = PressProcess()


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
    for anything else, ``RenderingFailed`` when it costs too much, ``FontsMissing``.
    """
    order = {
        "pictures": [(name, kind) for name, (kind, _content) in pictures.items()],
        "embedded": _about(embedded),
    }
    contents = [content for _kind, content in pictures.values()]
    if embedded:
        contents.append(embedded.content)
    about, parts = press.ask(order, html.encode(), *contents)
    if "foreign" in about:
        raise ForeignAddress(*about["foreign"])
    for note in about["notes"]:
        logger.warning("%s", note)
    return parts[0]


def _about(file: EmbeddedFile | None) -> dict[str, str] | None:
    if file is None:
        return None
    return {"name": file.name, "description": file.description, "at": file.at.isoformat()}
