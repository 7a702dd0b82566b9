"""Sets words with combining marks in one font.

Fira Sans lacks many marks, and a mark from another font does not find its place. Letters that
exist with their mark as one character, such as ``č``, are not concerned.
"""

import re
import unicodedata
from typing import Final
from xml.etree.ElementTree import Element

_MARK: Final = re.compile("[\u0300-\u036f]")
_WORDS: Final = re.compile(r"(\S*[\u0300-\u036f]\S*)")
_STYLE: Final = "font-family: 'Noto Sans'"


def has_marks(html: str) -> bool:
    """Say whether a page has combining marks at all; nearly none has."""
    return _MARK.search(html) is not None


def set_marked_words(body: Element) -> None:
    """Put every word below the element that needs it into a ``span`` of the other font."""
    for parent in list(body.iter()):
        children: list[Element] = []
        texts = [parent.text, *(child.tail for child in parent)]
        parent.text = _set(texts[0], children)
        for child, text in zip(list(parent), texts[1:], strict=True):
            children.append(child)
            child.tail = _set(text, children)
        parent[:] = children


def _set(text: str | None, children: list[Element]) -> str | None:
    """Return what stands before the first such word; add the words with what follows each."""
    if not text or not has_marks(unicodedata.normalize("NFC", text)):
        return text
    first, *rest = _WORDS.split(unicodedata.normalize("NFC", text))
    for word, tail in zip(rest[::2], rest[1::2], strict=True):
        span = Element("span", style=_STYLE)
        span.text, span.tail = word, tail
        children.append(span)
    return first
