"""What the locks pin: names, versions and hashes, read without asking anybody."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

RUN_TIME_LOCK: Final = "requirements.txt"
NPM_LOCK: Final = "package-lock.json"
# Lock -> the list of what we asked for; the last three are for those who want them.
ASKED: Final = {
    RUN_TIME_LOCK: "requirements/base.in",
    "requirements/dev.txt": "requirements/dev.in",
    "requirements/audit.txt": "requirements/audit.in",
    "requirements/oidc.txt": "requirements/oidc.in",
    "requirements/s3.txt": "requirements/s3.in",
    "requirements/smoke.txt": "requirements/smoke.in",
}
PYTHON_LOCKS: Final = tuple(ASKED)
_PINNED: Final = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(\[[^\]]*\])?==(?P<version>[^\s;\\]+)")
_HASH: Final = re.compile(r"--hash=(sha256:[0-9a-f]{64})(?=\s|$)")
_INTEGRITY: Final = re.compile(r"sha512-[A-Za-z0-9+/]{86}==")


@dataclass(frozen=True)
class Package:
    """A pinned package; ``kind`` is its type in a package URL (pypi, npm)."""

    kind: str
    name: str
    version: str
    hashes: tuple[str, ...]


def python_packages(lock: Path) -> list[Package]:
    """Return what a lock of pip pins; a line that pins nothing is a ValueError."""
    found = []
    for line in _logical_lines(lock.read_text()):
        pinned = _PINNED.match(line)
        if not pinned:
            raise ValueError(f"{lock.name}: not pinned: {line}")
        hashes = tuple(_HASH.findall(line))
        found.append(Package("pypi", normal(pinned["name"]), pinned["version"], hashes))
    return found


def npm_packages(lock: Path) -> list[Package]:
    """Return what a lock of npm pins for production."""
    entries = json.loads(lock.read_text())["packages"]
    return [
        Package(
            "npm",
            place.rpartition("node_modules/")[2],
            entry["version"],
            tuple(_INTEGRITY.findall(entry.get("integrity", ""))),
        )
        for place, entry in sorted(entries.items())
        if place and not entry.get("dev")
    ]


def shipped(root: Path) -> list[Package]:
    """Return everything that a running installation needs."""
    return [*python_packages(root / RUN_TIME_LOCK), *npm_packages(root / NPM_LOCK)]


def direct(root: Path, lock: str = RUN_TIME_LOCK) -> set[str]:
    """Return the names of what we asked for ourselves."""
    lines = (root / ASKED[lock]).read_text().splitlines()
    names = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines if not line.startswith("-"))
    return {normal(name.group()) for name in names if name}


def flaws(root: Path) -> list[str]:
    """Return what is not pinned with a hash, or asked for and missing in its lock."""
    found = []
    for lock in PYTHON_LOCKS:
        packages = python_packages(root / lock)
        found += _without_hash(lock, packages)
        missing = direct(root, lock) - {package.name for package in packages}
        found += [f"{lock}: {name} is not pinned" for name in sorted(missing)]
    return [*found, *_without_hash(NPM_LOCK, npm_packages(root / NPM_LOCK))]


def normal(name: str) -> str:
    """Return the one spelling of a package's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _without_hash(lock: str, packages: Iterable[Package]) -> list[str]:
    return [f"{lock}: {package.name} has no hash" for package in packages if not package.hashes]


def _logical_lines(text: str) -> Iterator[str]:
    for line in text.replace("\\\n", " ").splitlines():
        if line.strip() and not line.lstrip().startswith(("#", "-")):
            yield line.strip()
