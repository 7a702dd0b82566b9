"""Odd and hostile files, all made on the spot, each with the verdict it must get.

A verdict is the reason of a refusal, or the format that is kept.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import pikepdf
from PIL import Image, ImageDraw, PngImagePlugin

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

_pixels: dict[str, Any] = {}


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
    yield OddFile("a program", "Satzung.pdf.exe", lambda: b"MZ armed", KIND)
    yield OddFile("a program called PDF", "Satzung.pdf", lambda: b"MZ armed" * 99, KIND)
    yield OddFile("the text of a test virus", "eicar.pdf", eicar, KIND)
    yield OddFile("PostScript called PDF", "Satzung.pdf", lambda: b"%!PS-Adobe-3.0\n", KIND)
    yield OddFile("HTML before a PDF", "Satzung.pdf", lambda: page + pdf(), KIND)
    yield OddFile("HTML after a PDF", "Satzung.pdf", lambda: pdf() + page, PDF)
    yield OddFile("ZIP after a JPG", "Foto.jpg", lambda: image("JPEG") + archive(), JPEG)


def _pdfs() -> Iterator[OddFile]:
    yield OddFile("PDF", "Satzung.pdf", lambda: pdf(pages=3), PDF, pages=3)
    yield OddFile("mark without PDF", "Satzung.pdf", lambda: b"%PDF-1.7\n<html></html>", DAMAGED)
    yield OddFile("password", "Satzung.pdf", lambda: pdf(password="geheim"), ENCRYPTED)
    yield OddFile("locked, but open to read", "Satzung.pdf", owner_locked, PDF)
    yield OddFile("no pages", "Satzung.pdf", lambda: pdf(pages=0), DAMAGED)
    yield OddFile("cut off at the start", "Satzung.pdf", lambda: filled_pdf()[:200], DAMAGED)
    yield OddFile("without its last lines", "Satzung.pdf", lambda: filled_pdf()[:-60], PDF)
    yield OddFile("200 pages", "Satzung.pdf", lambda: pdf(pages=200), PDF, pages=200)
    yield OddFile("201 pages", "Satzung.pdf", lambda: pdf(pages=201), PAGES)
    yield OddFile("JavaScript, forms, files", "Satzung.pdf", armed_pdf, PDF)
    yield OddFile("starts a program", "Satzung.pdf", launching_pdf, PDF)
    yield OddFile("content from elsewhere", "Satzung.pdf", remote_pdf, PDF)
    yield OddFile("a page to begin with", "Satzung.pdf", lambda: pdf_beginning_at(2), PDF, pages=2)
    yield OddFile("a form that was filled in", "Antrag.pdf", filled_form, PDF)
    yield OddFile("pages in a circle", "Satzung.pdf", circular_pdf, DAMAGED)
    yield OddFile("objects in a circle", "Satzung.pdf", circular_objects, PDF)
    yield OddFile("a stream that swells", "Satzung.pdf", swelling_pdf, PDF)
    yield OddFile("a page as large as a house", "Plan.pdf", lambda: sized_pdf(14_400, 14_400), PDF)
    yield OddFile("a page of nothing", "Plan.pdf", lambda: sized_pdf(0, 0), PDF)
    yield OddFile("nested without end", "Satzung.pdf", nested_pdf, DAMAGED)


def _pictures() -> Iterator[OddFile]:
    yield OddFile("JPG", "Foto.jpg", letter, JPEG)
    yield OddFile("PNG", "Foto.png", lambda: letter(kind="PNG"), PNG)
    yield OddFile("HEIC", "IMG_2041.HEIC", lambda: letter(kind="HEIF"), HEIC)
    yield OddFile(
        "HEIC on its side", "IMG_2042.heic", lambda: letter(kind="HEIF", orientation=6), HEIC
    )
    yield OddFile("HEIC called JPG", "IMG_2043.jpg", lambda: letter(kind="HEIF"), KIND)
    yield OddFile("HEIC cut off", "IMG_2044.heic", lambda: letter(kind="HEIF")[:-2000], DAMAGED)
    for orientation in range(1, 9):
        make = lambda turn=orientation: letter(orientation=turn)  # noqa: E731 - one for each
        yield OddFile(f"EXIF orientation {orientation}", "Foto.jpg", make, JPEG)
    yield OddFile("place and description", "Foto.jpg", located_photo, JPEG)
    yield OddFile("a script as comment", "Foto.jpg", commented_photo, JPEG)
    yield OddFile("a script as text of a PNG", "Foto.png", png_with_text, PNG)
    yield OddFile("CMYK", "Foto.jpg", lambda: image_of("CMYK", "JPEG"), JPEG)
    yield OddFile("grey", "Foto.jpg", lambda: image_of("L", "JPEG"), JPEG)
    yield OddFile("16 bits", "Foto.png", lambda: image_of("I;16", "PNG"), PNG)
    yield OddFile("black and white", "Foto.png", lambda: image_of("1", "PNG"), PNG)
    yield OddFile("palette", "Foto.png", lambda: image_of("P", "PNG"), PNG)
    yield OddFile("see-through", "Foto.png", lambda: image_of("RGBA", "PNG"), PNG)
    yield OddFile("moving PNG", "Foto.png", moving_png, PNG)
    yield OddFile("one pixel", "Foto.png", lambda: image(size=(1, 1)), PNG)
    yield OddFile("one line", "Foto.png", lambda: image(size=(9000, 1)), PNG)
    yield OddFile("40 megapixels", "Foto.png", lambda: image_of("1", "PNG", (8000, 5000)), PNG)
    yield OddFile("a little more", "Foto.png", lambda: image_of("1", "PNG", (8000, 5001)), PIXELS)
    yield OddFile(
        "144 megapixels in a kilobyte", "Foto.png", lambda: png_head(12_000, 12_000), PIXELS
    )
    yield OddFile("claims 3600 megapixels", "Foto.png", lambda: png_head(60_000, 60_000), PIXELS)
    yield OddFile("claims more than it has", "Foto.png", lambda: png_head(600, 600), DAMAGED)
    yield OddFile("PNG cut off", "Foto.png", lambda: letter(kind="PNG")[:-400], DAMAGED)
    yield OddFile("JPG cut off", "Foto.jpg", lambda: letter()[:-4000], DAMAGED)
    yield OddFile("JPG of noise", "Foto.jpg", lambda: b"\xff\xd8\xff\xe0" + b"\x5a" * 900, DAMAGED)


def _sizes() -> Iterator[OddFile]:
    yield OddFile("9.9 MB", "Scan.pdf", lambda: heavy_pdf(9_900_000), PDF)
    yield OddFile("10 MB", "Scan.pdf", lambda: heavy_pdf(10 * 1024 * 1024), PDF)
    yield OddFile("10.1 MB", "Scan.pdf", lambda: heavy_pdf(10 * 1024 * 1024 + 100_000), LARGE)


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


def eicar() -> bytes:
    """Return the text that every virus scanner takes for a virus; it does nothing."""
    halves = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-", rb"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
    return b"".join(halves)


def _saved(document: pikepdf.Pdf, **options: Any) -> bytes:
    target = io.BytesIO()
    document.save(target, **options)
    return target.getvalue()


def _dictionary(**values: Any) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(**values)


def filled_pdf() -> bytes:
    """Return a PDF with some text."""
    with pikepdf.new() as document:
        page = document.add_blank_page()
        text = b"BT /F1 12 Tf 72 700 Td (Satzung) Tj ET\n" * 400
        page.Contents = document.make_stream(text)
        return _saved(document, compress_streams=False)


def owner_locked() -> bytes:
    """Return a PDF that opens without a password but forbids printing."""
    with pikepdf.new() as document:
        document.add_blank_page()
        lock = pikepdf.Encryption(
            owner="geheim", user="", allow=pikepdf.Permissions(extract=False)
        )
        return _saved(document, encryption=lock)


def armed_pdf() -> bytes:
    """Return a PDF with everything that may run, lead away or hide."""
    with pikepdf.new() as document:
        page = document.add_blank_page()
        action = _dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        link = _dictionary(S=pikepdf.Name.URI, URI="https://example.org/")
        page.obj.Annots = pikepdf.Array(
            [
                _dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=link),
                _dictionary(
                    Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], AA=_dictionary(E=action)
                ),
            ]
        )
        page.obj.AA = _dictionary(O=action)
        document.Root.OpenAction = document.make_indirect(action)
        document.Root.AcroForm = _dictionary(XFA="<xdp/>", Fields=pikepdf.Array())
        document.Root.Names = _dictionary(
            JavaScript=_dictionary(Names=pikepdf.Array(["run", action]))
        )
        document.attachments["virus.exe"] = b"MZ armed"
        return _saved(document)


def launching_pdf() -> bytes:
    """Return a PDF that wants to start a program when it opens."""
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root.OpenAction = _dictionary(S=pikepdf.Name.Launch, F="calc.exe")
        return _saved(document)


def remote_pdf() -> bytes:
    """Return a PDF whose stream and form are to be fetched from elsewhere."""
    with pikepdf.new() as document:
        page = document.add_blank_page()
        stream = document.make_stream(b"")
        stream.F = _dictionary(FS=pikepdf.Name.URL, F="https://example.org/page")
        page.Contents = stream
        form = _dictionary(S=pikepdf.Name.SubmitForm, F="https://example.org/form")
        page.obj.Annots = pikepdf.Array(
            [_dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=form)]
        )
        return _saved(document)


def pdf_beginning_at(number: int) -> bytes:
    """Return a PDF that opens on one of its pages; that is no danger."""
    with pikepdf.new() as document:
        for _page in range(number):
            document.add_blank_page()
        page = document.pages[number - 1].obj
        document.Root.OpenAction = pikepdf.Array([page, pikepdf.Name.Fit])
        return _saved(document)


def filled_form() -> bytes:
    """Return a form whose field was filled in; the answer must stay to be seen."""
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(200, 200))
        look = document.make_stream(b"0 0 0 rg 0 0 100 50 re f")
        look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        look.BBox = [0, 0, 100, 50]
        field = document.make_indirect(
            _dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Tx,
                T="verein",
                V="Frauennetz Usaufer",
                Rect=[50, 50, 150, 100],
                F=4,
                AP=_dictionary(N=look),
            )
        )
        page.obj.Annots = pikepdf.Array([field])
        document.Root.AcroForm = _dictionary(Fields=pikepdf.Array([field]))
        return _saved(document)


def circular_pdf() -> bytes:
    """Return a PDF whose tree of pages bites its own tail."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
        b"trailer<</Root 1 0 R/Size 3>>\n%%EOF\n"
    )


def circular_objects() -> bytes:
    """Return a PDF with objects that name each other; the page itself is fine."""
    with pikepdf.new() as document:
        page = document.add_blank_page()
        first = document.make_indirect(_dictionary())
        second = document.make_indirect(_dictionary(Next=first))
        first.Next = second
        page.obj.PieceInfo = first
        return _saved(document)


def swelling_pdf() -> bytes:
    """Return a small PDF with a picture whose bytes would fill a gigabyte."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _n in range(1000)) + packer.flush()
    with pikepdf.new() as document:
        page = document.add_blank_page()
        stream = pikepdf.Stream(document, packed)
        stream.stream_dict = _dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=31_000,
            Height=31_000,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
            Filter=pikepdf.Name.FlateDecode,
        )
        page.Resources = _dictionary(XObject=_dictionary(X=stream))
        page.Contents = document.make_stream(b"600 0 0 700 0 0 cm /X Do")
        return _saved(document)


def sized_pdf(width: int, height: int) -> bytes:
    """Return a PDF with a page of this size in points."""
    with pikepdf.new() as document:
        page = document.add_blank_page()
        page.MediaBox = [0, 0, width, height]
        return _saved(document)


def nested_pdf() -> bytes:
    """Return a PDF with more brackets in each other than any reader follows."""
    deep = b"[" * 100_000 + b"]" * 100_000
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/X " + deep + b">>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
        b"trailer<</Root 1 0 R/Size 4>>\n%%EOF\n"
    )


def heavy_pdf(size: int) -> bytes:
    """Return a PDF of exactly this many bytes."""
    with pikepdf.new() as document:
        page = document.add_blank_page()
        page.obj.PieceInfo = document.make_stream(bytes(size - 2000))
        base = _saved(document, compress_streams=False)
    return base + b"\n" * (size - len(base))


def page_of_text(size: tuple[int, int] = (1200, 1600)) -> Image.Image:
    """Return the picture of a letter, as it lies under a lamp."""
    picture = Image.new("RGB", size, "#efece4")
    draw = ImageDraw.Draw(picture)
    line = "Satzung des Vereins, beschlossen von der Mitgliederversammlung am 3. Mai"
    for number in range(5, size[1] // 32 - 4):
        draw.text((90, number * 32), f"{number} {line}", fill="#2a2a2a", font_size=24)
    return picture


def photo(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """Return a picture as a file."""
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def letter(*, kind: str = "JPEG", orientation: int = 1) -> bytes:
    """Return a photo of a letter with a red corner; the orientation says how it lay."""
    if "letter" not in _pixels:
        picture = page_of_text((600, 800))
        ImageDraw.Draw(picture).rectangle((0, 0, 120, 120), "red")
        _pixels["letter"] = picture
    exif = Image.Exif()
    exif[0x0112] = orientation
    # HEIC keeps the turn beside the pixels, too; its writer wants the bytes to find it.
    return photo(_pixels["letter"], kind, exif=exif.tobytes())


def located_photo() -> bytes:
    """Return a photo that tells where it was taken."""
    exif = Image.Exif()
    exif[0x010E] = "Wohnung der Familie"
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 5.0, 7.0), 3: "E", 4: (8.0, 14.0, 2.0)})
    return photo(page_of_text((600, 800)), exif=exif)


def commented_photo() -> bytes:
    """Return a photo with a script in its comment."""
    return photo(page_of_text((600, 800)), comment=b"<script>alert(1)</script>")


def png_with_text() -> bytes:
    """Return a PNG with a script in its text."""
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "<script>alert(1)</script>", zip=False)
    return photo(page_of_text((600, 800)), "PNG", pnginfo=text)


def image_of(mode: str, kind: str, size: tuple[int, int] = (400, 300)) -> bytes:
    """Return a picture of one mode of colours, light in one half and dark in the other."""
    picture = Image.new("L", size, 230)
    picture.paste(30, (0, 0, size[0] // 2, size[1]))
    if mode == "I;16":
        raw = struct.pack(f"<{size[0]}H", *([7_000] * (size[0] // 2) + [60_000] * (size[0] // 2)))
        return photo(Image.frombytes("I;16", size, raw * size[1]), kind)
    if mode in {"CMYK", "P", "RGBA"}:
        picture = picture.convert("RGB")
    return photo(picture.convert(mode), kind)


def moving_png() -> bytes:
    """Return a PNG with three pictures one after the other."""
    frames = [Image.new("RGB", (60, 60), colour) for colour in ("navy", "red", "green")]
    return photo(frames[0], "PNG", save_all=True, append_images=frames[1:])


def png_head(width: int, height: int) -> bytes:
    """Return the start of a picture that claims a size; its pixels are not there."""

    def chunk(name: bytes, data: bytes) -> bytes:
        length, checksum = len(data).to_bytes(4), zlib.crc32(name + data).to_bytes(4)
        return length + name + data + checksum

    head = width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\x00\x00\x00"
    pixels = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels)
