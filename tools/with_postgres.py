"""Run a command with DATABASE_URL pointing to a throw-away PostgreSQL of its own.

``python tools/with_postgres.py pytest -q`` works as root and as an ordinary user; nothing
listens on the network and nothing is left behind.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from bootstrap import postgresql_program

INITDB = [
    "--auth=trust",
    "--no-sync",
    "--encoding=UTF8",
    "--username=wir",
    "--locale=C.UTF-8",
    "--locale-provider=icu",
    "--icu-locale=de-DE",
]
# A throw-away server may lose everything in a power cut, so it does not wait for the disk.
CARELESS: Final = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class Server:
    """A PostgreSQL server in a folder of its own, reached through a socket there.

    Every method raises ``SystemExit`` with what the program said when it fails.
    """

    def __init__(self, folder: Path, options: str = "") -> None:
        """Name the folder, whose path must be short, and the options; nothing starts yet."""
        self.folder = folder
        self.data = folder / "data"
        self._options = options
        self._as_owner = _owner(folder)

    def create(self) -> None:
        """Make an empty cluster."""
        self._run("initdb", *INITDB, f"--pgdata={self.data}")

    def start(self) -> None:
        """Start and wait until the server answers."""
        options = f"-k {self.folder} -c listen_addresses='' {self._options}"
        log = f"--log={self.folder / 'log'}"
        self._run("pg_ctl", f"--pgdata={self.data}", "--wait", log, "-o", options, "start")

    def stop(self, mode: str) -> None:
        """Stop as PostgreSQL calls it: ``fast``, or ``immediate`` as in a crash."""
        self._run("pg_ctl", f"--pgdata={self.data}", f"--mode={mode}", "stop")

    def url(self, name: str = "postgres") -> str:
        """Return the DATABASE_URL of one of its databases."""
        return f"postgres://wir@/{self.folder}/{name}"

    def _run(self, name: str, *words: str) -> None:
        program = postgresql_program(name)
        if not program:
            raise SystemExit("PostgreSQL is missing: apt-get install postgresql")
        done = subprocess.run(
            [program, *words],
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
            **self._as_owner,
        )
        if done.returncode:
            raise SystemExit(f"{program} failed:\n{done.stdout}{done.stderr}")


@contextmanager
def server(options: str) -> Iterator[Server]:
    """Give a running server that is gone afterwards."""
    # Not the usual temporary folder: the path of a socket may have 107 characters only.
    folder = Path(tempfile.mkdtemp(prefix="wir-pg-", dir="/tmp"))
    try:
        made = Server(folder, options)
        made.create()
        made.start()
        try:
            yield made
        finally:
            made.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    """Start the server, run the command, stop the server; return the command's exit code."""
    with server(CARELESS) as made:
        environment = os.environ | {"DATABASE_URL": made.url()}
        return subprocess.run(command, env=environment, check=False).returncode


def _owner(folder: Path) -> dict[str, Any]:
    """Return whom the server runs as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    try:
        account = pwd.getpwnam("postgres")
    except KeyError:
        account = pwd.getpwnam("nobody")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
