"""A page cannot hurt: what hangs, crashes or swells ends alone, and the next document works."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from applications.documents import press_process
from applications.documents.maker import MadeDocument
from applications.documents.press_process import PressProcess, RenderingFailed
from tests.documents.support import text_of

pytestmark = pytest.mark.sqlite

ROOT = Path(__file__).parents[2]
ORDER = {"pictures": [], "embedded": None}
REAL = """
import contextlib, os, socket, sys, time
sys.path.insert(0, sys.argv[1])
from applications.documents import press
def make(*order):
    {}
press.Press.make = make
press.main(*sys.argv[2:])
"""
SAYS = "import sys; sys.stdout.buffer.write({!r})"
SWALLOWED = "with contextlib.suppress(OSError): open('/etc/passwd')"
BROKEN = {
    "hangs before it reads": ("import time; time.sleep(60)", "too_slow", ""),
    "hangs at work": (REAL.format("time.sleep(60)"), "too_slow", ""),
    "does not start": ("raise SystemExit(1)", "died", ""),
    "crashes": (REAL.format("os.abort()"), "died", ""),
    "swells": (REAL.format("bytearray(2 * 10**9)"), "memory", ""),
    "has a fault": (REAL.format("1 / 0"), "fault", "ZeroDivisionError: division by zero"),
    "connects": (REAL.format("socket.socket()"), "fault", "PermissionError: socket.__new__"),
    "reads": (REAL.format(SWALLOWED), "fault", "DoorTouched: open /etc/passwd"),
    "answers nonsense": (SAYS.format(b"x" * 100), "died", ""),
    "answers with no head": (SAYS.format(b"\0\0\0\x01["), "died", ""),
    "answers with a wrong head": (SAYS.format(b"\0\0\0\x02[]"), "died", ""),
    "answers by half": (SAYS.format(b'\0\0\0\x0d{"sizes":[9]}123'), "died", ""),
    "says too much": (SAYS.format(b'\0\0\0\x15{"sizes":[900000000]}'), "died", ""),
}


@pytest.fixture
def press() -> Iterator[PressProcess]:
    process = PressProcess()
    yield process
    process.end()


def page(words: str) -> bytes:
    return f"<html lang=de><title>x</title><h1>{words}</h1>".encode()


def words_of(press: PressProcess, words: str) -> str:
    """Return what a reader finds in the PDF of a page with these words."""
    _about, (pdf,) = press.ask(ORDER, page(words))
    return text_of(MadeDocument(pdf, False))


@pytest.mark.parametrize("name", BROKEN)
def test_broken_press_is_replaced(
    name: str, press: PressProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, code, detail = BROKEN[name]
    begin = time.monotonic()
    with monkeypatch.context() as broken:
        broken.setattr(press_process, "_PROGRAM", program)
        broken.setattr(press_process, "WALL_SECONDS", 8 if code != "too_slow" else 2)
        # More than a pipe holds, so that a press that does not read is noticed, too.
        with pytest.raises(RenderingFailed) as failure:
            press.ask(ORDER, page("x" * 100_000))
        press.end()

    assert failure.value.args == (code, detail)
    assert str(failure.value) == (f"{code}: {detail}" if detail else code)
    assert time.monotonic() - begin < 25
    assert "Der nächste" in words_of(press, "Der nächste")


def test_one_process_makes_several_documents_until_it_is_worn(
    press: PressProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert press.process_id is None
    monkeypatch.setattr(press_process, "DOCUMENTS", 3)
    numbers = []
    for number in range(3):
        assert f"Nummer {number}" in words_of(press, f"Nummer {number}")
        numbers.append(press.process_id)

    assert numbers[0] is not None
    assert numbers == [numbers[0], numbers[0], None]
    assert "Nummer 4" in words_of(press, "Nummer 4")


def test_threads_get_their_own_documents(press: PressProcess) -> None:
    wanted = [f"Faden {number}" for number in range(8)]

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda words: words_of(press, words), wanted))

    assert all(words in text for words, text in zip(wanted, found, strict=True))


def test_forked_process_starts_its_own_press(press: PressProcess) -> None:
    words_of(press, "Vorher")
    ours = press.process_id
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover - measured in the parent
        text = words_of(press, "Kind")
        os.write(writer, f"{press.process_id} {text}".encode())
        press.end()
        os._exit(0)
    assert "Eltern" in words_of(press, "Eltern")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    number, _blank, text = os.read(reader, 1000).decode().partition(" ")
    os.close(reader)
    os.close(writer)

    assert "Kind" in text
    assert int(number) != ours
    assert "Nachher" in words_of(press, "Nachher")
    assert press.process_id == ours


@pytest.mark.parametrize("ending", ["pass", "os.kill(os.getpid(), 9)"])
def test_press_ends_with_the_process_that_asked(ending: str) -> None:
    program = (
        "import os, django; django.setup()\n"
        "from applications.documents.press_process import PressProcess\n"
        "press = PressProcess()\n"
        f"press.ask({ORDER}, {page('x')})\n"
        "print(press.process_id, flush=True)\n" + ending
    )
    result = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "wir_foerderung.settings_test"},
        stdout=subprocess.PIPE,
        check=False,
    )

    assert result.returncode == (0 if ending == "pass" else -signal.SIGKILL)
    until = time.monotonic() + 10
    while is_running(int(result.stdout)):
        assert time.monotonic() < until
        time.sleep(0.05)


def is_running(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


def test_press_has_no_environment_and_knows_no_django(press: PressProcess) -> None:
    words_of(press, "x")

    process = Path(f"/proc/{press.process_id}")
    names = [entry.partition("=")[0] for entry in (process / "environ").read_text().split("\0")]
    assert names == ["FONTCONFIG_FILE", ""]
    assert "/django/" not in (process / "maps").read_text()
    limits = (process / "limits").read_text()
    assert str(press_process.MEMORY_BYTES) in limits
    assert "Max core file size        0 " in limits
    assert "Max file size             0 " in limits
