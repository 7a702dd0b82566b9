"""Every odd and hostile file gets its verdict, and what is kept does nothing but show pages."""

import io
import resource
import subprocess
import sys
import time

import pikepdf
import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageEnhance, ImageFilter

from applications.services import file_process, file_readers
from applications.services.file_check import CheckedFile, FileRefused, check_file, clean_name
from tests.support import odd_files, odd_pdfs, pictures
from tests.support.files import pdf
from tests.support.odd_files import OddFile

ODD = odd_files.odd_files()

pytestmark = pytest.mark.sqlite


def checked(name: str, content: bytes) -> CheckedFile:
    return check_file(ContentFile(content, name=name))


def test_there_are_at_least_a_hundred_odd_files() -> None:
    assert len(ODD) >= 100
    assert len({odd.what for odd in ODD}) == len(ODD)


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.what)
def test_every_odd_file_gets_its_verdict(odd: OddFile) -> None:
    """Journeys E1 17: empty, size, type by content, names, phone HEIC."""
    content = odd.make()
    if "/" not in odd.verdict:
        with pytest.raises(FileRefused, match=f"^{odd.verdict}$"):
            checked(odd.name, content)
        return
    kept = checked(odd.name, content)
    assert (kept.media_type, kept.pages) == (odd.verdict, odd.pages)
    assert kept.content == content
    assert kept.readable != content
    assert not [mark for mark in odd_files.MARKS if mark in kept.readable]
    for page in kept.page_images:
        assert max(page.width, page.height) <= 2000
        with Image.open(io.BytesIO(page.thumbnail)) as small:
            assert (small.format, max(small.size) <= 240) == ("JPEG", True)
            assert not small.getexif()


def test_names_are_shown_as_they_are() -> None:
    assert clean_name("Satzung\u202efdp.exe") == "Satzungfdp.exe"
    assert clean_name("../../etc/pass\x00wd.pdf") == "passwd.pdf"
    assert clean_name("C:\\Eigene Dateien\\Satzung.pdf") == "Satzung.pdf"
    assert clean_name("Satzung\r\nX-Evil: 1.pdf") == "SatzungX-Evil: 1.pdf"
    assert clean_name("u\u0308ber.pdf") == "über.pdf"
    long = clean_name("x" * 300 + ".pdf")
    assert len(long) == 120
    assert long.endswith(".pdf")


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "HEIF"])
def test_every_photo_is_turned_upright(kind: str, orientation: int) -> None:
    """The red corner of the letter comes to where a phone would show it."""
    content = pictures.letter(kind=kind, orientation=orientation)
    kept = checked("Foto.heic" if kind == "HEIF" else "Foto.jpg", content)
    with Image.open(io.BytesIO(kept.readable)) as upright:
        assert upright.size == ((800, 600) if orientation > 4 else (600, 800))
        right, bottom = upright.width - 40, upright.height - 40
        corners = [(40, 40), (right, 40), (right, bottom), (40, bottom)]
        red = [upright.getpixel(corner)[1] < 90 for corner in corners]
    assert red.index(True) == (0, 1, 2, 3, 0, 1, 2, 3)[orientation - 1]
    assert sum(red) == 1


def test_nothing_but_pixels_is_left_of_a_photo() -> None:
    for make in (pictures.located_photo, pictures.commented_photo):
        with Image.open(io.BytesIO(checked("Foto.jpg", make()).readable)) as copy:
            assert not copy.getexif()
            assert not copy.getexif().get_ifd(0x8825)
            assert "comment" not in copy.info


def test_sixteen_bits_keep_light_and_dark_apart() -> None:
    kept = checked("Foto.png", pictures.image_of("I;16", "PNG"))
    with Image.open(io.BytesIO(kept.readable)) as copy:
        dark, light = copy.getpixel((50, 150)), copy.getpixel((350, 150))
    assert max(dark) < 60
    assert 200 < min(light) < 250


def test_a_large_photo_is_scaled() -> None:
    kept = checked("Foto.jpg", pictures.photo(pictures.page_of_text((3000, 4000))))
    (page,) = kept.page_images
    assert (page.width, page.height) == (1500, 2000)
    assert page.image == kept.readable


def lit(factor: float) -> bytes:
    return pictures.photo(ImageEnhance.Brightness(pictures.page_of_text()).enhance(factor))


def out_of_focus(radius: float) -> bytes:
    return pictures.photo(pictures.page_of_text().filter(ImageFilter.GaussianBlur(radius)))


@pytest.mark.parametrize(
    ("content", "is_dark", "is_blurred"),
    [
        (lit(1.0), False, False),
        (lit(0.35), False, False),
        (lit(0.12), True, False),
        (out_of_focus(1), False, False),
        (out_of_focus(4), False, True),
        (out_of_focus(12), False, True),
        (pictures.photo(pictures.page_of_text((3000, 4000))), False, False),
    ],
    ids=["lamp", "evening", "night", "nearly sharp", "moved", "only shadows", "large"],
)
def test_dark_and_blurred_photos_are_noticed(
    content: bytes, is_dark: bool, is_blurred: bool
) -> None:
    kept = checked("Foto.jpg", content)
    assert (kept.is_dark, kept.is_blurred) == (is_dark, is_blurred)


def test_the_answer_in_a_form_is_drawn() -> None:
    (page,) = checked("Antrag.pdf", odd_pdfs.filled_form()).page_images
    with Image.open(io.BytesIO(page.image)) as drawn:
        assert max(drawn.getpixel((drawn.width // 2, drawn.height * 5 // 8))) < 40


def test_the_first_pages_are_drawn() -> None:
    kept = checked("Satzung.pdf", pdf(pages=32))
    assert [page.number for page in kept.page_images] == list(range(1, 31))


def test_the_copy_of_a_locked_pdf_is_open() -> None:
    copy = checked("Satzung.pdf", odd_pdfs.owner_locked()).readable
    with pikepdf.open(io.BytesIO(copy)) as document:
        assert not document.is_encrypted


def test_the_page_to_begin_with_survives() -> None:
    copy = checked("Satzung.pdf", odd_pdfs.pdf_beginning_at(2)).readable
    with pikepdf.open(io.BytesIO(copy)) as document:
        assert document.Root.OpenAction[0].objgen == document.pages[1].objgen


# Fills the memory, or turns in a circle, inside the limited process.
GREEDY = "bytearray(2_000_000_000)"
ENDLESS = "while True: pass"
CURIOUS = "import socket; socket.socket()"
NOSY = "open('/etc/passwd').read()"
WRITING = "open('/tmp/wir-test', 'w').write('x')"


def limited(code: str) -> subprocess.CompletedProcess[bytes]:
    """Run some code as a parser that a file has taken over could."""
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from applications.services.file_parser import limit_this_process\n"
        f"limit_this_process()\n{code}\n"
    )
    return subprocess.run(  # noqa: S603 - our own lines
        [sys.executable, "-I", "-c", program, file_readers.ROOT],
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (GREEDY, b"MemoryError"),
        (CURIOUS, b"Too many open files"),
        (NOSY, b"Too many open files"),
        (WRITING, b"Too many open files"),
    ],
    ids=["memory", "network", "reading", "writing"],
)
def test_the_process_gets_no_more_than_it_needs(code: str, problem: bytes) -> None:
    ended = limited(code)
    assert ended.returncode
    assert problem in ended.stderr


@pytest.mark.slow
def test_the_process_ends_after_ten_seconds_of_work() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    assert limited(ENDLESS).returncode < 0
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    assert 8 < used < 14


@pytest.mark.slow
@pytest.mark.parametrize(
    "make", [odd_pdfs.swelling_pdf, lambda: pictures.image_of("1", "PNG", (8000, 5000))]
)
def test_memory_and_time_of_the_process_are_bounded(make) -> None:
    content = make()
    file_process.READERS.end()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    file_process.read_file(content)
    # Only what has ended is counted.
    file_process.READERS.end()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert time.monotonic() - began < file_process.WALL_SECONDS
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 12
    assert after.ru_maxrss * 1024 < 900_000_000


def test_what_was_found_before_the_process_died_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing pages may take too long; the copy to read is there by then."""
    whole = file_process._run("read", pdf(pages=3))
    monkeypatch.setattr(file_process, "_run", lambda task, content: whole[:-10])
    reading = file_process.read_file(b"")
    assert (reading.pages, len(reading.page_images)) == (3, 2)
    monkeypatch.setattr(file_process, "_run", lambda task, content: whole[:20])
    with pytest.raises(FileRefused, match="damaged"):
        file_process.read_file(b"")


def test_a_machine_without_room_for_a_process_asks_to_try_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file_process.READERS.end()
    monkeypatch.setattr(file_readers.sys, "executable", "/nowhere/python")
    with pytest.raises(FileRefused, match="try_again"):
        file_process.read_file(pdf())
