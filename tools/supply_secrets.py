"""No key, token or password lies in the tree, nor did one in its history.

Ruff looks for passwords in code (S105 to S107); this looks for what has a shape of its own, in
every file that Git keeps.
"""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Final

# Also read by Git in the history, so in the dialect that both understand.
SHAPES: Final = {
    "private key": "-----BEGIN [A-Z ]*PRIVATE KEY",
    "key of a cloud": "(AKIA|ASIA)[0-9A-Z]{16}",
    "token of a forge": "(gh[pousr]_|github_pat_|glpat-)[A-Za-z0-9_-]{20}",
    "token of a registry": "(pypi-AgEI[A-Za-z0-9_-]{20}|npm_[A-Za-z0-9]{36})",
    "token of a service": "(xox[abprs]-|AIza|sk_live_)[0-9A-Za-z_-]{20}",
    "signed token": "eyJ[A-Za-z0-9_-]{10,}[.]eyJ[A-Za-z0-9_-]{10,}[.][A-Za-z0-9_-]{10,}",
}
# user:password in an address; examples repeat the user or say what belongs there.
IN_ADDRESS: Final = re.compile(
    r"[a-z+]{2,}://(?P<user>[^\s:/@{}'\"]+):(?P<password>[^\s/@{}'\"]+)@"
)
FILES: Final = re.compile(
    r"(\.env(\..*)?|\.netrc|\.htpasswd|\.pypirc|id_(rsa|dsa|ecdsa|ed25519)|.*\.(pem|key|p12|pfx|jks|"
    r"kdbx|sqlite3|db|dump))"
)


def flaws(root: Path) -> list[str]:
    """Return the places of what looks like a secret, in the tree and in its history."""
    kept = _git(root, "ls-files", "-z").split("\0")
    found = [f"{name}: a file of secrets" for name in _secret_files(kept)]
    for name in filter(None, kept):
        found += [f"{name}: {what}" for what in shapes_in(_text(root / name))]
    return [*found, *_history(root)]


def shapes_in(text: str) -> list[str]:
    """Return the names of the shapes that a text holds."""
    found = [name for name, shape in SHAPES.items() if re.search(shape, text)]
    for match in IN_ADDRESS.finditer(text):
        if match["password"] not in {match["user"], "password"}:
            found.append("password in an address")
    return found


def _history(root: Path) -> list[str]:
    added = _git(root, "log", "--all", "--format=", "--name-only", "--diff-filter=A").splitlines()
    found = [f"history: {name}: a file of secrets" for name in _secret_files(set(added))]
    anything = "|".join(SHAPES.values())
    commits = _git(root, "log", "--all", "--extended-regexp", "--format=%h", "-G", anything)
    return [*found, *(f"history: commit {name} holds a secret" for name in commits.split())]


def _secret_files(names: Iterable[str]) -> list[str]:
    return sorted(name for name in names if FILES.fullmatch(PurePath(name).name))


def _text(path: Path) -> str:
    """Return what a file says; pictures and links to folders say nothing."""
    return path.read_bytes().decode(errors="replace") if path.is_file() else ""


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=True)
    return done.stdout.decode(errors="replace")
