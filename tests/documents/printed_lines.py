"""What a page says, line by line, whatever it looks like: for texts that are kept beside tests."""

import re
from html.parser import HTMLParser
from typing import Final

_LINES: Final = {"h1": "# ", "h2": "## ", "h3": "### ", "p": "", "li": "- ", "tr": "", "title": ""}
_DIGEST: Final = re.compile(r"\b[0-9a-f]{32}\b")


class _Lines(HTMLParser):
    """Collects a line for every heading, paragraph and row; cells are parted by bars."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._open: list[str] = []
        self._words: list[str] = []

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        if tag in _LINES and "tr" not in self._open:
            self._words = []
            self._open.append(tag)
        elif tag in {"td", "th"}:
            self._words.append(" | ")
        elif tag == "br":
            self._words.append(" / ")

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()
            line = " ".join("".join(self._words).split()).removeprefix("| ")
            self.lines.append(_LINES[tag] + line)

    def handle_data(self, data: str) -> None:
        if self._open:
            self._words.append(data)


def lines_of(html: str) -> list[str]:
    """Return the lines of a page; hashes, which are new in every run, are marks."""
    found = _Lines()
    found.feed(html)
    return [_DIGEST.sub("(Prüfsumme)", line) for line in found.lines]
