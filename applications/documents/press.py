"""Makes PDFs out of HTML; runs as a process of its own, with limits.

Nothing of Django is loaded here. Orders come in through standard input, PDFs go out through
standard output, each as a frame. Once fonts and style sheet are read the process closes its
doors: whatever a page makes the renderer do, it reaches neither the network nor the disk.
"""

import functools
import gc
import logging
import os
import signal
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final

from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration

from applications.documents import frames, marked_words, pdf_marks
from applications.documents.doors import Doors
from applications.documents.fetcher import PackagedFiles

_TRIES: Final = 8
# If nobody is left to end a process that takes too long, it ends itself this much later.
_GRACE_SECONDS: Final = 5


class Foreign(Exception):
    """Page or style sheet asked for files that are not ours; the arguments are their addresses."""


class Press:
    """What every page needs, read once: fonts and style sheet."""

    def __init__(self, style_sheet: str) -> None:
        """Read the style sheet; the fonts are those of fontconfig's own file alone."""
        self._fonts = FontConfiguration()
        fetcher = PackagedFiles({})
        self._style = CSS(string=style_sheet, font_config=self._fonts, url_fetcher=fetcher)
        self._denied = fetcher.denied

    def make(self, order: dict[str, Any], parts: list[bytes]) -> bytes:
        """Return the PDF of an order. Raises ``Foreign``."""
        for blanks in range(_TRIES):
            pdf = self.write(order, parts, blanks=blanks)
            if not pdf_marks.is_doubtful(pdf):
                break
        return pdf

    def write(self, order: dict[str, Any], parts: list[bytes], *, blanks: int) -> bytes:
        """Render once; ``blanks`` change the stream that is packed last, nothing else."""
        html, *contents = parts
        attachments = []
        if order["embedded"]:
            attachments.append(_attachment(order["embedded"], contents.pop()))
        pairs = zip(order["pictures"], contents, strict=True)
        fetcher = PackagedFiles({name: (kind, content) for (name, kind), content in pairs})
        page = HTML(string=html.decode(), url_fetcher=fetcher)
        if marked_words.has_marks(html.decode()):
            marked_words.set_marked_words(page.etree_element.find("body"))
        pdf: bytes = page.write_pdf(
            font_config=self._fonts,
            stylesheets=[self._style],
            pdf_variant="pdf/a-3a",
            finisher=functools.partial(pdf_marks.finish, blanks=blanks),
            attachments=attachments,
        )
        if denied := [*self._denied, *fetcher.denied]:
            raise Foreign(*denied)
        return pdf


def _attachment(about: dict[str, str], content: bytes) -> Attachment:
    at = datetime.fromisoformat(about["at"])
    return Attachment(
        string=content,
        name=about["name"],
        description=about["description"],
        relationship="Data",
        created=at,
        modified=at,
    )


class Notes(logging.Handler):
    """Keeps what the renderer warns of; whoever asked for the PDF logs it."""

    def __init__(self) -> None:
        """Listen to the renderer, which would otherwise write to standard error."""
        super().__init__(logging.WARNING)
        self._found: list[str] = []
        logger = logging.getLogger("weasyprint")
        logger.handlers = [self]
        logger.propagate = False

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one warning."""
        self._found.append(record.getMessage())

    def taken(self) -> list[str]:
        """Return the warnings since the last time."""
        found, self._found = self._found, []
        return found


def _answers(source: IO[bytes], press: Press, doors: Doors) -> Iterator[frames.Frame]:
    """Yield the answer to every order; after one without a PDF nobody asks any more."""
    notes = Notes()
    while (frame := frames.read(source)) is not None:
        order, parts = frame
        signal.alarm(order["seconds"] + _GRACE_SECONDS)
        try:
            pdf = press.make(order, parts)
            doors.must_be_untouched()
        except Foreign as refusal:
            yield {"foreign": refusal.args}, []
        except MemoryError:
            yield {"failed": "memory", "detail": ""}, []
        except Exception as fault:
            yield {"failed": "fault", "detail": f"{type(fault).__name__}: {fault}"}, []
        else:
            yield {"notes": notes.taken()}, [pdf]
        signal.alarm(0)
        # Not while a document is made: nobody waits for this.
        gc.collect()


def _own_streams() -> tuple[IO[bytes], IO[bytes]]:
    """Return the two pipes; whatever prints writes into nothing."""
    source, out = (os.fdopen(os.dup(number), mode) for number, mode in ((0, "rb"), (1, "wb")))
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return source, out


def main(style_sheet: str, memory_bytes: str) -> None:
    """Load what every document needs, close the doors, and work until nobody asks any more."""
    source, out = _own_streams()
    press = Press(Path(style_sheet).read_text())
    doors = Doors()
    doors.close(int(memory_bytes))
    gc.collect()
    gc.freeze()
    gc.disable()
    for about, parts in _answers(source, press, doors):
        frames.write(out, about, *parts)
