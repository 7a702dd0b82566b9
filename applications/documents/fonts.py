"""The fonts of our documents: where they are, and which characters they can print."""

import functools
from pathlib import Path
from typing import Final

from django.conf import settings

from applications.documents import font_files

HOW_TO_UNPACK: Final = "run manage.py unpack_fonts"


class FontsMissing(Exception):
    """The fonts of the documents are not unpacked; the message says what to run."""


def folder() -> Path:
    """Return the folder of the unpacked fonts. Raises ``FontsMissing``."""
    if not are_unpacked():
        raise FontsMissing(f"The fonts of the documents are missing: {HOW_TO_UNPACK}.")
    return settings.DOCUMENT_FONTS


def are_unpacked() -> bool:
    """Say whether all fonts are there."""
    return font_files.are_unpacked(settings.DOCUMENT_FONTS)


def unpack() -> None:
    """Unpack the fonts. Raises ``FileNotFoundError`` when ``npm ci`` has not run."""
    font_files.unpack(settings.NODE_MODULES, settings.DOCUMENT_FONTS)


@functools.cache
def printable_characters() -> frozenset[int]:
    """Return the code points that our fonts can print, in the regular and in the bold cut.

    Raises ``FontsMissing``.
    """
    place = folder()
    families = [font_files.characters(family, place) for family in font_files.FAMILIES]
    return frozenset[int]().union(*families)
