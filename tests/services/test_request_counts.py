"""The processes of one web server count together, and no count grows old or gets lost."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from applications.services import request_counts
from tests.support.sources import ROOT

# A process of a web server: it counts what it is told and lives as long as it is asked to.
PROCESS = """
import sys
from pathlib import Path
from applications.services import request_counts
request_counts.share(Path(sys.argv[1]))
for line in sys.stdin:
    for page in line.split():
        request_counts.count(method="GET", status=200, page=page, seconds=0.2)
    print("counted", flush=True)
"""


class Process:
    """A web process with a folder."""

    def __init__(self, folder: Path) -> None:
        self._run = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", PROCESS, str(folder)],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def count(self, *pages: str) -> None:
        """Let it count an answer of each page, and wait until it has."""
        print(*pages, file=self._run.stdin, flush=True)
        assert self._run.stdout.readline() == "counted\n", self._run.stderr.read()

    def end(self) -> str:
        """End it as a machine does, at once, and return what it complained about."""
        self._run.kill()
        return self._run.communicate()[1]


def told(folder: Path) -> list[str]:
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(folder))
    return generate_latest(registry).decode().splitlines()


def names() -> Iterator[str]:
    """Yield the names of all pages, as a request knows them."""

    def below(resolver: URLResolver, prefix: str) -> Iterator[str]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLPattern):
                yield prefix + str(entry.name)
            else:
                yield from below(
                    entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix
                )

    yield from below(get_resolver(), "")


def test_processes_count_together_and_take_over_from_each_other(tmp_path: Path) -> None:
    folder = tmp_path / "server"
    first, second = Process(folder), Process(folder)
    first.count("start", "start")
    second.count("start")
    first.end()
    third = Process(folder)
    third.count("start")

    lines = told(folder)
    assert 'wir_requests_total{method="GET",status="2xx"} 4.0' in lines
    assert 'wir_request_seconds_bucket{le="0.1",page="start"} 0.0' in lines
    assert 'wir_request_seconds_bucket{le="0.25",page="start"} 4.0' in lines
    assert 'wir_request_seconds_count{page="start"} 4.0' in lines
    assert sorted(file.name for file in folder.glob("*.lock")) == ["0.lock", "1.lock"]
    for process in (second, third):
        assert process.end() == ""


def test_counts_of_all_pages_have_their_room_on_the_disk_from_the_start(tmp_path: Path) -> None:
    process = Process(tmp_path / "server")
    process.count(*names(), request_counts.NO_PAGE)

    for kind, size in request_counts.SIZES.items():
        found = (tmp_path / "server" / f"{kind}_0.db").stat()
        assert (found.st_size, found.st_blocks * 512 >= size) == (size, True)
    process.end()


def test_without_room_a_process_counts_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_arguments: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "posix_fallocate", full)

    request_counts.share(tmp_path / "server")

    assert caplog.messages == ["requests are counted by this process alone"]
    assert list(request_counts.collectors()) == [request_counts.REQUESTS, request_counts.SECONDS]


def test_what_ended_servers_left_behind_goes_after_a_day(tmp_path: Path) -> None:
    running = Process(tmp_path / "running")
    running.count("start")
    ended = Process(tmp_path / "ended")
    ended.count("start")
    ended.end()
    for name in ("running", "ended"):
        os.utime(tmp_path / name, (0, 0))
    recent = Process(tmp_path / "recent")
    recent.count("start")
    recent.end()

    new = Process(tmp_path / "new")
    new.count("start")

    assert sorted(one.name for one in tmp_path.iterdir()) == ["new", "recent", "running"]
    for process in (running, new):
        process.end()
