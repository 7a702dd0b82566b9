"""One installation: the real processes, a folder and a port of its own."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from measure import free_port
from serve import server_command

from tests.faults.clients import ask
from tests.faults.databases import Database, copy_files
from tests.faults.waiting import wait_until
from tests.support.sources import ROOT

NOW: Final = "2020-01-20T10:00"
WORKER: Final = ("manage.py", "db_worker", "--interval=0.1", "--no-startup-delay")
# As docs/operations.md says for a real installation.
GRACE_SECONDS: Final = 30
OURS: Final = ("WIR_", "DATABASE_URL", "EMAIL_URL", "SECRET_KEY", "DJANGO_")


class Site:
    """An installation of the round of 2020, rehearsed on 20 January.

    ``prepare`` makes an empty one; with a template it is a copy of what was prepared before.
    """

    def __init__(
        self, folder: Path, database: Database, *, template: "Site | None" = None, **changes: str
    ) -> None:
        """Make folder and database; ``changes`` are variables, such as ``EMAIL_URL``."""
        self.folder, self.database = folder, database
        if template:
            copy_files(template.folder, folder)
        url = database.create(_made(folder / "database"), template.database if template else None)
        self.port = free_port()
        self.log = _made(folder / "logs") / "log"
        _made(folder / "files")
        self.environment = _environment(folder, url, self.port) | changes
        # Where the program lies, and a socket that outlives its processes, as systemd keeps one.
        self.program: Path = ROOT
        self.listener: socket.socket | None = None
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def listen(self) -> None:
        """Keep the socket of the web server here: whoever asks while none runs waits in it."""
        self.listener = socket.create_server(("127.0.0.1", self.port), backlog=512)

    def prepare(self) -> None:
        """Make the tables, the static files and the round; the clock stands on 20 January."""
        if not self.database.restore():
            self.manage("migrate", "--verbosity=0", "--skip-checks")
            self.database.keep()
        self.manage("collectstatic", "--verbosity=0", "--no-input")
        self.manage("start_rehearsal")

    def manage(self, *words: str) -> str:
        """Run a management command to its end and return what it printed."""
        return self._run(["manage.py", *words])

    def inside(self, deed: str, *words: object) -> Any:
        """Run one of the deeds of ``tests.faults.inside`` and return what it found."""
        said = self._run(["-m", "tests.faults.inside", deed, *map(str, words)])
        return json.loads(said.splitlines()[-1])

    def start(self, *names: str, workers: int = 2, worker: Sequence[str] = WORKER) -> None:
        """Start ``web``, ``worker`` or both, and wait until pages are answered.

        ``workers`` are processes of the web server; ``worker`` is the program of the other one.
        """
        web = server_command(str(self.port), workers=workers, grace_seconds=GRACE_SECONDS)
        if self.listener:
            web.append(f"--bind=fd://{self.listener.fileno()}")
        if not (self.program / "wir_foerderung" / "logs.py").exists():
            web = [word for word in web if not word.startswith("--logger-class")]
        commands = {"web": web, "worker": [sys.executable, *worker]}
        for name in names or commands:
            self._running[name] = self._open(commands[name])
        if "web" in self._running:
            self.wait_until_open()

    def wait_until_open(self) -> None:
        """Wait until the web server takes requests."""
        wait_until(lambda: self._web_ended() or self._listens())
        assert not self._web_ended(), self.said()

    def kill(self) -> None:
        """Kill all processes of the installation at once, those of the database, too."""
        for process in self._running.values():
            os.killpg(process.pid, signal.SIGKILL)
        self.database.kill()
        self._reap()

    def terminate(self, *names: str) -> dict[str, int]:
        """Ask processes to end in good order, wait for it and return their exit codes."""
        for name in (chosen := names or tuple(self._running)):
            self._running[name].send_signal(signal.SIGTERM)
        return {name: self._running.pop(name).wait(60) for name in chosen}

    def signal(self, name: str, number: int) -> None:
        """Send a signal to the first process of ``web`` or ``worker``."""
        self._running[name].send_signal(number)

    def runs(self, name: str) -> bool:
        """Tell whether a process is still there."""
        return self._running[name].poll() is None

    def close(self) -> None:
        """Leave nothing behind: end what runs, remove what lies there."""
        for process in self._running.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
        self._reap()
        if self.listener:
            self.listener.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def said(self) -> str:
        """Return the log."""
        return self.log.read_text(errors="replace")

    def _web_ended(self) -> bool:
        return not self.runs("web")

    def _listens(self) -> bool:
        return ask(self.port, "GET", "/").status is not None

    def _reap(self) -> None:
        for process in self._running.values():
            process.wait(60)
        self._running.clear()

    def _open(self, command: Sequence[str]) -> Any:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command,
                cwd=self.program,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=[self.listener.fileno()] if self.listener else [],
            )

    def _run(self, words: Sequence[str]) -> str:
        done = subprocess.run(
            [sys.executable, *words],
            cwd=self.program,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{words}\n{done.stdout}{done.stderr}"
        return done.stdout


def _environment(folder: Path, url: str, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "wir_foerderung.settings",
        "DATABASE_URL": url,
        "EMAIL_URL": "dummymail://",
        "SECRET_KEY": "kept by nobody and worth nothing " * 3,
        "TMPDIR": str(_made(folder / "tmp")),
        "WIR_BASE_URL": f"http://127.0.0.1:{port}",
        "WIR_LOG_LEVEL": "WARNING",
        "WIR_REHEARSAL": "1",
        "WIR_REHEARSAL_NOW": NOW,
        "WIR_VAR_DIR": str(folder),
    }


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
