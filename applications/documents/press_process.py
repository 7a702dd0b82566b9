"""Keeps one limited process that makes our PDFs, and starts another when it is lost."""

import atexit
import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Final, cast

from django.conf import settings

import applications
from applications.documents import font_files, fonts, frames

WALL_SECONDS: Final = 30
MEMORY_BYTES: Final = 1_000_000_000
# What a library forgets to give back stays small.
DOCUMENTS: Final = 200
STYLE_SHEET: Final = Path("templates/pdf/pdf.css")
_ROOT: Final = str(Path(applications.__path__[0]).parent)
# Isolated: neither the environment nor the folder we stand in can change what is loaded.
_PROGRAM: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from applications.documents.press import main; main(*sys.argv[2:])"
)

TOO_SLOW, DIED = "too_slow", "died"


class RenderingFailed(Exception):
    """No PDF was made; ``code`` is ``too_slow``, ``died``, ``memory`` or ``fault``.

    The next document starts with a fresh process.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code

    def __str__(self) -> str:
        return ": ".join(filter(None, self.args))


class PressProcess:
    """The process of this process: one order at a time, started when the first one comes."""

    def __init__(self) -> None:
        """Start nothing yet; end with this process, and leave the parent's to the parent."""
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._made = 0
        atexit.register(self.end)
        os.register_at_fork(after_in_child=self._after_fork)

    def ask(self, order: Mapping[str, object], *parts: bytes) -> frames.Frame:
        """Return the answer to an order. Raises ``RenderingFailed`` and ``FontsMissing``."""
        with self._lock:
            child = self._child or self._start()
            try:
                about, answer = self._exchange(child, order, parts)
            except RenderingFailed:
                self._end()
                raise
            self._made += 1
            # Whatever a refused page has left behind, the next one does not meet it.
            if not answer or self._made >= DOCUMENTS:
                self._end()
        if "failed" in about:
            raise RenderingFailed(about["failed"], about["detail"])
        return about, answer

    def end(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._end()

    @property
    def process_id(self) -> int | None:
        """Return the number of the running process."""
        return self._child.pid if self._child else None

    def _start(self) -> "subprocess.Popen[bytes]":
        style_sheet = str(settings.BASE_DIR / STYLE_SHEET)
        configuration = str(fonts.folder() / font_files.CONFIGURATION)
        self._child = subprocess.Popen(  # noqa: S603 - our own program; pages are only its input
            [sys.executable, "-I", "-c", _PROGRAM, _ROOT, style_sheet, str(MEMORY_BYTES)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"FONTCONFIG_FILE": configuration},
        )
        return self._child

    def _exchange(
        self,
        child: "subprocess.Popen[bytes]",
        order: Mapping[str, object],
        parts: tuple[bytes, ...],
    ) -> frames.Frame:
        stdin, stdout = cast("IO[bytes]", child.stdin), cast("IO[bytes]", child.stdout)
        is_late = threading.Event()

        def end_of_time() -> None:
            is_late.set()
            child.kill()

        guard = threading.Timer(WALL_SECONDS, end_of_time)
        guard.start()
        try:
            frames.write(stdin, {**order, "seconds": WALL_SECONDS}, *parts)
            answer = frames.read(stdout)
        except (OSError, frames.Torn):
            answer = None
        finally:
            guard.cancel()
        if answer is None:
            raise RenderingFailed(TOO_SLOW if is_late.is_set() else DIED)
        return answer

    def _end(self) -> None:
        child, self._child, self._made = self._child, None, 0
        if child:
            child.kill()
            # An order that was not read to its end is still waiting in the pipe.
            with contextlib.suppress(BrokenPipeError), child:
                pass

    def _after_fork(self) -> None:
        """Let go of the pipes; the process belongs to the one we come from."""
        child, self._child, self._made = self._child, None, 0
        self._lock = threading.Lock()
        if child:
            nowhere = os.open(os.devnull, os.O_RDWR)
            for pipe in (child.stdin, child.stdout):
                os.dup2(nowhere, cast("IO[bytes]", pipe).fileno())
            os.close(nowhere)
            child.returncode = 0  # not ours to wait for
