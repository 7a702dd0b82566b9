"""The program of the release before, out of the history of the project."""

import io
import os
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Final

from tests.support.sources import ROOT
from tools.releases import PREVIOUS

_OURS: Final = ("WIR_", "DATABASE_URL", "EMAIL_URL", "SECRET_KEY", "DJANGO_", "PYTEST_", "PYTHON")


def unpack(folder: Path) -> Path:
    """Unpack the release before into a new folder and return that."""
    known = _git("cat-file", "-e", f"{PREVIOUS.commit}^{{commit}}")
    assert known.returncode == 0, (
        f"Release {PREVIOUS.version} (commit {PREVIOUS.commit}) is not in this clone; "
        "fetch the whole history: git fetch --unshallow"
    )
    packed = _git("archive", PREVIOUS.commit, ".", ":(exclude)docs/screenshots")
    assert packed.returncode == 0, packed.stderr.decode()
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(folder, filter="data")
    # Installed beside the sources, and the same for both; the list of fonts names its folder.
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    shutil.copytree(ROOT / ".fonts", folder / ".fonts")
    fonts = folder / ".fonts" / "fonts.conf"
    fonts.write_text(fonts.read_text().replace(str(ROOT), str(folder)))
    return folder


def environment() -> dict[str, str]:
    """Return our environment without what belongs to the present release and its tests."""
    return {name: text for name, text in os.environ.items() if not name.startswith(_OURS)}


def last_known_migration() -> str:
    """Return the newest migration of the release before, as its commit has it."""
    listed = _git("ls-tree", "--name-only", PREVIOUS.commit, "applications/migrations/")
    names = [Path(line).stem for line in listed.stdout.decode().splitlines()]
    return max(name for name in names if name[0].isdigit())


def _git(*words: str) -> subprocess.CompletedProcess[bytes]:
    command = ["git", *words]
    return subprocess.run(  # noqa: S603 - the history of the project
        command, cwd=ROOT, capture_output=True, check=False
    )
