"""Keeps one process that has loaded what reads files; it starts a limited one for each file."""

import atexit
import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import applications

# Longer than a file may take: another one of this process may be read before.
_PATIENCE_SECONDS: Final = 60
ROOT: Final = str(Path(applications.__path__[0]).parent)
# Isolated: neither the environment nor the folder we stand in can change what is loaded.
_PROGRAM: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from applications.services.file_parser import serve; serve(int(sys.argv[2]))"
)


@dataclass(frozen=True)
class Reader:
    """A process that reads one file, and what it writes."""

    output: IO[bytes]
    process: int

    def close(self) -> None:
        """End it, and let go of it."""
        self.kill()
        self.output.close()
        os.close(self.process)

    def kill(self) -> None:
        """End it at once; its number may be that of another process by now, its handle is not."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.process, signal.SIGKILL)


class Readers:
    """The process of this process that starts readers; it starts when the first file comes.

    It sees no file itself. Loading takes a fifth of a second, reading a page less.
    """

    def __init__(self) -> None:
        """Start nothing yet; end with this process, and leave the parent's to the parent."""
        self._lock = threading.Lock()
        self._source: subprocess.Popen[bytes] | None = None
        self._door: socket.socket | None = None
        atexit.register(self.end)
        os.register_at_fork(after_in_child=self._after_fork)

    def start(self, task: str, file: IO[bytes]) -> Reader:
        """Start a reader for a file. Raises ``OSError`` while the machine is out of something."""
        with self._lock:
            if self._door:
                # It may have been killed since it was asked the last time.
                with contextlib.suppress(OSError):
                    return _ask(self._door, task, file)
                self._end()
            try:
                return _ask(self._open(), task, file)
            except OSError:
                self._end()
                raise

    def end(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._end()

    @property
    def process_id(self) -> int | None:
        """Return the number of the running process."""
        return self._source.pid if self._source else None

    def _open(self) -> socket.socket:
        self._door, theirs = socket.socketpair()
        self._door.settimeout(_PATIENCE_SECONDS)
        with theirs:
            self._source = subprocess.Popen(  # noqa: S603 - our own program; files are only input
                [sys.executable, "-I", "-c", _PROGRAM, ROOT, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
                env={},
            )
        return self._door

    def _end(self) -> None:
        source, door, self._source, self._door = self._source, self._door, None, None
        if door:
            door.close()
        if source:
            source.kill()
            source.wait()

    def _after_fork(self) -> None:
        """Let go of the door; the process belongs to the one we come from."""
        source, door, self._source, self._door = self._source, self._door, None, None
        self._lock = threading.Lock()
        if door:
            door.close()
        if source:
            source.returncode = 0  # not ours to wait for


def _ask(door: socket.socket, task: str, file: IO[bytes]) -> Reader:
    """Hand the file and a pipe over and take the handle of the reader."""
    ours, theirs = os.pipe()
    try:
        socket.send_fds(door, [task.encode()], [file.fileno(), theirs])
        _word, handles, _flags, _address = socket.recv_fds(door, 1, 1)
        if not handles:
            raise ConnectionError
    except OSError:
        os.close(ours)
        raise
    finally:
        os.close(theirs)
    return Reader(os.fdopen(ours, "rb"), handles[0])
