"""Names come in many scripts: every letter that we call printable is printed, and readable."""

import io
import logging
import re
import unicodedata
from functools import cache
from html import escape

import page
import pypdfium2
import pytest
from PIL import Image, ImageChops

from applications.documents.characters import for_print
from applications.documents.fonts import printable_characters
from applications.documents.maker import MadeDocument
from applications.documents.renderer import make_pdf
from applications.documents.validity import PROFILES
from tests.documents.din_91379 import CHARACTERS, SEQUENCES
from tests.documents.support import OUR_FONTS, fonts_of, reader

pytestmark = pytest.mark.sqlite

LINE = 40
NAMES = {
    "IBM-Plex-Sans-Arabic": ["محمد علي الحسيني", "رضا پهلوی گچپژ", "علی\u200cرضا", "مُحَمَّد اُردُو"],
    "Noto-Sans-Hebrew-Thin,": ["יוסף בן-דוד", "שָׁלוֹם"],
    "Noto-Sans-Ethiopic": ["ኃይሌ ገብረሥላሴ", "ትግርኛ፡ ኣስመራ"],
    "Noto-Sans-Georgian": ["გიორგი მარგველაშვილი", "ᲒᲘᲝᲠᲒᲘ"],
    "Noto-Sans-Armenian": ["Արամ Խաչատրյան"],
}


def printed(*lines: str) -> MadeDocument:
    """Make a paper with every line in the regular and in the bold cut."""
    for line in lines:
        assert for_print(line) == (line, False)
    text = "".join(f"<p>{escape(line)}</p><p><b>{escape(line)}</b></p>" for line in lines)
    html = f"<html lang=de><title>x</title><body>{text}</body></html>"
    return MadeDocument(make_pdf(html=html, pictures={}, embedded=None), False)


def lines_of(pieces: list[str], length: int = LINE) -> list[str]:
    return [" ".join(pieces[at : at + length]) for at in range(0, len(pieces), length)]


def letters_of(made: MadeDocument) -> str:
    """Return all that is read out of a file, without blanks, in the composed form."""
    text = "".join(page.extract_text() for page in reader(made).pages)
    return unicodedata.normalize("NFC", re.sub(r"\s", "", text))


def assert_conforms(made: MadeDocument) -> None:
    for profile in PROFILES:
        report = page.validate_pdf_bytes(made.content, profile=profile)
        assert [failure.message for failure in report.failures] == []
    assert fonts_of(made) <= OUR_FONTS


@cache
def letters_of_the_standard() -> MadeDocument:
    return printed(*lines_of(list(CHARACTERS)), *lines_of(list(SEQUENCES), 10))


def names() -> MadeDocument:
    """Make a paper with all the names below."""
    return printed(*(name for names in NAMES.values() for name in names))


def test_every_letter_of_the_standard_is_printed_and_read() -> None:
    made = letters_of_the_standard()

    assert_conforms(made)
    text = letters_of(made)
    composed = {unicodedata.normalize("NFC", letter) for letter in CHARACTERS if letter.strip()}
    assert [letter for letter in sorted(composed) if text.count(letter) < 2] == []
    assert [letters for letters in SEQUENCES if text.count(letters) < 2] == []


def test_mark_belongs_to_its_letter_and_to_no_other() -> None:
    made = printed("C\u0306ile Club", "i\u0304\u0301 K\u031b", "ı")

    assert "C̆ileClub" in letters_of(made)
    assert "ī́K̛" in letters_of(made)


def test_words_with_marks_are_set_in_one_font() -> None:
    assert fonts_of(printed("Verein Haus")) == {"Fira-Sans", "Fira-Sans-Semi-Bold"}
    assert {"Noto-Sans", "Noto-Sans-Bold"} <= fonts_of(printed("Verein T\u031bang Haus"))
    # Marks that exist with their letter as one character change nothing.
    assert fonts_of(printed("Bu\u0308rgerhaus")) == {"Fira-Sans", "Fira-Sans-Semi-Bold"}


@pytest.mark.parametrize("font", NAMES)
def test_names_in_other_scripts_are_printed_and_read(font: str) -> None:
    made = printed(*NAMES[font])

    assert_conforms(made)
    assert {font, f"{font}-Bold"} <= fonts_of(made)
    found = letters_of(made)
    for name in NAMES[font]:
        letters = set(unicodedata.normalize("NFC", re.sub(r"[\s\u200c]", "", name)))
        assert letters - set(found) == set()


def test_fonts_of_other_scripts_are_only_taken_when_they_are_needed() -> None:
    assert fonts_of(printed("Verein Ελλάς Ёлка")) <= {"Fira-Sans", "Fira-Sans-Semi-Bold"}


def test_fonts_of_the_machine_never_get_in_and_what_is_lacking_is_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    html = "<html lang=de><title>x</title><p style=\"font: 12pt 'DejaVu Serif', serif\">Ж漢</p>"

    with caplog.at_level(logging.WARNING):
        made = MadeDocument(make_pdf(html=html, pictures={}, embedded=None), False)

    assert fonts_of(made) <= OUR_FONTS
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert '"漢" (U+6F22)' in caplog.text


def test_name_from_right_to_left_stands_where_it_belongs() -> None:
    """In a line with Latin words the first Arabic word is the rightmost of the Arabic ones."""
    first, second = "محمد", "علي"
    together = picture_of(f"Verein {first} {second} Kassel")
    alone = picture_of(f"Verein {first}")
    swapped = picture_of(f"Verein {second} {first} Kassel")

    assert ImageChops.difference(together, swapped).getbbox() is not None
    # The second word follows „Verein", so the line begins otherwise than with the first alone.
    _left, _top, right, bottom = alone.getbbox()
    left = (0, 0, right, bottom)
    assert ImageChops.difference(together.crop(left), alone.crop(left)).getbbox() is not None


def picture_of(line: str) -> Image.Image:
    """Draw the first line of a page, white on black."""
    made = printed(line)
    with pypdfium2.PdfDocument(io.BytesIO(made.content)) as pdf:
        drawn = pdf[0].render(scale=2).to_pil().convert("L")
    return ImageChops.invert(drawn).crop((0, 0, drawn.width, 130))


def test_same_names_give_the_same_bytes() -> None:
    assert names().content == names().content


def test_whatever_is_called_printable_gives_a_file_that_conforms() -> None:
    every = [chr(code) for code in sorted(printable_characters())]
    letters = [letter for letter in every if not for_print(letter)[1] and letter.strip()]

    for at in range(0, len(letters), 1500):
        assert_conforms(printed(*lines_of(letters[at : at + 1500])))
