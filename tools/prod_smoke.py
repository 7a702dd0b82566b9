"""Bring what ``make prod-smoke`` needs beside the tests, and write what they measured (--write).

That is nginx, a server for files and its client.
"""

import json
import platform
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bench_page import table
from measure import measured_commit, write_section

ROOT: Final = Path(__file__).resolve().parent.parent
LOCK: Final = ROOT / "requirements" / "smoke.txt"
PLACE: Final = ROOT / ".venv" / "smoke"
KEPT: Final = ROOT / "test-output" / "smoke.jsonl"
MISSING: Final = (
    "nginx is missing. On Debian or Ubuntu run:\n"
    "  sudo apt-get install --yes --no-install-recommends nginx-light"
)


def main() -> None:
    """Install the packages beside the project's own, or stop with the one line to run."""
    if "--write" in sys.argv:
        write_section(_section())
        return
    KEPT.unlink(missing_ok=True)
    if not shutil.which("nginx"):
        print(MISSING, file=sys.stderr)
        raise SystemExit(2)
    if not (PLACE / "moto").exists():
        pip = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
        arguments = ["--require-hashes", "--target", str(PLACE), "-r", str(LOCK)]
        subprocess.run([*pip, *arguments], check=True)


def _section() -> str:
    about = (
        f"Written by `make prod-smoke`; Python {platform.python_version()}; "
        f"{datetime.now(tz=UTC).date().isoformat()}, commit {measured_commit()}. The files of "
        "docs/samples as one installation: nginx with TLS, two web servers with two processes "
        "each on sockets, a worker, PostgreSQL with the weakest role, files in a bucket. One "
        "visitor asks 100 times on one connection; the file that nginx serves by itself is the "
        "floor."
    )
    rows = [json.loads(line) for line in KEPT.read_text().splitlines()]
    shown = table(["What", "Value"], [[row["what"], row["value"]] for row in rows])
    return "\n\n".join(["An installation from the samples", about, shown]) + "\n"


if __name__ == "__main__":
    main()
