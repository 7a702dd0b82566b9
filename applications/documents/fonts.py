"""The fonts of our documents, and which characters they can print."""

import functools
from pathlib import Path
from typing import Final

from django.conf import settings
from fontTools.ttLib import TTFont

# Fira Sans sets the text; Noto Sans stands behind it for the characters that Fira lacks.
REGULAR: Final = ("fira-sans/FiraSans-Regular.woff2", "noto-sans/NotoSans-Regular.woff2")
BOLD: Final = ("fira-sans/FiraSans-SemiBold.woff2", "noto-sans/NotoSans-Bold.woff2")


def font_files() -> dict[str, Path]:
    """Return name and place of every font file that a document may use."""
    folder = settings.KERN_DIR / "fonts"
    return {name: folder / name for name in (*REGULAR, *BOLD)}


@functools.cache
def printable_characters() -> frozenset[int]:
    """Return the code points that our fonts can print, in the regular and in the bold cut."""
    files = font_files()
    regular, bold = (
        {code for name in cut for code in TTFont(files[name]).getBestCmap()}
        for cut in (REGULAR, BOLD)
    )
    return frozenset(regular & bold)
