"""Reads one received file; runs as a process of its own, with limits.

Nothing of Django is loaded here. The file comes in through standard input, what was found goes
out as frames: a line of JSON with the ``sizes`` of what follows it, then these bytes. The first
frame is the verdict, the second the harmless copy, then come the pictures of the pages. A reader
that dies while it draws pages has given its verdict already.

Before the first byte is read the process gives up opening files and connections: whatever a
file makes the parsers do, it cannot reach the network or the disk.
"""

import gc
import io
import json
import os
import resource
import socket
from collections.abc import Mapping
from typing import BinaryIO, Final, NoReturn

from applications.rules.documents import DATA_NAMES
from applications.services import file_parser_image, file_parser_pdf
from applications.services.file_parser_image import PageImage, Refused

CPU_SECONDS: Final = 10
MEMORY_BYTES: Final = 800 * 1000 * 1000
PDF_MARK: Final = b"%PDF-"
LONGEST_TASK: Final = 8


def limit_this_process() -> None:
    """Let a file that keeps the parser busy harm nobody but itself."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # What is open stays open; nothing can be added, neither a file nor a socket.
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def read_file(content: bytes, out: BinaryIO) -> None:
    """Judge a file by its content, make the harmless copy, draw its pages."""
    if content.startswith(PDF_MARK):
        copy, pages = file_parser_pdf.rewrite(content)
        write_frame(out, {"media_type": "application/pdf", "pages": pages})
        write_frame(out, {"copy": True}, copy)
        for page in file_parser_pdf.draw_pages(copy):
            write_page(out, page)
        return
    picture = file_parser_image.read(content)
    flags = {"dark": picture.page.is_dark, "blurred": picture.page.is_blurred}
    write_frame(out, {"media_type": picture.media_type, "pages": 1, **flags})
    write_frame(out, {"copy": True}, picture.page.image)
    write_page(out, picture.page)


def bind_pictures(content: bytes, out: BinaryIO) -> None:
    """Put our own pictures of photos together to one PDF, a page for each."""
    head, _end, rest = content.partition(b"\n")
    pictures = []
    for size in json.loads(head)["sizes"]:
        pictures.append(rest[:size])
        rest = rest[size:]
    flags = [file_parser_image.quality_of(picture) for picture in pictures]
    verdict = {
        "media_type": "application/pdf",
        "pages": len(pictures),
        "dark": any(dark for dark, _blurred in flags),
        "blurred": any(blurred for _dark, blurred in flags),
    }
    write_frame(out, verdict)
    write_frame(out, {"copy": True}, file_parser_pdf.bind(pictures))


def read_data(content: bytes, out: BinaryIO) -> None:
    """Take the data for programs out of a PDF."""
    name, data = file_parser_pdf.embedded_file(io.BytesIO(content), DATA_NAMES)
    write_frame(out, {"name": name}, data)


def write_page(out: BinaryIO, page: PageImage) -> None:
    """Write the pictures of a page."""
    about = {"page": page.number, "width": page.width, "height": page.height}
    flags = {"dark": page.is_dark, "blurred": page.is_blurred}
    write_frame(out, {**about, **flags}, page.image, page.thumbnail)


def write_frame(out: BinaryIO, about: Mapping[str, object], *parts: bytes) -> None:
    """Write one frame at once, so that it survives what comes after it."""
    head = json.dumps({**about, "sizes": [len(part) for part in parts]})
    out.write(b"\n".join([head.encode(), b"".join(parts)]))
    out.flush()


TASKS: Final = {"read": read_file, "bind": bind_pictures, "data": read_data}


def serve(door_number: int) -> None:
    """Load what is needed, then start a reader for each file until nobody is left to hand one.

    What comes through the door is the name of a task, the file and the pipe for what is found;
    what goes back is a handle of the reader. Readers share nothing but what was loaded.
    """
    file_parser_image.load_readers()
    file_parser_pdf.load_readers()
    gc.freeze()
    door = socket.socket(fileno=door_number)
    while True:
        task, handles, _flags, _address = socket.recv_fds(door, LONGEST_TASK, 2)
        if not task:
            return
        process = os.fork()
        if not process:
            _read(task.decode(), *handles)
        reader = os.pidfd_open(process)
        socket.send_fds(door, [b"."], [reader])
        for handle in (*handles, reader):
            os.close(handle)
        os.waitpid(process, 0)


def _read(task: str, source: int, target: int) -> NoReturn:
    """Close the door, read, and end without a word of the process that we come from."""
    try:
        os.dup2(source, 0)
        os.dup2(target, 1)
        os.closerange(3, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
        limit_this_process()
        with os.fdopen(0, "rb") as file, os.fdopen(1, "wb") as out:
            content = file.read()
            try:
                TASKS[task](content, out)
            except Refused as reason:
                write_frame(out, {"refused": reason.code, **reason.values})
    finally:
        os._exit(0)
