"""Reads one received file; runs as a process of its own, with limits.

Nothing of Django is loaded here. The file comes in through standard input. `judge` answers with
one line of JSON, `{"media_type": …, "pages": …}` or `{"refused": code}`; `disarm` answers with a
copy that does nothing but show its pages.
"""

import io
import json
import resource
import sys
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pikepdf

CPU_SECONDS: Final = 10
MEMORY_BYTES: Final = 800 * 1000 * 1000
MAXIMUM_PIXELS: Final = 40_000_000
MEDIA_TYPES: Final = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png"}
PDF_MARK: Final = b"%PDF-"
# What starts by itself, carries other files or forms with programs.
ARMED_KEYS: Final = frozenset(
    {"/AA", "/OpenAction", "/JavaScript", "/JS", "/EmbeddedFiles", "/AF", "/XFA"}
)
# What leads out of the file or runs something; only jumps inside the file are kept.
FOREIGN_ACTIONS: Final = frozenset(
    {
        "/GoToE",
        "/GoToR",
        "/ImportData",
        "/JavaScript",
        "/Launch",
        "/Movie",
        "/Rendition",
        "/RichMediaExecute",
        "/Sound",
        "/SubmitForm",
        "/URI",
    }
)

Verdict = dict[str, str | int]


def limit_this_process() -> None:
    """Let a file that keeps the parser busy harm nobody but itself."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def parse(content: bytes) -> Verdict:
    """Read the whole file; the claimed name and type play no part."""
    return _parse_pdf(content) if content.startswith(PDF_MARK) else _parse_image(content)


def _parse_pdf(content: bytes) -> Verdict:
    import pikepdf  # noqa: PLC0415 - slow import

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pages = len(pdf.pages)
            # Writing a copy visits every object of the file.
            pdf.save(io.BytesIO())
    except pikepdf.PasswordError:
        return {"refused": "encrypted"}
    except (pikepdf.PdfError, MemoryError, OSError, RuntimeError, ValueError, TypeError):
        return {"refused": "damaged"}
    if not pages:
        return {"refused": "damaged"}
    return {"media_type": "application/pdf", "pages": pages}


def _parse_image(content: bytes) -> Verdict:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - slow import

    Image.MAX_IMAGE_PIXELS = MAXIMUM_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as image:
            image.load()
            return {"media_type": MEDIA_TYPES[str(image.format)], "pages": 1}
    except UnidentifiedImageError:
        return {"refused": "unreadable_kind"}
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return {"refused": "too_many_pixels"}
    except (MemoryError, OSError, SyntaxError, ValueError):
        return {"refused": "damaged"}


def disarm(content: bytes) -> bytes:
    """Return a copy without programs, actions and hidden files, or with nothing but pixels."""
    return _disarm_pdf(content) if content.startswith(PDF_MARK) else _disarm_image(content)


def _disarm_pdf(content: bytes) -> bytes:
    import pikepdf  # noqa: PLC0415 - slow import

    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for node in _dictionaries(pdf):
            for key in ARMED_KEYS & node.keys():
                del node[key]
            if node.get("/S") in FOREIGN_ACTIONS:
                for name in list(node.keys()):
                    del node[name]
        pdf.save(target)
    return target.getvalue()


def _dictionaries(pdf: "pikepdf.Pdf") -> "Iterator[pikepdf.Object]":
    """Yield every dictionary of a file, also those that lie inside others."""
    import pikepdf  # noqa: PLC0415 - slow import

    waiting = [pdf.trailer, *pdf.objects]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Stream):
            node = node.stream_dict
        if isinstance(node, pikepdf.Dictionary):
            yield node
            waiting += [child for _key, child in node.items() if _is_inside(child)]
        elif isinstance(node, pikepdf.Array):
            waiting += [child for child in node if _is_inside(child)]


def _is_inside(child: object) -> bool:
    """Say whether an object is part of its parent; the others are listed by the file."""
    import pikepdf  # noqa: PLC0415 - slow import

    return isinstance(child, pikepdf.Dictionary | pikepdf.Array) and not child.is_indirect


def _disarm_image(content: bytes) -> bytes:
    from PIL import Image, ImageOps  # noqa: PLC0415 - slow import

    Image.MAX_IMAGE_PIXELS = MAXIMUM_PIXELS
    target = io.BytesIO()
    with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as image:
        kind = "PNG" if image.format == "PNG" else "JPEG"
        upright = ImageOps.exif_transpose(image)
        bare = Image.frombytes(upright.mode, upright.size, upright.tobytes())
        if upright.mode == "P":
            bare.putpalette(upright.getpalette() or [])
        bare.save(target, kind, quality=90)
    return target.getvalue()


if __name__ == "__main__":
    limit_this_process()
    received = sys.stdin.buffer.read()
    if sys.argv[1] == "disarm":
        sys.stdout.buffer.write(disarm(received))
    else:
        sys.stdout.write(json.dumps(parse(received)))
