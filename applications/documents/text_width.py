"""Estimates how wide text is in print, rather too much than too little.

The press knows only afterwards; here lines are broken before, so that they fit into a field.
"""

from typing import Final

from applications.rules.money import NO_BREAK_SPACE

MM_PER_PT: Final = 25.4 / 72

# Widths of the characters of Fira Sans in their own size, in steps; a test measures the print.
_WIDTHS: Final = (
    (0.3, frozenset(f"{NO_BREAK_SPACE} .,:;'!|iíìîïıIÍÌÎİjJl")),
    (0.42, frozenset("frřtťţłľ()-„“”")),
    (0.55, frozenset("acegksvxyzäçşğčžáàâéèêß0123456789")),
    (0.87, frozenset("mMwWŵŴ&")),
)
_USUAL: Final = 0.6
_CAPITAL: Final = 0.7
_OTHER_SCRIPTS: Final = "\N{GREEK CAPITAL LETTER HETA}"
_WIDEST: Final = 1.05


def broken(line: str, *, width_mm: float, size_pt: float) -> tuple[str, ...]:
    """Break a line at blanks, and inside of words that are wider than the field."""
    room = width_mm / (size_pt * MM_PER_PT)
    found: list[str] = []
    current = ""
    for piece in (part for word in line.split(" ") for part in _pieces(word, room)):
        wider = f"{current} {piece}".strip()
        if current and _width(wider) > room:
            found.append(current)
            wider = piece
        current = wider
    return (*found, current)


def _pieces(word: str, room: float) -> list[str]:
    """Cut a word into pieces that fit."""
    pieces = [""]
    for character in word:
        if pieces[-1] and _width(pieces[-1] + character) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _width(text: str) -> float:
    return sum(map(_width_of, text))


def _width_of(character: str) -> float:
    for width, characters in _WIDTHS:
        if character in characters:
            return width
    if character >= _OTHER_SCRIPTS:
        return _WIDEST
    return _CAPITAL if character.isupper() else _USUAL
