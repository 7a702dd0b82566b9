"""Lets a limited process read one file and takes what it found."""

import json
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, Final

from applications.services.file_parser_image import PageImage
from applications.services.file_readers import Reader, Readers

WALL_SECONDS: Final = 20
# Thirty pages of two thousand pixels have a tenth of this.
MAXIMUM_OUTPUT: Final = 200 * 1000 * 1000
READERS: Final = Readers()


class FileRefused(Exception):
    """A file cannot be kept; ``code`` says why and ``values`` what to tell."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(kw_only=True)
class Reading:
    """What the process found in a file."""

    media_type: str
    pages: int
    is_dark: bool = False
    is_blurred: bool = False
    copy: bytes = b""
    page_images: list[PageImage] = field(default_factory=list)


def read_file(content: bytes) -> Reading:
    """Let the process judge a received file. Raises ``FileRefused``."""
    return _reading("read", content)


def bind_pictures(pictures: Sequence[bytes]) -> Reading:
    """Let the process make one PDF of our own pictures. Raises ``FileRefused``."""
    head = json.dumps({"sizes": [len(picture) for picture in pictures]})
    return _reading("bind", b"\n".join([head.encode(), b"".join(pictures)]))


def read_data(content: bytes) -> tuple[str, bytes]:
    """Let the process take name and bytes of the data out of a PDF. Raises ``FileRefused``."""
    for about, parts in _frames(_run("data", content)):
        if "refused" in about:
            raise FileRefused(about["refused"])
        return about["name"], parts[0]
    raise FileRefused("damaged")


def _reading(task: str, content: bytes) -> Reading:
    reading = None
    for about, parts in _frames(_run(task, content)):
        if "refused" in about:
            code = about.pop("refused")
            raise FileRefused(code, **about)
        if reading is None:
            reading = Reading(
                media_type=about["media_type"],
                pages=about["pages"],
                is_dark=about.get("dark", False),
                is_blurred=about.get("blurred", False),
            )
        elif "copy" in about:
            reading.copy = parts[0]
        else:
            reading.page_images.append(
                PageImage(
                    number=about["page"],
                    width=about["width"],
                    height=about["height"],
                    image=parts[0],
                    thumbnail=parts[1],
                    is_dark=about["dark"],
                    is_blurred=about["blurred"],
                )
            )
    if reading is None or not reading.copy:
        # A parser that dies without a verdict has judged the file unsafe.
        raise FileRefused("damaged")
    return reading


def _frames(output: bytes) -> Iterator[tuple[dict[str, Any], list[bytes]]]:
    """Yield the complete frames; the last one may be torn off."""
    at = 0
    while (end := output.find(b"\n", at)) >= 0:
        about = json.loads(output[at:end])
        at, parts = end + 1, []
        for size in about.pop("sizes"):
            parts.append(output[at : at + size])
            at += size
        if at > len(output):
            return
        yield about, parts


def _run(task: str, content: bytes) -> bytes:
    """Return what the process wrote until it ended or its time was over."""
    with tempfile.TemporaryFile() as source:
        source.write(content)
        source.seek(0)
        try:
            reader = READERS.start(task, source)
        except OSError:
            # The machine is out of something; the file is not to blame.
            raise FileRefused("try_again") from None
        with closing(reader):
            return _output(reader)


def _output(reader: Reader) -> bytes:
    guard = threading.Timer(WALL_SECONDS, reader.kill)
    guard.start()
    try:
        return reader.output.read(MAXIMUM_OUTPUT)
    finally:
        guard.cancel()
