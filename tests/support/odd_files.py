"""Odd and hostile files, all made on the spot, each with the verdict it must get.

A verdict is the reason of a refusal, or the format that is kept.
"""

import gzip
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from tests.support import odd_pdfs, pictures
from tests.support.files import image, pdf

PDF, JPEG, PNG, HEIC = "application/pdf", "image/jpeg", "image/png", "image/heic"
EMPTY, KIND, DAMAGED = "empty", "unreadable_kind", "damaged"
ENCRYPTED, LARGE, PIXELS, PAGES = "encrypted", "too_large", "too_many_pixels", "too_many_pages"
# What no copy to read may hold: the marks of programs, places, hidden files, foreign addresses.
MARKS: Final = (
    b"alert(",
    b"example.org",
    b"MZ armed",
    b"<script",
    b"Wohnung",
    b"calc.exe",
    b"<xdp",
)


@dataclass(frozen=True)
class OddFile:
    """One file under the name it is sent with, and what must become of it."""

    what: str
    name: str
    make: Callable[[], bytes]
    verdict: str
    pages: int = 1


def odd_files() -> list[OddFile]:
    """Return all of them."""
    return [*_other_formats(), *_pdfs(), *_pictures(), *_sizes(), *_names()]


def _other_formats() -> Iterator[OddFile]:
    page = b"<html><script>alert(1)</script></html>"
    yield OddFile("nothing", "Satzung.pdf", bytes, EMPTY)
    yield OddFile("one byte", "Satzung.pdf", lambda: b"%", KIND)
    yield OddFile("a page called PDF", "Satzung.pdf", lambda: page, KIND)
    yield OddFile("a page called JPG", "Foto.jpg", lambda: page, KIND)
    yield OddFile("GIF called PNG", "Foto.png", lambda: image("GIF"), KIND)
    yield OddFile("GIF", "Foto.gif", lambda: image("GIF"), KIND)
    yield OddFile("BMP called JPG", "Foto.jpg", lambda: image("BMP"), KIND)
    yield OddFile("TIFF called JPG", "Foto.jpg", lambda: image("TIFF"), KIND)
    yield OddFile("WebP called JPG", "Foto.jpg", lambda: image("WEBP"), KIND)
    yield OddFile("PNG called JPG", "Foto.jpg", image, KIND)
    yield OddFile("JPG called PDF", "Satzung.pdf", lambda: image("JPEG"), KIND)
    yield OddFile("PDF called HEIC", "Foto.heic", pdf, KIND)
    yield OddFile("SVG", "Bild.svg", lambda: b"<svg><script>alert(1)</script></svg>", KIND)
    yield OddFile("SVG called PNG", "Bild.png", lambda: b"<svg onload='alert(1)'/>", KIND)
    yield OddFile("ZIP", "Unterlagen.zip", archive, KIND)
    yield OddFile("ZIP called PDF", "Unterlagen.pdf", archive, KIND)
    yield OddFile("Word", "Satzung.docx", lambda: archive("word/document.xml"), KIND)
    yield OddFile("old Word called PDF", "Satzung.pdf", lambda: b"\xd0\xcf\x11\xe0" * 200, KIND)
    yield from _archives()
    yield OddFile("a program", "Satzung.pdf.exe", lambda: b"MZ armed", KIND)
    yield OddFile("a program called PDF", "Satzung.pdf", lambda: b"MZ armed" * 99, KIND)
    yield OddFile("the text of a test virus", "eicar.pdf", eicar, KIND)
    yield OddFile("PostScript called PDF", "Satzung.pdf", lambda: b"%!PS-Adobe-3.0\n", KIND)
    yield OddFile("HTML before a PDF", "Satzung.pdf", lambda: page + pdf(), KIND)
    yield OddFile("HTML after a PDF", "Satzung.pdf", lambda: pdf() + page, PDF)
    yield OddFile("ZIP after a JPG", "Foto.jpg", lambda: image("JPEG") + archive(), JPEG)


def _archives() -> Iterator[OddFile]:
    """Yield what would have to be unpacked, and what office programs write."""
    sheet, text = archive("xl/workbook.xml"), archive("content.xml")
    yield OddFile("RAR", "Unterlagen.rar", lambda: b"Rar!\x1a\x07\x01\x00" * 50, KIND)
    yield OddFile("7z called PDF", "Satzung.pdf", lambda: b"7z\xbc\xaf\x27\x1c" * 50, KIND)
    yield OddFile("gzip called JPG", "Foto.jpg", lambda: gzip.compress(pdf()), KIND)
    yield OddFile("tar called PDF", "Satzung.pdf", lambda: b"satzung.pdf".ljust(512, b"\0"), KIND)
    yield OddFile("ZIP called PNG", "Foto.png", archive, KIND)
    yield OddFile("ZIP that swells", "Satzung.pdf", swelling_archive, KIND)
    yield OddFile("ZIP before a PDF", "Satzung.pdf", lambda: archive() + pdf(), KIND)
    yield OddFile("Excel", "Kosten.xlsx", lambda: sheet, KIND)
    yield OddFile("Excel called PDF", "Kosten.pdf", lambda: sheet, KIND)
    yield OddFile("Word with programs", "Satzung.docm", lambda: archive("vbaProject.bin"), KIND)
    yield OddFile("OpenDocument called PDF", "Satzung.pdf", lambda: text, KIND)
    yield OddFile("RTF called PDF", "Satzung.pdf", lambda: b"{\\rtf1 Satzung}", KIND)
    yield OddFile("JPG before a PDF", "Satzung.pdf", lambda: image("JPEG") + pdf(), KIND)
    yield OddFile("PDF called JPG", "Foto.jpg", pdf, KIND)


def _pdfs() -> Iterator[OddFile]:
    yield OddFile("PDF", "Satzung.pdf", lambda: pdf(pages=3), PDF, pages=3)
    yield OddFile("mark without PDF", "Satzung.pdf", lambda: b"%PDF-1.7\n<html></html>", DAMAGED)
    yield OddFile("password", "Satzung.pdf", lambda: pdf(password="geheim"), ENCRYPTED)
    yield OddFile("locked, but open to read", "Satzung.pdf", odd_pdfs.owner_locked, PDF)
    yield OddFile("no pages", "Satzung.pdf", lambda: pdf(pages=0), DAMAGED)
    yield OddFile(
        "cut off at the start", "Satzung.pdf", lambda: odd_pdfs.filled_pdf()[:200], DAMAGED
    )
    yield OddFile(
        "without its last lines", "Satzung.pdf", lambda: odd_pdfs.filled_pdf()[:-60], PDF
    )
    yield OddFile("200 pages", "Satzung.pdf", lambda: pdf(pages=200), PDF, pages=200)
    yield OddFile("201 pages", "Satzung.pdf", lambda: pdf(pages=201), PAGES)
    yield OddFile("JavaScript, forms, files", "Satzung.pdf", odd_pdfs.armed_pdf, PDF)
    yield OddFile("starts a program", "Satzung.pdf", odd_pdfs.launching_pdf, PDF)
    yield OddFile("content from elsewhere", "Satzung.pdf", odd_pdfs.remote_pdf, PDF)
    yield OddFile(
        "a page to begin with", "Satzung.pdf", lambda: odd_pdfs.pdf_beginning_at(2), PDF, pages=2
    )
    yield OddFile("a form that was filled in", "Antrag.pdf", odd_pdfs.filled_form, PDF)
    yield OddFile("pages in a circle", "Satzung.pdf", odd_pdfs.circular_pdf, DAMAGED)
    yield OddFile("objects in a circle", "Satzung.pdf", odd_pdfs.circular_objects, PDF)
    yield OddFile("a stream that swells", "Satzung.pdf", odd_pdfs.swelling_pdf, PDF)
    yield OddFile(
        "a page as large as a house", "Plan.pdf", lambda: odd_pdfs.sized_pdf(14_400, 14_400), PDF
    )
    yield OddFile("a page of nothing", "Plan.pdf", lambda: odd_pdfs.sized_pdf(0, 0), PDF)
    yield OddFile("nested without end", "Satzung.pdf", odd_pdfs.nested_pdf, DAMAGED)


def _pictures() -> Iterator[OddFile]:
    yield OddFile("JPG", "Foto.jpg", pictures.letter, JPEG)
    yield OddFile("PNG", "Foto.png", lambda: pictures.letter(kind="PNG"), PNG)
    yield OddFile("HEIC", "IMG_2041.HEIC", lambda: pictures.letter(kind="HEIF"), HEIC)
    yield OddFile(
        "HEIC on its side",
        "IMG_2042.heic",
        lambda: pictures.letter(kind="HEIF", orientation=6),
        HEIC,
    )
    yield OddFile("HEIC called JPG", "IMG_2043.jpg", lambda: pictures.letter(kind="HEIF"), KIND)
    yield OddFile(
        "HEIC cut off", "IMG_2044.heic", lambda: pictures.letter(kind="HEIF")[:-2000], DAMAGED
    )
    for orientation in range(1, 9):
        make = lambda turn=orientation: pictures.letter(orientation=turn)  # noqa: E731 - one for each
        yield OddFile(f"EXIF orientation {orientation}", "Foto.jpg", make, JPEG)
    yield OddFile("place and description", "Foto.jpg", pictures.located_photo, JPEG)
    yield OddFile("a script as comment", "Foto.jpg", pictures.commented_photo, JPEG)
    yield OddFile("a script as text of a PNG", "Foto.png", pictures.png_with_text, PNG)
    yield OddFile("CMYK", "Foto.jpg", lambda: pictures.image_of("CMYK", "JPEG"), JPEG)
    yield OddFile("grey", "Foto.jpg", lambda: pictures.image_of("L", "JPEG"), JPEG)
    yield OddFile("16 bits", "Foto.png", lambda: pictures.image_of("I;16", "PNG"), PNG)
    yield OddFile("black and white", "Foto.png", lambda: pictures.image_of("1", "PNG"), PNG)
    yield OddFile("palette", "Foto.png", lambda: pictures.image_of("P", "PNG"), PNG)
    yield OddFile("see-through", "Foto.png", lambda: pictures.image_of("RGBA", "PNG"), PNG)
    yield OddFile("moving PNG", "Foto.png", pictures.moving_png, PNG)
    yield OddFile("one pixel", "Foto.png", lambda: image(size=(1, 1)), PNG)
    yield OddFile("one line", "Foto.png", lambda: image(size=(9000, 1)), PNG)
    yield OddFile(
        "40 megapixels", "Foto.png", lambda: pictures.image_of("1", "PNG", (8000, 5000)), PNG
    )
    yield OddFile(
        "a little more", "Foto.png", lambda: pictures.image_of("1", "PNG", (8000, 5001)), PIXELS
    )
    yield OddFile(
        "144 megapixels in a kilobyte",
        "Foto.png",
        lambda: pictures.png_head(12_000, 12_000),
        PIXELS,
    )
    yield OddFile(
        "claims 3600 megapixels", "Foto.png", lambda: pictures.png_head(60_000, 60_000), PIXELS
    )
    yield OddFile(
        "claims more than it has", "Foto.png", lambda: pictures.png_head(600, 600), DAMAGED
    )
    yield OddFile("PNG cut off", "Foto.png", lambda: pictures.letter(kind="PNG")[:-400], DAMAGED)
    yield OddFile("JPG cut off", "Foto.jpg", lambda: pictures.letter()[:-4000], DAMAGED)
    yield OddFile("JPG of noise", "Foto.jpg", lambda: b"\xff\xd8\xff\xe0" + b"\x5a" * 900, DAMAGED)


def _sizes() -> Iterator[OddFile]:
    yield OddFile("9.9 MB", "Scan.pdf", lambda: odd_pdfs.heavy_pdf(9_900_000), PDF)
    yield OddFile("10 MB", "Scan.pdf", lambda: odd_pdfs.heavy_pdf(10 * 1024 * 1024), PDF)
    yield OddFile(
        "10.1 MB", "Scan.pdf", lambda: odd_pdfs.heavy_pdf(10 * 1024 * 1024 + 100_000), LARGE
    )


def _names() -> Iterator[OddFile]:
    yield OddFile("no extension", "Satzung", pdf, KIND)
    yield OddFile("nothing but an extension", ".pdf", pdf, PDF)
    yield OddFile("large letters", "SATZUNG.PDF", pdf, PDF)
    yield OddFile("umlauts", "Übersicht für Förderung (neu) – ß.pdf", pdf, PDF)
    yield OddFile("umlauts in two parts", "u\u0308ber.pdf", pdf, PDF)
    yield OddFile("Arabic", "النظام الأساسي.pdf", pdf, PDF)
    yield OddFile("turned around", "Satzung\u202efdp.exe", pdf, KIND)
    yield OddFile("turned around to look fine", "Satzung\u202eexe.pdf", pdf, PDF)
    yield OddFile("zero character", "Satzung.exe\x00.pdf", pdf, PDF)
    yield OddFile("a way out of the folder", "../../etc/passwd.pdf", pdf, PDF)
    yield OddFile("a way of Windows", "C:\\Eigene Dateien\\Satzung.pdf", pdf, PDF)
    yield OddFile("300 letters", "x" * 300 + ".pdf", pdf, PDF)
    yield OddFile("emoji", "Satzung 🎉.pdf", pdf, PDF)
    yield OddFile("a line break", "Satzung\r\nX-Evil: 1.pdf", pdf, PDF)


def archive(name: str = "satzung.pdf") -> bytes:
    """Return a ZIP file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as folder:
        folder.writestr(name, b"MZ armed")
    return target.getvalue()


def swelling_archive() -> bytes:
    """Return a small ZIP file of ten megabytes of nothing."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("satzung.pdf", bytes(10_000_000))
    return target.getvalue()


def eicar() -> bytes:
    """Return the text that every virus scanner takes for a virus; it does nothing."""
    halves = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-", rb"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
    return b"".join(halves)
