"""A closed process reaches nothing, whatever it tries."""

import functools
import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.sqlite

ROOT = str(Path(__file__).parents[2])
REFUSED = [
    "socket.socket()",
    "socket.create_connection(('127.0.0.1', 9))",
    "socket.getaddrinfo('localhost', 80)",
    "subprocess.Popen(['true'])",
    "os.system('true')",
    "os.fork()",
    "os.kill(1, 0)",
    "os.execv('/bin/true', ['true'])",
    "os.posix_spawn('/bin/true', ['true'], {})",
    "open('/etc/hostname')",
    "open(sys.argv[1] + '/manage.py')",
    "os.open('/etc/hostname', os.O_RDONLY)",
    "open('new', 'w')",
    "open('new', 'xb')",
    "open(os.__file__, 'a')",
    "open(os.__file__, 'r+')",
    "os.mkdir('new')",
    "os.rename('old', 'new')",
    "os.remove('old')",
    "shutil.rmtree('old')",
    "ctypes.CDLL('libc.so.6')",
]
ALLOWED = ["open(os.__file__).close()", "__import__('wave')", "os.listdir('/')", "os.getpid()"]
SWELLING = "bytearray(2 * 10**9)"
PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
import ctypes, json, os, shutil, socket, subprocess
from applications.documents.doors import Doors, DoorTouched
doors = Doors()
doors.close(10**9)
said = {}
for deed in json.loads(sys.argv[2]):
    said[deed] = []
    try:
        eval(deed)
    except (MemoryError, PermissionError) as refusal:
        said[deed].append(type(refusal).__name__)
    try:
        doors.must_be_untouched()
    except DoorTouched as known:
        said[deed].append(str(known))
print(json.dumps(said))
"""


@pytest.mark.parametrize("deed", REFUSED)
def test_nothing_gets_out_and_the_try_is_known(deed: str) -> None:
    refusal, known = outcomes()[deed]

    assert refusal == "PermissionError"
    assert known


@pytest.mark.parametrize("deed", ALLOWED)
def test_python_itself_goes_on(deed: str) -> None:
    assert outcomes()[deed] == []


def test_memory_has_an_end() -> None:
    assert outcomes()[SWELLING] == ["MemoryError"]


@functools.cache
def outcomes() -> dict[str, list[str]]:
    """Let one closed process try everything; return what was refused and what was noticed."""
    deeds = json.dumps([*REFUSED, *ALLOWED, SWELLING])
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-I", "-c", PROGRAM, ROOT, deeds],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)  # type: ignore[no-any-return]
