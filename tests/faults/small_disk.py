"""A disk of a few megabytes in the place of a folder; only the administrator may mount one."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BALLAST = "ballast"
_PIECE = 4096


@contextmanager
def small_disk(folder: Path, *, megabytes: int) -> Iterator[None]:
    """Mount a small disk on a folder and move what lies there onto it."""
    aside = folder.with_name(f"{folder.name}-aside")
    shutil.copytree(folder, aside)
    size = f"size={megabytes}m,mode=0700"
    _run("mount", "-t", "tmpfs", "-o", size, "none", str(folder))
    try:
        shutil.copytree(aside, folder, dirs_exist_ok=True)
        yield
    finally:
        # Who still has a file open there keeps it until the end; the folder is free at once.
        _run("umount", "--lazy", str(folder))


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """Leave no byte free on the disk of a folder while the body runs."""
    ballast = folder / BALLAST
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(_PIECE))
        except OSError:
            assert os.statvfs(folder).f_bavail == 0
    try:
        yield
    finally:
        ballast.unlink()


def _run(*command: str) -> None:
    subprocess.run(command, check=True)
