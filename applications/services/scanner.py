"""Asks clamd whether a file is known to do harm; without an answer nothing was checked.

``WIR_CLAMD`` names the scanner: ``tcp://host:port`` or the path of its socket. A scanner that is
away never keeps anybody from handing in a document: the file counts as not checked, staff see
that, and ``sweep`` asks again.
"""

import logging
import socket
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

from applications.rules.choices import ScanState

_CONNECT_SECONDS: Final = 2
_ANSWER_SECONDS: Final = 10
_CHUNK: Final = 64 * 1024
_LONGEST_ANSWER: Final = 4096
_DEFAULT_PORT: Final = 3310

logger = logging.getLogger(__name__)


class Scanner:
    """One conversation with clamd; once it did not answer, it is not asked again."""

    def __init__(self, address: str | None = None) -> None:
        self.address = settings.CLAMD if address is None else address
        self._is_silent = not self.address

    def answers(self) -> bool:
        """Say whether there is a scanner, and whether it has answered so far."""
        return not self._is_silent

    def scan(self, content: bytes) -> ScanState:
        """Return what clamd says about a file."""
        if self._is_silent:
            return ScanState.UNCHECKED
        try:
            answer = self._ask(content)
        except OSError as problem:
            self._is_silent = True
            logger.warning("the virus scanner does not answer: %s", problem)
            return ScanState.UNCHECKED
        if answer.endswith("FOUND"):
            logger.warning("the virus scanner found something: %s", answer)
            return ScanState.FOUND
        if answer.endswith(" OK"):
            return ScanState.CLEAN
        # „INSTREAM size limit exceeded. ERROR“ and the like: it could not tell.
        logger.warning("the virus scanner could not check a file: %s", answer)
        return ScanState.UNCHECKED

    def _ask(self, content: bytes) -> str:
        with self._connection() as connection:
            connection.settimeout(_ANSWER_SECONDS)
            connection.sendall(b"zINSTREAM\0")
            for at in range(0, len(content), _CHUNK):
                chunk = content[at : at + _CHUNK]
                connection.sendall(len(chunk).to_bytes(4) + chunk)
            connection.sendall(bytes(4))
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
                received = connection.recv(_LONGEST_ANSWER)
                if not received:
                    break
                answer += received
        return answer.rstrip(b"\0").decode("utf-8", "replace").strip()

    def _connection(self) -> socket.socket:
        if not self.address.startswith("tcp://"):
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            connection.settimeout(_CONNECT_SECONDS)
            try:
                connection.connect(self.address)
            except OSError:
                connection.close()
                raise
            return connection
        parts = urlsplit(self.address)
        place = (parts.hostname or "localhost", parts.port or _DEFAULT_PORT)
        return socket.create_connection(place, timeout=_CONNECT_SECONDS)
