"""PDFs in the limited process: open, count, rewrite without what acts, draw the pages."""

import io
import time
import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO, Final

from applications.services.file_parser_image import LONG_SIDE, PageImage, Refused, page_image

if TYPE_CHECKING:
    import pikepdf

MAXIMUM_PAGES: Final = 200
# More pages get no pictures; the harmless copy has them all.
DRAWN_PAGES: Final = 30
# Drawing stops in time for the process to end well; the pages drawn so far are kept.
_DRAWING_ENDS_AFTER: Final = 7
_LARGEST_SCALE: Final = 4
# What a file of lies makes Python raise, wherever it is looked at.
_BROKEN: Final = (
    AttributeError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
# Photos on A4, upright or across, in points.
_A4: Final = (595, 842)

# What starts by itself, carries other files or forms with programs, or points out of the file.
ARMED_KEYS: Final = frozenset(
    {
        "/AA",
        "/AF",
        "/EF",
        "/EmbeddedFiles",
        "/FS",
        "/JS",
        "/JavaScript",
        "/OPI",
        "/Ref",
        "/RichMediaContent",
        "/RichMediaSettings",
        "/XFA",
    }
)
# Hundred times what the largest application document needs; packed data may claim much more.
MAXIMUM_DATA: Final = 5 * 1000 * 1000
# Only jumps inside the file are kept.
SAFE_ACTIONS: Final = frozenset({"/GoTo", "/Named", "/Thread"})
ACTIONS: Final = SAFE_ACTIONS | {
    "/GoTo3DView",
    "/GoToDp",
    "/GoToE",
    "/GoToR",
    "/Hide",
    "/ImportData",
    "/JavaScript",
    "/Launch",
    "/Movie",
    "/Rendition",
    "/ResetForm",
    "/RichMediaExecute",
    "/SetOCGState",
    "/Sound",
    "/SubmitForm",
    "/Trans",
    "/URI",
}


def load_readers() -> None:
    """Load the parsers; later no file can be opened any more."""
    import pikepdf  # noqa: PLC0415 - slow import
    import pypdfium2  # noqa: F401, PLC0415 - slow import

    # Locked files ask for random numbers, which come out of a file: it is opened here.
    with pikepdf.new() as pdf:
        pdf.save(io.BytesIO(), encryption=pikepdf.Encryption(owner="owner"))


def rewrite(content: bytes) -> tuple[bytes, int]:
    """Return a copy that does nothing but show its pages, and their number. Raises ``Refused``."""
    import pikepdf  # noqa: PLC0415 - slow import

    target = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pages = len(pdf.pages)
            if pages > MAXIMUM_PAGES:
                raise Refused("too_many_pages", pages=pages)
            _disarm(pdf)
            # Writing visits every object that is still in use; all others are left behind.
            pdf.save(target, encryption=False)
    except pikepdf.PasswordError:
        raise Refused("encrypted") from None
    except (pikepdf.PdfError, MemoryError, OSError, RuntimeError, ValueError, TypeError):
        raise Refused("damaged") from None
    if not pages:
        raise Refused("damaged")
    return target.getvalue(), pages


def _disarm(pdf: "pikepdf.Pdf") -> None:
    import pikepdf  # noqa: PLC0415 - slow import

    opening = pdf.Root.get("/OpenAction")
    # An array is the page to begin with; everything else may run something.
    if opening is not None and not isinstance(opening, pikepdf.Array):
        del pdf.Root["/OpenAction"]
    for node in _dictionaries(pdf):
        for key in ARMED_KEYS & node.keys():
            del node[key]
        kind = node.get("/S")
        if kind in ACTIONS and kind not in SAFE_ACTIONS:
            for name in list(node.keys()):
                del node[name]


def _dictionaries(pdf: "pikepdf.Pdf") -> "Iterator[pikepdf.Object]":
    """Yield every dictionary of a file, also those that lie inside others."""
    import pikepdf  # noqa: PLC0415 - slow import

    waiting = [pdf.trailer, *pdf.objects]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Stream):
            node = node.stream_dict
            # A stream with a file name takes its content from elsewhere.
            for key in {"/F", "/FFilter", "/FDecodeParms"} & node.keys():
                del node[key]
        if isinstance(node, pikepdf.Dictionary):
            yield node
            waiting += [child for _key, child in node.items() if _is_inside(child)]
        elif isinstance(node, pikepdf.Array):
            waiting += [child for child in node if _is_inside(child)]


def _is_inside(child: object) -> bool:
    """Say whether an object is part of its parent; the others are listed by the file."""
    import pikepdf  # noqa: PLC0415 - slow import

    return isinstance(child, pikepdf.Dictionary | pikepdf.Array) and not child.is_indirect


def draw_pages(content: bytes) -> Iterator[PageImage]:
    """Draw the first pages, one by one; a page that cannot be drawn is left out."""
    import pypdfium2  # noqa: PLC0415 - slow import

    try:
        pdf = pypdfium2.PdfDocument(content)
        # Fields that were filled in are drawn only with this.
        pdf.init_forms()
        count = len(pdf)
    except (pypdfium2.PdfiumError, MemoryError):
        return
    for number in range(1, min(count, DRAWN_PAGES) + 1):
        if time.process_time() > _DRAWING_ENDS_AFTER:
            return
        try:
            page = pdf[number - 1]
            scale = min(LONG_SIDE / max(page.get_size()), _LARGEST_SCALE)
            pixels = page.render(scale=scale).to_pil().convert("RGB")
        except (pypdfium2.PdfiumError, MemoryError, OSError, ValueError, ZeroDivisionError):
            continue
        yield page_image(pixels, number=number)


def bind(pictures: Sequence[bytes]) -> bytes:
    """Return a PDF with a picture on every page; the JPEGs go in as they are."""
    import pikepdf  # noqa: PLC0415 - slow import
    from PIL import Image  # noqa: PLC0415 - slow import

    target = io.BytesIO()
    with pikepdf.new() as pdf:
        for picture in pictures:
            with Image.open(io.BytesIO(picture), formats=["JPEG"]) as image:
                width, height = image.size
            paper = _A4 if height >= width else _A4[::-1]
            scale = min(paper[0] / width, paper[1] / height)
            stream = pikepdf.Stream(pdf, picture)
            stream.stream_dict = pikepdf.Dictionary(
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=width,
                Height=height,
                ColorSpace=pikepdf.Name.DeviceRGB,
                BitsPerComponent=8,
                Filter=pikepdf.Name.DCTDecode,
            )
            page = pdf.add_blank_page(page_size=(width * scale, height * scale))
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Photo=stream))
            drawing = f"{width * scale:.3f} 0 0 {height * scale:.3f} 0 0 cm /Photo Do"
            page.Contents = pdf.make_stream(drawing.encode())
        pdf.save(target, deterministic_id=True)
    return target.getvalue()


def embedded_file(source: BinaryIO, names: Sequence[str]) -> tuple[str, bytes]:
    """Return the first of the named files that a PDF carries. Raises ``Refused``.

    Only what is packed as our own documents pack it is unpacked, and never more of it than
    ``MAXIMUM_DATA``.
    """
    import pikepdf  # noqa: PLC0415 - slow import

    try:
        with pikepdf.open(source) as pdf:
            for name in names:
                if name in pdf.attachments:
                    return name, _unpacked(pdf.attachments[name].get_file().obj)
    except pikepdf.PasswordError:
        raise Refused("encrypted") from None
    except (pikepdf.PikepdfError, zlib.error, *_BROKEN):
        raise Refused("damaged") from None
    raise Refused("no_data")


def _unpacked(stream: "pikepdf.Object") -> bytes:
    filters = str(stream.get("/Filter", ""))
    raw = stream.read_raw_bytes()
    if filters == "/FlateDecode":
        raw = zlib.decompressobj().decompress(raw, MAXIMUM_DATA + 1)
    elif filters:
        raise Refused("damaged")
    if len(raw) > MAXIMUM_DATA:
        raise Refused("too_large")
    return raw
