"""Closes a process: no connections, no programs, no files but those of Python's packages."""

import os
import resource
import sys
import sysconfig
from typing import Any, Final

_NOT_NEEDED: Final = (
    "ctypes.",
    "os.",
    "pty.",
    "shutil.",
    "socket.",
    "subprocess.",
    "tempfile.",
    "urllib.",
    "webbrowser.",
)
_HARMLESS: Final = frozenset({"os.listdir", "os.scandir"})
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
OPEN_FILES: Final = 32


class DoorTouched(Exception):
    """The work tried what it must not do; nothing happened, the arguments say what it was."""


class Doors:
    """What stays shut in this process, and who tried all the same."""

    def __init__(self) -> None:
        """Find out where Python's packages are."""
        places = {
            sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")
        }
        self._readable = tuple(f"{place}{os.sep}" for place in places)
        self._touched: list[str] = []

    def close(self, memory_bytes: int) -> None:
        """Shut everything for good; nothing can open it again."""
        sys.dont_write_bytecode = True
        for limit, value in (
            (resource.RLIMIT_AS, memory_bytes),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_NOFILE, OPEN_FILES),
        ):
            resource.setrlimit(limit, (value, value))
        sys.addaudithook(self._judge)

    def must_be_untouched(self) -> None:
        """Raise ``DoorTouched`` when something was tried since the last time."""
        touched, self._touched = self._touched, []
        if touched:
            raise DoorTouched(*touched)

    def _judge(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _mode, flags = arguments
            if not flags & _WRITING and str(path).startswith(self._readable):
                return
            event = f"open {path}"
        elif event in _HARMLESS or not event.startswith(_NOT_NEEDED):
            return
        self._touched.append(event)
        raise PermissionError(event)
