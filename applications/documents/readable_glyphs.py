"""Completes which text every glyph stands for, so that PDFs can be read out and copied.

Where a letter and its marks are several glyphs the renderer gives the text of all to one of
them and none to the others. A PDF in which a glyph stands for nothing is not PDF/A-3a.
"""

import io
import re
import unicodedata
from typing import Any, Final

from fontTools.ttLib import TTFont

_ENTRY: Final = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")
_DOTLESS: Final = {"ı": "i", "ȷ": "j"}
_NOTHING: Final = "\N{ZERO WIDTH SPACE}"


def complete(document: Any, pdf: Any) -> None:
    """Give every glyph of every font its own text; fonts without such glyphs stay as they are."""
    fonts = {font.name: font for font in document.fonts.values()}
    for description in [found for found in pdf.objects if "ToUnicode" in _keys(found)]:
        font = fonts[description["BaseFont"]]
        if any(_is_shared(text) for text in font.to_unicode.values()):
            stream = pdf.objects[int(description["ToUnicode"].split()[0])]
            letters = _Letters(font)
            stream.stream = [_ENTRY.sub(letters.entry, line) for line in stream.stream]


def _keys(found: Any) -> Any:
    return found if isinstance(found, dict) else ()


def _is_shared(text: str) -> bool:
    """Say whether a text is that of several glyphs, or was left for another glyph."""
    return not text or any(map(unicodedata.combining, text[1:]))


class _Letters:
    """The letters of a font's glyphs, by its own tables."""

    def __init__(self, font: Any) -> None:
        from weasyprint.text.fonts import get_hb_object_data  # noqa: PLC0415 - slow import

        whole = TTFont(io.BytesIO(get_hb_object_data(font.hb_face)))
        self._names = whole.getGlyphOrder()
        codes = sorted(whole.getBestCmap().items(), reverse=True)
        # Of several letters with one glyph the first counts, so it comes last.
        self._codes = {name: chr(code) for code, name in codes}

    def entry(self, found: re.Match[bytes]) -> bytes:
        """Return the entry of a glyph with the text that is its own."""
        glyph, text = found.groups()
        letters = bytes.fromhex(text.decode()).decode("utf-16-be")
        if not _is_shared(letters):
            return found.group()
        own = self._own(self._names[int(glyph, 16)])
        # Dots give way to marks: that glyph was typed as a letter with its dot.
        own = own if letters else _DOTLESS.get(own, own)
        text = (own or letters or _NOTHING).encode("utf-16-be").hex().encode()
        return b"<%b> <%b>" % (glyph, text)

    def _own(self, name: str) -> str:
        """Return the letter of a glyph; variants are named after it (``uni0306.case``)."""
        found = self._codes.get(name) or self._codes.get(name.partition(".")[0], "")
        return unicodedata.normalize("NFKC", found) if "\ufb50" <= found <= "\ufeff" else found
