"""Nothing that is typed makes the press open a file or a connection: watched from both ends."""

import itertools
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from applications.documents.maker import MadeDocument
from tests.documents.support import make, reader, text_of
from tests.documents.test_hostile_text import CANARY, SNIPPETS, make_or_refuse
from tests.rules.support import document
from tools.longest_texts import fullest

pytestmark = pytest.mark.sqlite

SECRET = "wir-canary-5f1d"


class Listener:
    """Counts who connects to an address of this machine."""

    def __init__(self, door: socket.socket) -> None:
        self.door, self.hits = door, 0
        self.address = f"http://127.0.0.1:{door.getsockname()[1]}"
        self.thread = threading.Thread(target=self.watch, daemon=True)
        self.thread.start()

    def watch(self) -> None:
        while True:
            try:
                visitor, _address = self.door.accept()
            except OSError:
                return
            self.hits += 1
            visitor.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as door:
        watching = Listener(door)
        yield watching
        door.shutdown(socket.SHUT_RDWR)
    watching.thread.join(5)


@pytest.fixture
def snippets(listener: Listener, tmp_path: Path) -> list[str]:
    """The texts that ask for a file, once for a file with a secret and once for the listener."""
    canary = tmp_path / "canary.txt"
    canary.write_text(SECRET)
    asking = [text for text in SNIPPETS if CANARY in text]
    return [
        text.replace(CANARY, place)
        for place in (canary.as_uri(), f"{listener.address}/canary")
        for text in asking
    ]


def test_somebody_who_connects_is_counted(listener: Listener) -> None:
    port = int(listener.address.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as visitor:
        assert visitor.recv(1) == b""

    assert listener.hits == 1


def test_texts_in_every_field_fetch_nothing(listener: Listener, snippets: list[str]) -> None:
    assert len(snippets) >= 20
    texts = itertools.cycle(snippets)

    made = make(fullest(document(), lambda length: next(texts)[:length]))

    assert listener.hits == 0
    assert SECRET not in everything_in(made)


@pytest.mark.slow
def test_markup_that_was_not_escaped_fetches_nothing_either(
    listener: Listener, snippets: list[str]
) -> None:
    for snippet in snippets:
        html = f'<html lang="de"><title>x</title><body><p>x</p>{snippet}</body></html>'
        content, _denied = make_or_refuse(html)
        if content:
            assert SECRET not in everything_in(MadeDocument(content, False))

    assert listener.hits == 0


def everything_in(made: MadeDocument) -> str:
    """Return text, metadata and attachments of a PDF."""
    pdf = reader(made)
    attached = (part.decode("latin-1") for parts in pdf.attachments.values() for part in parts)
    return " ".join([text_of(made), str(pdf.metadata), *pdf.attachments, *attached])
