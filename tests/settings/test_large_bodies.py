"""A body of 200 MB is refused at once by the running server, and costs neither memory nor disk."""

import contextlib
import resource
import socket
import time
from pathlib import Path
from typing import Any

import pytest

SIZE = 200 * 1024 * 1024
HEAD = """POST /check/1/ HTTP/1.1\r
Host: {host}\r
Cookie: csrf={token}\r
Content-Type: multipart/form-data; boundary=b\r
Content-Length: {size}\r
Connection: close\r
\r
--b\r
Content-Disposition: form-data; name="file"; filename="Satzung.pdf"\r
\r
"""


@pytest.mark.sqlite
def test_two_hundred_megabytes_are_refused_early(
    live_server: Any, settings: Any, tmp_path: Path
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    host = live_server.url.removeprefix("http://")
    head = HEAD.format(host=host, token="a" * 32, size=SIZE).encode()
    before, began = _memory(), time.process_time()

    answer, sent = _send(host, head)

    assert answer.startswith(b"HTTP/1.1 413")
    assert "Die Datei ist zu groß.".encode() in answer
    assert time.process_time() - began < 10
    assert _memory() - before < 100_000_000
    assert sent < SIZE
    assert list(tmp_path.iterdir()) == []


def _send(host: str, head: bytes) -> tuple[bytes, int]:
    """Send as much as the server takes, and return its answer and how much that was."""
    name, _colon, port = host.partition(":")
    sent, answer = 0, b""
    with socket.create_connection((name, int(port)), timeout=10) as connection:
        connection.sendall(head)
        connection.settimeout(2)
        # It answers before the body is there; a server of ours for tests would go on reading it.
        with contextlib.suppress(OSError):
            while sent < SIZE and not answer:
                sent += connection.send(bytes(64 * 1024))
                answer = _waiting(connection)
        with contextlib.suppress(OSError):
            while received := connection.recv(64 * 1024):
                answer += received
    return answer, sent


def _waiting(connection: socket.socket) -> bytes:
    try:
        return connection.recv(64 * 1024, socket.MSG_DONTWAIT)
    except BlockingIOError:
        return b""


def _memory() -> int:
    """Return the most memory that this process ever had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
