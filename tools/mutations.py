"""Break promises one by one in a copy of this tree, and see that their tests turn red.

The table stands in tests/assurance/mutations.py. A breach that no test notices is a survivor and
a failure, and so is a test that could not run. ``--only ID`` tries the breaches of one promise.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from measure import measured_commit, write_section

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.assurance.mutation import Mutation  # noqa: E402 - the path comes first
from tests.assurance.mutations import MUTATIONS  # noqa: E402 - the path comes first

LINKS: Final = (".venv", "node_modules")
STORED: Final = Path("var/test-databases")
PATIENCE_SECONDS: Final = 900
GREEN, RED, TOO_SLOW = 0, 1, -1
TITLE: Final = "Broken promises"


def main() -> int:
    """Break, test, write the section; return 1 if anything survived or failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", metavar="ID")
    only = parser.parse_args().only
    chosen = [mutation for mutation in MUTATIONS if only in {None, mutation.requirement}]
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="wir-mutations-") as folder:
        copy = Path(folder) / "tree"
        _copy(copy)
        caught = {mutation: _is_caught(mutation, copy) for mutation in chosen}
        names = sorted({name for mutation in chosen for name in mutation.tests})
        is_green = _run(names, copy) == GREEN
    print(f"{'unbroken: green' if is_green else 'unbroken: NOT GREEN'}")
    if only is None:
        write_section(_section(caught, seconds=time.monotonic() - started))
    return 0 if is_green and all(caught.values()) else 1


def _copy(copy: Path) -> None:
    """Copy what Git knows as it lies here, and link what takes long to install."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, done.stdout.split("\0")):
        if (ROOT / name).is_file() and name not in LINKS:
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
    for name in LINKS:
        (copy / name).symlink_to((ROOT / name).resolve())


def _is_caught(mutation: Mutation, copy: Path) -> bool:
    """Break one promise, run its tests, mend it; tell whether they turned red."""
    file = copy / mutation.file
    whole = file.read_text()
    if whole.count(mutation.old) != 1:
        raise SystemExit(f"{mutation.file}: not there once: {mutation.old}")
    file.write_text(whole.replace(mutation.old, mutation.new))
    try:
        code = _run(mutation.tests, copy)
    finally:
        file.write_text(whole)
    word = {RED: "caught", GREEN: "SURVIVED"}.get(code, f"TESTS DID NOT RUN ({code})")
    print(f"{mutation.requirement} {mutation.breach}: {word}", flush=True)
    return code == RED


def _run(names: Iterable[str], copy: Path) -> int:
    """Return the exit code of pytest; 1 alone says that tests ran and found something."""
    _bring_databases(copy)
    command = [str(copy / ".venv/bin/python"), "-m", "pytest", "-qq", "-x", "-p", "no:randomly"]
    command += ["-m", "slow or not slow"]
    try:
        done = subprocess.run(
            [*command, *(f"tests/{name}" for name in names)],
            cwd=copy,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return TOO_SLOW
    if done.returncode not in {GREEN, RED}:
        print(done.stdout[-2000:])
    return done.returncode


def _bring_databases(copy: Path) -> None:
    """Lay the stored test databases anew: a broken model made another, and old ones go."""
    shutil.rmtree(copy / STORED, ignore_errors=True)
    if (ROOT / STORED).exists():
        shutil.copytree(ROOT / STORED, copy / STORED)


def _section(caught: dict[Mutation, bool], *, seconds: float) -> str:
    rows = [
        f"| {mutation.requirement} | {mutation.breach} | {'yes' if found else 'NO'} |"
        for mutation, found in caught.items()
    ]
    return (
        f"{TITLE}\n\nWritten by `make mutations`, commit {measured_commit()}: "
        f"{sum(caught.values())} of {len(caught)} breaches turned their tests red, "
        f"in {seconds / 60:.0f} minutes.\n\n"
        "| Promise | Breach | Noticed |\n| --- | --- | --- |\n" + "\n".join(rows) + "\n"
    )


if __name__ == "__main__":
    raise SystemExit(main())
