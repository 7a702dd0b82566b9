"""Address and information at the top of a letter: the largest letters with which they fit.

DIN 5008, form B. The address is 80 mm wide from the line where the text begins and 27.3 mm high
below the return address, which is six lines of the usual size. The information beside it ends
before the subject. Longer texts get smaller letters.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from applications.documents.text_width import MM_PER_PT, broken
from applications.rules.money import NO_BREAK_SPACE

WIDTH_MM: Final = 79.0
HEIGHT_MM: Final = 27.3
LINE_HEIGHT: Final = 1.2
SIZES_PT: Final = (11, 10, 9, 8, 7, 6)

INFORMATION_SIZES_PT: Final = (9, 8, 7, 6)
_VALUE_WIDTH_MM: Final = 39.0
_INFORMATION_HEIGHT_MM: Final = 46.0
_INFORMATION_LINE_HEIGHT: Final = 1.4
_ROW_GAP_MM: Final = 0.8

_ELLIPSIS: Final = "…"


@dataclass(frozen=True)
class Window:
    """The lines as they are printed, and the size of their letters in points."""

    lines: tuple[str, ...]
    size_pt: int


def fit(lines: Iterable[str]) -> Window:
    """Return the lines of an address with the largest size in which all of them fit.

    Where even the smallest is too large, the longest lines end with an ellipsis; the letter
    names the association in full elsewhere.
    """
    clean = tuple(_clean(line) for line in lines if line.strip())
    for size_pt in SIZES_PT:
        printed = tuple(piece for line in clean for piece in _broken(line, size_pt))
        if len(printed) <= _line_count(size_pt):
            return Window(printed, size_pt)
    return Window(_cut(clean, SIZES_PT[-1]), SIZES_PT[-1])


def information_size(values: Iterable[str]) -> int:
    """Return the largest size in points in which the information ends before the subject."""
    rows = list(values)
    return next(
        (size for size in INFORMATION_SIZES_PT if _height(rows, size) <= _INFORMATION_HEIGHT_MM),
        INFORMATION_SIZES_PT[-1],
    )


def _height(values: list[str], size_pt: int) -> float:
    lines = sum(len(broken(one, width_mm=_VALUE_WIDTH_MM, size_pt=size_pt)) for one in values)
    return lines * size_pt * _INFORMATION_LINE_HEIGHT * MM_PER_PT + len(values) * _ROW_GAP_MM


def _clean(line: str) -> str:
    """Return a line with single blanks and without soft breaks; „e. V.“ stays together."""
    single = " ".join(line.replace("\N{ZERO WIDTH SPACE}", "").split())
    return single.replace("e. V.", f"e.{NO_BREAK_SPACE}V.")


def _line_count(size_pt: int) -> int:
    """Return how many lines of a size are as high as the window."""
    return int(HEIGHT_MM / (size_pt * LINE_HEIGHT * MM_PER_PT) + 0.01)


def _broken(line: str, size_pt: int) -> tuple[str, ...]:
    return broken(line, width_mm=WIDTH_MM, size_pt=size_pt)


def _cut(lines: tuple[str, ...], size_pt: int) -> tuple[str, ...]:
    """Give every line the same room, in whole printed lines, and cut what needs more."""
    share = max(_line_count(size_pt) // len(lines), 1)
    found: list[str] = []
    for line in lines[: _line_count(size_pt)]:
        printed = _broken(line, size_pt)
        if len(printed) > share:
            printed = (*printed[: share - 1], printed[share - 1][:-2] + _ELLIPSIS)
        found.extend(printed)
    return tuple(found)
