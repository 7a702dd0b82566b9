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
from pathlib import Path
from typing import Any

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
OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def main(command: list[str]) -> int:
    """Start the server, run the command, stop the server; return the command's exit code."""
    initdb, pg_ctl = postgresql_program("initdb"), postgresql_program("pg_ctl")
    if not initdb or not pg_ctl:
        print("PostgreSQL is missing: apt-get install postgresql", file=sys.stderr)
        return 1
    # Not the usual temporary folder: the path of a socket may have 107 characters only.
    folder = Path(tempfile.mkdtemp(prefix="wir-pg-", dir="/tmp"))
    data = folder / "data"
    as_owner = _owner(folder)
    try:
        _run([initdb, *INITDB, f"--pgdata={data}"], as_owner)
        start = [pg_ctl, f"--pgdata={data}", "--wait", f"--log={folder / 'log'}"]
        _run([*start, "-o", f"-k {folder} {OPTIONS}", "start"], as_owner)
        try:
            environment = os.environ | {"DATABASE_URL": f"postgres://wir@/{folder}/postgres"}
            return subprocess.run(command, env=environment, check=False).returncode
        finally:
            _run([pg_ctl, f"--pgdata={data}", "--mode=immediate", "stop"], as_owner)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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


def _run(command: list[str], as_owner: dict[str, Any]) -> None:
    done = subprocess.run(
        command, cwd="/", capture_output=True, text=True, check=False, **as_owner
    )
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
