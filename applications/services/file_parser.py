"""Parses one uploaded file and says what it is; runs as a process of its own, with limits.

Nothing of Django is loaded here. The file comes in through standard input, the verdict goes
out as one line of JSON: `{"media_type": …, "pages": …}` or `{"refused": code}`.
"""

import io
import json
import resource
import sys
import warnings
from typing import Final

CPU_SECONDS: Final = 10
MEMORY_BYTES: Final = 800 * 1000 * 1000
MAXIMUM_PIXELS: Final = 40_000_000
MEDIA_TYPES: Final = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png"}
PDF_MARK: Final = b"%PDF-"

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


if __name__ == "__main__":
    limit_this_process()
    sys.stdout.write(json.dumps(parse(sys.stdin.buffer.read())))
