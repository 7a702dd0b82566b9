"""Plain text as print: paragraphs with a heading, lines and the points of a list."""

import re
from dataclasses import dataclass
from typing import Final

_EMPTY_LINE: Final = re.compile(r"\n[ \t]*\n\s*")
_POINT: Final = "- "
# A paragraph mark never ends a line without its number.
_MARK: Final = re.compile(r"(§§?) (?=\d)")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a legal text; heading and points may be missing."""

    heading: str
    lines: tuple[str, ...]
    points: tuple[str, ...]


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a legal text; of several lines the first is the heading."""
    return tuple(_paragraph(part.splitlines()) for part in parts(text))


def parts(text: str) -> tuple[str, ...]:
    """Return what empty lines part, without blanks at both ends."""
    whole = _MARK.sub("\\1\N{NO-BREAK SPACE}", text.replace("\r\n", "\n").strip())
    return tuple(part for part in _EMPTY_LINE.split(whole) if part)


def _paragraph(written: list[str]) -> Paragraph:
    lines = [line.strip() for line in written]
    heading = lines.pop(0) if len(lines) > 1 and not lines[0].startswith(_POINT) else ""
    return Paragraph(
        heading,
        tuple(line for line in lines if not line.startswith(_POINT)),
        tuple(line.removeprefix(_POINT) for line in lines if line.startswith(_POINT)),
    )
