"""Counts answers and their time for monitoring: by name of the page, never by its address.

The processes of one web server count together: each has a place of its own in their folder,
which the process that takes its place goes on with, so that no count gets lost or grows old.
"""

import fcntl
import itertools
import logging
import os
import shutil
import time
from collections.abc import Iterator
from http import HTTPMethod
from pathlib import Path
from typing import Final

from prometheus_client import Counter, Histogram, disable_created_metrics, values
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from applications.rules.alarms import PREFIX

logger = logging.getLogger(__name__)

# Upper ends; 2 s is what people should wait at most on the evening of the deadline.
_STEPS_MILLISECONDS: Final = (50, 100, 250, 500, 1000, 2000, 5000, 10_000)
# Files of a place, filled up at once: a disk that is full later cannot stop a request. They hold
# the counts of all pages that there are (a test fills them).
SIZES: Final = {"counter": 64 * 1024, "histogram": 2 * 1024 * 1024}
_OLD_AFTER_SECONDS: Final = 24 * 60 * 60
NO_PAGE: Final = "none"
_METHODS: Final = frozenset(HTTPMethod)

# The instant at which a count began tells monitoring nothing.
disable_created_metrics()  # type: ignore[no-untyped-call]

REQUESTS: Final = Counter(
    f"{PREFIX}requests",
    "Answers by method and class of status.",
    ["method", "status"],
    registry=None,
)
SECONDS: Final = Histogram(
    f"{PREFIX}request_seconds",
    "Time until the answer by name of the page.",
    ["page"],
    buckets=[step / 1000 for step in _STEPS_MILLISECONDS],
    registry=None,
)


class _Shared:
    """Where the processes of this web server count; None: this process counts alone."""

    folder: Path | None = None
    # Holds the lock of the own place as long as the process lives.
    lock: int | None = None


def count(*, method: str, status: int, page: str, seconds: float) -> None:
    """Count an answer; what no page of ours answered has no name."""
    known = method if method in _METHODS else "other"
    REQUESTS.labels(method=known, status=f"{status // 100}xx").inc()
    SECONDS.labels(page=page or NO_PAGE).observe(seconds)


def collectors() -> Iterator[Collector]:
    """Yield what tells the counts of all processes of this web server."""
    if _Shared.folder:
        yield MultiProcessCollector(  # type: ignore[no-untyped-call]
            None, path=str(_Shared.folder)
        )
    else:
        yield from (REQUESTS, SECONDS)


def share(folder: Path) -> None:
    """Count in this folder together with all processes that were given the same one.

    Called once, before the first request. Without room on the disk this process counts alone.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = _take_place(folder)
        _forget_old(folder.parent)
    except OSError:
        logger.exception("requests are counted by this process alone")
        return
    _Shared.folder = folder
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
    values.ValueClass = values.MultiProcessValue(  # type: ignore[no-untyped-call]
        process_identifier=lambda: place
    )


def _take_place(folder: Path) -> int:
    """Return the number of the first place that no living process holds, with its files."""
    place = next(one for one in itertools.count() if _is_mine(folder / f"{one}.lock"))
    for kind, size in SIZES.items():
        with (folder / f"{kind}_{place}.db").open("ab") as file:
            os.posix_fallocate(file.fileno(), 0, size)
    return place


def _is_mine(name: Path) -> bool:
    """Take a lock unless somebody has it."""
    lock = os.open(name, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return False
    _Shared.lock = lock
    return True


def _forget_old(folders: Path) -> None:
    """Remove what web servers left behind that ended long ago."""
    for folder in folders.iterdir():
        is_old = time.time() - folder.stat().st_mtime > _OLD_AFTER_SECONDS
        if is_old and not any(map(_is_held, folder.glob("*.lock"))):
            shutil.rmtree(folder, ignore_errors=True)


def _is_held(lock: Path) -> bool:
    with lock.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
