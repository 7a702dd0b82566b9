"""How the press and the process that asks it talk: frames with their length in front."""

import json
import struct
from collections.abc import Mapping
from typing import IO, Any, Final

_LENGTH: Final = struct.Struct(">I")
LONGEST_HEAD: Final = 1_000_000
LARGEST_PARTS: Final = 200_000_000

Frame = tuple[dict[str, Any], list[bytes]]


class Torn(Exception):
    """What came is no frame, or ends in the middle of one."""


def write(stream: IO[bytes], about: Mapping[str, object], *parts: bytes) -> None:
    """Write one frame: the length of its head, the head as JSON, the parts."""
    head = json.dumps({**about, "sizes": [len(part) for part in parts]}).encode()
    stream.write(b"".join([_LENGTH.pack(len(head)), head, *parts]))
    stream.flush()


def read(stream: IO[bytes]) -> Frame | None:
    """Return the next frame, or nothing at the end of the stream. Raises ``Torn``."""
    mark = stream.read(_LENGTH.size)
    if not mark:
        return None
    (length,) = _LENGTH.unpack(_whole(mark, _LENGTH.size))
    if length > LONGEST_HEAD:
        raise Torn
    try:
        about = json.loads(_whole(stream.read(length), length))
        sizes: list[int] = about.pop("sizes")
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise Torn from fault
    if sum(sizes) > LARGEST_PARTS or min(sizes, default=0) < 0:
        raise Torn
    return about, [_whole(stream.read(size), size) for size in sizes]


def _whole(found: bytes, size: int) -> bytes:
    if len(found) != size:
        raise Torn
    return found
