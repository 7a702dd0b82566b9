"""Which characters a typed text may hold, and how it is brought into one form."""

import re
import unicodedata

# Writing direction can be overridden with these; a reviewer could then read another text
# than the one that is stored (Unicode technical report 36).
BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# Invisible leftovers of copying from word processors and web pages.
LEFTOVERS = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u061c\u2060\ufeff"))


def normalise(text: str) -> str:
    """Return the text in NFC with ``\\n`` line ends, tabs as blanks and no invisible leftovers."""
    text = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    return unicodedata.normalize("NFC", text.replace("\t", " ").translate(LEFTOVERS))


def has_forbidden_characters(text: str) -> bool:
    """Tell whether a normalised text holds control, surrogate or direction characters."""
    return any(
        character in BIDI_CONTROLS
        or (character != "\n" and unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"})
        for character in text
    )


def on_one_line(text: str) -> str:
    """Return the text with every run of white space as one blank."""
    return re.sub(r"\s+", " ", text).strip()
