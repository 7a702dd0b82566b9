"""Run the web server and one worker for jobs together; stop both when either ends.

Ctrl-C and TERM end both cleanly. ``PORT`` chooses the port, 127.0.0.1 is the only address.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GRACE_SECONDS = 10


def main() -> int:
    """Start both, wait for the first end or a signal, return the exit code."""
    signals: list[int] = []
    # Only noted, without a lock: they arrive twice, from the terminal and from make.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _frame: signals.append(number))
    # Own sessions: Ctrl-C reaches only this process, which then ends both in good order.
    programs = [
        subprocess.Popen(command, cwd=ROOT, start_new_session=True)
        for command in (server_command(os.environ.get("PORT", "8000")), _worker())
    ]
    try:
        while not signals:
            if any(program.poll() is not None for program in programs):
                return 1
            time.sleep(0.2)
        return 0
    finally:
        _stop(programs)


def server_command(
    port: str,
    *,
    workers: int = 2,
    grace_seconds: int = 5,
    program: str = "wir_foerderung.wsgi:application",
) -> list[str]:
    """Return what starts the web server, for other tools, too."""
    return [
        sys.executable,
        "-m",
        "gunicorn",
        program,
        f"--bind=127.0.0.1:{port}",
        f"--workers={workers}",
        f"--graceful-timeout={grace_seconds}",
        "--timeout=60",
        "--log-level=warning",
        "--logger-class=wir_foerderung.logs.ServerLogger",
    ]


def _worker() -> list[str]:
    return [sys.executable, "manage.py", "db_worker", "--interval=0.5", "--no-startup-delay"]


def _stop(programs: list[subprocess.Popen[bytes]]) -> None:
    for program in programs:
        if program.poll() is None:
            program.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for program in programs:
        try:
            program.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            program.kill()


if __name__ == "__main__":
    raise SystemExit(main())
