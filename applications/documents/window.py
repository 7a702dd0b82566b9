"""The address in the window of an envelope: the largest letters with which it fits.

DIN 5008, form B: 80 mm wide from the line where the text begins, 27.3 mm high below the return
address, which is six lines of the usual size. Longer addresses get smaller letters.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from applications.rules.money import NO_BREAK_SPACE

WIDTH_MM: Final = 79.0
HEIGHT_MM: Final = 27.3
LINE_HEIGHT: Final = 1.2
SIZES_PT: Final = (11.0, 10.0, 9.0, 8.0, 7.0, 6.0)

_MM_PER_PT: Final = 25.4 / 72
_ELLIPSIS: Final = "…"

# Widths of the characters of Fira Sans in their own size, in steps; the printed words are
# measured in a test.
_WIDTHS: Final = (
    (0.3, frozenset(f"{NO_BREAK_SPACE} .,:;'!|iíìîïıIÍÌÎİjJl")),
    (0.42, frozenset("frřtťţłľ()-„“”")),
    (0.55, frozenset("acegksvxyzäçşğčžáàâéèê0123456789")),
    (0.87, frozenset("mMwWŵŴ&")),
)
_USUAL: Final = 0.6
_CAPITAL: Final = 0.7
_OTHER_SCRIPTS: Final = "\N{GREEK CAPITAL LETTER HETA}"
_WIDEST: Final = 1.05


@dataclass(frozen=True)
class Window:
    """The lines as they are printed, and the size of their letters in points."""

    lines: tuple[str, ...]
    size_pt: float


def fit(lines: Iterable[str]) -> Window:
    """Return the lines of an address with the largest size in which all of them fit.

    Where even the smallest is too large, the longest lines end with an ellipsis; the letter
    names the association in full elsewhere.
    """
    clean = tuple(_clean(line) for line in lines if line.strip())
    for size_pt in SIZES_PT:
        if len(_broken(clean, size_pt)) <= _line_count(size_pt):
            return Window(_broken(clean, size_pt), size_pt)
    return Window(_cut(clean, SIZES_PT[-1]), SIZES_PT[-1])


def _clean(line: str) -> str:
    """Return a line with single blanks and without soft breaks; „e. V.“ stays together."""
    single = " ".join(line.replace("\N{ZERO WIDTH SPACE}", "").split())
    return single.replace("e. V.", f"e.{NO_BREAK_SPACE}V.")


def _line_count(size_pt: float) -> int:
    """Return how many lines of a size are as high as the window."""
    return int(HEIGHT_MM / (size_pt * LINE_HEIGHT * _MM_PER_PT) + 0.01)


def _cut(lines: tuple[str, ...], size_pt: float) -> tuple[str, ...]:
    """Give every line the same room, in whole printed lines, and cut what needs more."""
    share = max(_line_count(size_pt) // len(lines), 1)
    found: list[str] = []
    for line in lines[: _line_count(size_pt)]:
        broken = _broken((line,), size_pt)
        if len(broken) > share:
            broken = (*broken[: share - 1], broken[share - 1][:-2] + _ELLIPSIS)
        found.extend(broken)
    return tuple(found)


def _broken(lines: tuple[str, ...], size_pt: float) -> tuple[str, ...]:
    """Break lines at blanks, and inside of words that are wider than the window."""
    room = WIDTH_MM / (size_pt * _MM_PER_PT)
    found: list[str] = []
    for line in lines:
        current = ""
        for piece in (part for word in line.split(" ") for part in _pieces(word, room)):
            wider = f"{current} {piece}".strip()
            if current and _width(wider) > room:
                found.append(current)
                wider = piece
            current = wider
        found.append(current)
    return tuple(found)


def _pieces(word: str, room: float) -> list[str]:
    """Cut a word into pieces that fit."""
    pieces = [""]
    for character in word:
        if pieces[-1] and _width(pieces[-1] + character) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _width(text: str) -> float:
    """Return the width of a text in its own size, rather too much than too little."""
    return sum(map(_width_of, text))


def _width_of(character: str) -> float:
    for width, characters in _WIDTHS:
        if character in characters:
            return width
    if character >= _OTHER_SCRIPTS:
        return _WIDEST
    return _CAPITAL if character.isupper() else _USUAL
