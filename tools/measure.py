"""Measure how long the two commands take and write docs/measurements.md.

Works on a fresh clone of the committed state, so the working copy is neither used nor changed.
"""

import contextlib
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "measurements.md"
PATIENCE_SECONDS = 600
HEADING = """# Measurements

Written by `python3 tools/measure.py`, `make goals`, `make bench`, `make load` and `make drill`;
wall-clock times are upper bounds on a machine that also does other things.
"""


def main() -> int:
    """Clone, start twice, test once, write the page."""
    with tempfile.TemporaryDirectory(prefix="wir-measure-") as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        rows = [
            ("`make run` in a fresh clone, to the first page", _start(clone)),
            ("`make run` again, to the first page", _start(clone)),
            ("`make run` after `make reset`, to the first page", _start(clone, reset=True)),
        ]
        if "--with-tests" in sys.argv:
            rows.append(("`make test` after that, everything included", _test(clone)))
    write_section(_section(rows))
    print(PAGE.read_text())
    return 0


def _start(clone: Path, *, reset: bool = False) -> float:
    """Return the seconds from the command to the first answered page, then stop the server."""
    if reset:
        subprocess.run(["make", "--silent", "reset"], cwd=clone, check=True)
    port = free_port()
    started = time.monotonic()
    process = subprocess.Popen(
        ["make", "--silent", "run", f"PORT={port}"],
        cwd=clone,
        env=os.environ | {"PORT": str(port)},
        stdout=sys.stderr,
        start_new_session=True,
    )
    try:
        while not _answers(port):
            if process.poll() is not None:
                raise SystemExit("make run ended before it answered.")
            if time.monotonic() - started > PATIENCE_SECONDS:
                raise SystemExit("make run did not answer in time.")
            time.sleep(0.02)
        return time.monotonic() - started
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Stop make and wait for the whole group: make goes first, the server tidies up after it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(PATIENCE_SECONDS)
        while True:
            os.killpg(process.pid, 0)
            time.sleep(0.1)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def _test(clone: Path) -> float:
    started = time.monotonic()
    subprocess.run(["make", "--silent", "test"], cwd=clone, check=True, stdout=sys.stderr)
    return time.monotonic() - started


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def write_section(section: str) -> None:
    """Write a section into the page; the others stay."""
    known = PAGE.read_text().split("\n## ")[1:] if PAGE.exists() else []
    title = section.partition("\n")[0]
    others = [old.strip() for old in known if old.partition("\n")[0] != title]
    sections = sorted([section.strip(), *others])
    PAGE.write_text("\n".join([HEADING, *(f"## {text}\n" for text in sections)]))


def measured_commit() -> str:
    """Return the short name of the commit that is measured."""
    command = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _section(rows: list[tuple[str, float]]) -> str:
    """Return the times with the machine, the user and the commit they belong to."""
    commit = measured_commit()
    installer = "uv" if shutil.which("uv") else "pip"
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    machine = (
        f"{platform.freedesktop_os_release()['PRETTY_NAME']}, Python {platform.python_version()}, "
        f"{os.cpu_count()} processors, {memory:.0f} GiB, {installer}"
    )
    user = "root" if os.geteuid() == 0 else "an ordinary user"
    table = "\n".join(f"| {what} | {seconds:.1f} s |" for what, seconds in rows)
    date = datetime.now(tz=UTC).date().isoformat()
    return (
        f"The two commands as {user}\n\n{machine}; {date}, commit {commit}.\n\n"
        f"| What | Time |\n| --- | --- |\n{table}\n"
    )


if __name__ == "__main__":
    raise SystemExit(main())
