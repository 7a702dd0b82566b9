"""Where words stand on a page, in millimetres from its upper left corner."""

from dataclasses import dataclass

import pypdfium2

from applications.documents.maker import MadeDocument
from tests.documents.support import on_one_line

_MM = 25.4 / 72


@dataclass(frozen=True)
class Piece:
    """A piece of text in one line with the edges of its letters."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def lies_in(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Say whether the whole piece lies in an area of the sheet."""
        return (
            left <= self.left and self.right <= right and top <= self.top and self.bottom <= bottom
        )

    def touches(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Say whether any of the piece lies in an area of the sheet."""
        return self.left < right and self.right > left and self.top < bottom and self.bottom > top


def pieces(made: MadeDocument, number: int = 1) -> list[Piece]:
    """Return the pieces of text of a page."""
    document = pypdfium2.PdfDocument(made.content)
    try:
        page = document[number - 1]
        height, words = page.get_height(), page.get_textpage()
        found = []
        for index in range(words.count_rects()):
            left, bottom, right, top = words.get_rect(index)
            text = on_one_line(words.get_text_bounded(left, bottom, right, top))
            edges = (left, height - top, right, height - bottom)
            if text:
                found.append(Piece(text, *(edge * _MM for edge in edges)))
        return found
    finally:
        document.close()


def joined(found: list[Piece]) -> str:
    """Return the text of pieces from above to below, without blanks."""
    ordered = sorted(found, key=lambda piece: (round(piece.bottom), piece.left))
    return "".join(piece.text for piece in ordered).replace(" ", "")
