"""An installation as on the last evening: replicas behind the sample of nginx, and one worker."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

from measure import free_port
from serve import server_command

from tests.faults.clients import ask
from tests.faults.databases import Postgres
from tests.faults.site import GRACE_SECONDS, WORKER, Site
from tests.faults.waiting import wait_until
from tests.storm import processes
from tests.support import proxy

REPLICAS: Final = 3
# The worker of docs/samples goes behind the pages.
WORKER_NICENESS: Final = 10
_MEASURED: Final = "tests.storm.measured:application"
_FLOOR: Final = "tests.storm.floor:application"


class Place(Site):
    """Three replicas behind nginx on PostgreSQL; on SQLite one server with two processes."""

    @property
    def is_embedded(self) -> bool:
        """Tell whether it is the small installation with the embedded database."""
        return not isinstance(self.database, Postgres)

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Run everything while the body runs."""
        with ExitStack() as stack:
            stack.callback(self._end)
            if self.is_embedded:
                self._serve("web 0", self.port, workers=2)
            else:
                ports = [free_port() for _replica in range(REPLICAS)]
                for number, port in enumerate(ports):
                    self._serve(f"web {number}", port, workers=1)
                self.manage("write_waiting_pages")
                site = proxy.plain(port=self.port, web_ports=ports, var=self.folder)
                self._proxy = stack.enter_context(proxy.running(site, self.folder / "nginx"))
            self.start_worker()
            wait_until(lambda: ask(self.port, "GET", "/").status == 200)
            yield

    def start_worker(self) -> None:
        """Start the worker, behind the pages."""
        self._running["worker"] = self._open([sys.executable, *WORKER])
        worker = self._running["worker"].pid
        os.setpriority(os.PRIO_PGRP, worker, WORKER_NICENESS)
        # Where Linux shares the processor among sessions first, that of the worker counts.
        session = Path(f"/proc/{worker}/autogroup")
        if session.exists():
            session.write_text(str(WORKER_NICENESS))

    def kill_the_worker_and_the_database(self) -> None:
        """Kill both as a power cut would; the pages stay."""
        worker = self._running.pop("worker")
        os.killpg(worker.pid, signal.SIGKILL)
        self.database.kill()
        worker.wait(60)

    def processor_s(self) -> dict[str, float]:
        """Return the seconds of processor that each part has used so far."""
        parts = {"web": self._web(), "worker": [self._running["worker"].pid]}
        if not self.is_embedded:
            parts |= {"database": self._database(), "proxy": [self._proxy]}
        return {name: sum(map(processes.processor_s, ids)) for name, ids in parts.items()}

    def used_by(self, process: int) -> float:
        """Return the seconds of processor of a server and of the database."""
        return sum(map(processes.processor_s, [process, *self._database()]))

    def memory_mb(self) -> float:
        """Return the memory of all web processes."""
        return sum(map(processes.memory_mb, self._web()))

    @contextmanager
    def floor(self) -> Iterator[tuple[int, Any]]:
        """Run the bare server on the same database; give its port and its process."""
        self._run(["-m", "tests.storm.floor"])
        port = free_port()
        self._serve("floor", port, workers=2 if self.is_embedded else REPLICAS, program=_FLOOR)
        wait_until(lambda: ask(port, "GET", "/empty/").status == 200)
        yield port, self._running["floor"].pid
        self.terminate("floor")

    def _serve(self, name: str, port: int, *, workers: int, program: str = _MEASURED) -> None:
        self._running[name] = self._open(
            server_command(
                str(port), workers=workers, grace_seconds=GRACE_SECONDS, program=program
            )
        )

    def _web(self) -> list[int]:
        return [one.pid for name, one in self._running.items() if name.startswith("web")]

    def _database(self) -> list[int]:
        if not isinstance(self.database, Postgres):
            return []
        file = self.database.server.data / "postmaster.pid"
        return [int(file.read_text().split()[0])]

    def _end(self) -> None:
        self.terminate(*self._running)
