"""Ask the advisory services of Python and npm about everything that is shipped.

A green answer can be empty: pip-audit ends well where it reached nobody. So a package that was
not judged counts as a failure, and nobody reached is said in so many words.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from supply_locks import NPM_LOCK, RUN_TIME_LOCK, npm_packages, python_packages

CLEAN, HOLES, NOT_AUDITED = 0, 1, 2
LOCK: Final = "requirements/audit.txt"


def audit(root: Path) -> int:
    """Ask both services; return the worst of clean, holes and not audited."""
    return max(_python(root), _npm(root))


def _python(root: Path) -> int:
    place = root / ".venv" / "audit"
    if not (place / "pip_audit").exists():
        pip = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
        lock = ["--no-deps", "--require-hashes", "--target", str(place), "-r", str(root / LOCK)]
        subprocess.run([*pip, *lock], check=True)
    command = [sys.executable, "-m", "pip_audit", "--strict", "--require-hashes", "--disable-pip"]
    done = _run([*command, "--format=json", "-r", RUN_TIME_LOCK], root, PYTHONPATH=str(place))
    wanted = {package.name for package in python_packages(root / RUN_TIME_LOCK)}
    return judge_python(done.stdout, done.stderr, wanted)


def judge_python(answer: str, complaint: str, wanted: set[str]) -> int:
    """Say what pip-audit found out about the wanted packages; return what that means."""
    try:
        judged = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return _not_audited("Python packages", complaint)
    holes = [
        f"{row['name']} {row['version']}: {hole['id']}, closed in {hole['fix_versions']}"
        for row in judged
        for hole in row.get("vulns", [])
    ]
    # Packages for other systems are left out by pip-audit; everything else has to be judged.
    names = {row["name"].lower() for row in judged if "skip_reason" not in row}
    left = wanted - names - {"brotlicffi", "colorama"}
    if left:
        return _not_audited("Python packages", f"not judged: {', '.join(sorted(left))}")
    return _say("Python packages", len(names), holes)


def _npm(root: Path) -> int:
    npm = shutil.which("npm")
    if not npm:
        return _not_audited("npm packages", "npm is not installed")
    done = _run([npm, "audit", "--omit=dev", "--json"], root)
    wanted = {package.name for package in npm_packages(root / NPM_LOCK)}
    return judge_npm(done.stdout, done.stderr, wanted)


def judge_npm(answer: str, complaint: str, wanted: set[str]) -> int:
    """Say what npm found out about the wanted packages; return what that means."""
    try:
        report = json.loads(answer)
        holes = [f"{name}: {row['severity']}" for name, row in report["vulnerabilities"].items()]
        count = report["metadata"]["dependencies"]["prod"]
    except (ValueError, KeyError, TypeError):
        return _not_audited("npm packages", complaint)
    if count < len(wanted):
        return _not_audited("npm packages", f"{count} of {len(wanted)} were judged")
    return _say("npm packages", len(wanted), holes)


def _say(what: str, count: int, holes: list[str]) -> int:
    for hole in holes:
        print(f"supply: {what}: {hole}")
    print(f"supply: {count} {what} audited, {len(holes)} known holes")
    return HOLES if holes else CLEAN


def _not_audited(what: str, complaint: str) -> int:
    last = next(iter(reversed(complaint.strip().splitlines())), "no answer")
    print(f"supply: {what}: NOT AUDITED, this says nothing about their safety ({last})")
    return NOT_AUDITED


def _run(command: list[str], root: Path, **extra: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=root, env=os.environ | extra, capture_output=True, text=True, check=False
    )
