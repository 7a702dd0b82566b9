"""A mail server that takes, refuses or hangs, as the test says, and counts what it took."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from typing import Final

TAKES, REFUSES, HANGS = "takes", "refuses", "hangs"
_ANSWERS: Final = {
    "EHLO": "250 sink",
    "HELO": "250 sink",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "RSET": "250 ok",
    "NOOP": "250 ok",
}


class _Talk(socketserver.StreamRequestHandler):
    """One connection, line by line."""

    server: "Sink"

    def handle(self) -> None:
        """Answer every command until the client leaves; a mail counts once it was taken."""
        if self.server.mode == HANGS:
            self.server.hanging += 1
            self.server.released.wait()
            return
        if self.server.mode == REFUSES:
            self._say("421 not now")
            return
        self._say("220 sink")
        while line := self.rfile.readline():
            command = line[:4].decode("ascii", "replace").upper()
            if command == "QUIT":
                return self._say("221 bye")
            if command == "DATA":
                self._take()
            else:
                self._say(_ANSWERS.get(command, "500 what?"))
        return None

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b"."))
        if line:
            self.server.taken.append(message_from_bytes(b"".join(lines)))
            self._say("250 taken")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class Sink(socketserver.ThreadingTCPServer):
    """The server; ``taken`` are the mails it said yes to."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.mode = TAKES
        self.taken: list[Message] = []
        self.released = threading.Event()
        self.hanging = 0

    def is_busy(self) -> bool:
        """Tell whether somebody was left hanging."""
        return bool(self.hanging)

    def behave(self, mode: str) -> None:
        """Take, refuse or hang from the next connection on; whoever hangs is let go."""
        self.mode = mode
        self.released.set()
        self.released = threading.Event()

    @property
    def url(self) -> str:
        """Return the EMAIL_URL."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def ids(self) -> list[str]:
        """Return the Message-ID of every mail that was taken."""
        return [str(mail["Message-ID"]) for mail in list(self.taken)]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients are killed in the middle of a word."""


@contextmanager
def smtp_sink() -> Iterator[Sink]:
    """Give a running sink."""
    with Sink() as sink:
        thread = threading.Thread(target=sink.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield sink
        finally:
            sink.behave(TAKES)
            sink.shutdown()
            thread.join()
