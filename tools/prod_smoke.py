"""Bring what ``make prod-smoke`` needs beside the tests: nginx, a server for files, its client."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
LOCK: Final = ROOT / "requirements" / "smoke.txt"
PLACE: Final = ROOT / ".venv" / "smoke"
MISSING: Final = (
    "nginx is missing. On Debian or Ubuntu run:\n"
    "  sudo apt-get install --yes --no-install-recommends nginx-light"
)


def main() -> None:
    """Install the packages beside the project's own, or stop with the one line to run."""
    if not shutil.which("nginx"):
        print(MISSING, file=sys.stderr)
        raise SystemExit(2)
    if not (PLACE / "moto").exists():
        pip = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
        arguments = ["--require-hashes", "--target", str(PLACE), "-r", str(LOCK)]
        subprocess.run([*pip, *arguments], check=True)


if __name__ == "__main__":
    main()
