"""Readers of files: started by one process, alone with their file, gone with those who asked."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from applications.services import file_process
from applications.services.file_readers import ROOT, Reader, Readers
from tests.faults.waiting import wait_until
from tests.support.files import pdf

pytestmark = pytest.mark.sqlite
PROGRAM = """
import os, sys, tempfile
sys.path.insert(0, sys.argv[1])
from contextlib import closing
from applications.services.file_readers import Readers
readers = Readers()
with tempfile.TemporaryFile() as file, closing(readers.start("read", file)) as reader:
    reader.output.read()
print(readers.process_id, flush=True)
"""


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Readers]:
    found = Readers()
    monkeypatch.setattr(file_process, "READERS", found)
    yield found
    found.end()


@pytest.fixture
def waiting(readers: Readers) -> Iterator[Reader]:
    """Return a reader whose file does not end."""
    file, writer = os.pipe()
    with (
        os.fdopen(writer, "wb"),
        os.fdopen(file, "rb") as source,
        closing(readers.start("read", source)) as reader,
    ):
        yield reader


def child_of(readers: Readers) -> Path:
    """Return where the system describes the reader that runs."""
    number = readers.process_id
    return Path("/proc", Path(f"/proc/{number}/task/{number}/children").read_text().strip())


def pages_of(count: int) -> int:
    return file_process.read_file(pdf(pages=count)).pages


def test_one_process_starts_all_readers(readers: Readers) -> None:
    assert readers.process_id is None
    assert pages_of(1) == 1
    first = readers.process_id

    assert [pages_of(count) for count in (2, 3)] == [2, 3]
    assert readers.process_id == first


def test_a_process_that_was_killed_is_replaced(readers: Readers) -> None:
    pages_of(1)
    first = readers.process_id
    assert first
    os.kill(first, signal.SIGKILL)

    assert pages_of(2) == 2
    assert readers.process_id not in {None, first}


def test_a_reader_has_its_file_and_its_pipe_and_may_open_nothing(
    readers: Readers, waiting: Reader
) -> None:
    place = child_of(readers)

    def is_limited() -> bool:
        return "Max open files            0" in (place / "limits").read_text()

    wait_until(is_limited)
    assert sorted(file.name for file in (place / "fd").iterdir()) == ["0", "1", "2"]
    assert os.readlink(place / "fd" / "2") == os.devnull


def test_neither_process_has_our_environment_or_django(readers: Readers, waiting: Reader) -> None:
    for place in (child_of(readers), Path(f"/proc/{readers.process_id}")):
        assert (place / "environ").read_bytes() == b""
        assert "psycopg2" not in (place / "maps").read_text()


def test_a_reader_that_is_killed_says_nothing_and_the_next_one_reads(
    readers: Readers, waiting: Reader
) -> None:
    waiting.kill()

    assert waiting.output.read() == b""
    waiting.kill()
    assert pages_of(2) == 2


def test_threads_get_their_own_files(readers: Readers) -> None:
    with ThreadPoolExecutor(4) as people:
        assert list(people.map(pages_of, range(1, 9))) == list(range(1, 9))


def test_a_forked_process_starts_its_own(readers: Readers) -> None:
    pages_of(1)
    ours = readers.process_id
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover - measured in the parent
        found = pages_of(2)
        os.write(writer, f"{readers.process_id} {found}".encode())
        readers.end()
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    number, found = os.read(reader, 100).decode().split()
    os.close(reader)
    os.close(writer)

    assert (int(found), int(number) != ours) == (2, True)
    assert pages_of(3) == 3
    assert readers.process_id == ours


@pytest.mark.parametrize("ending", ["", "os.kill(os.getpid(), 9)"])
def test_the_process_ends_with_the_one_that_asked(ending: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM + ending, ROOT],
        capture_output=True,
        text=True,
        check=False,
    )

    number = int(done.stdout)

    wait_until(lambda: not Path(f"/proc/{number}").exists())


def test_no_handle_is_left(readers: Readers) -> None:
    pages_of(1)
    before = len(os.listdir("/proc/self/fd"))

    for count in (1, 2):
        pages_of(count)
    with tempfile.TemporaryFile() as file, closing(readers.start("nothing", file)) as reader:
        assert reader.output.read() == b""

    assert len(os.listdir("/proc/self/fd")) == before
