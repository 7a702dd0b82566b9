"""An installation from the files of docs/samples: nginx, two web processes, a worker, storage.

Only names, ports and folders are exchanged; a sample that lacks what is exchanged is a fault.
"""

import http.client
import os
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from tests.smoke.certificate import write_certificate
from tests.support import proxy
from tests.support.sources import ROOT
from tools.measure import free_port

SAMPLES: Final = ROOT / "docs" / "samples"
# What make prod-smoke installs beside the project: the clients and the server of a storage.
EXTRAS: Final = ROOT / ".venv" / "smoke"
BUCKET: Final = "wir-files"
OURS: Final = ("WIR_", "DATABASE_URL", "EMAIL_URL", "SECRET_KEY", "DJANGO_", "PG")
PATIENCE_SECONDS: Final = 60


class Installation:
    """The processes of a small production; ``url`` is what a browser opens."""

    def __init__(self, folder: Path, *, database_url: str, mail_url: str) -> None:
        """Choose ports and write the configuration into a folder of its own."""
        self.folder, self.log = folder, folder / "log"
        self.storage_port, self.http_port, self.https_port = (free_port() for _each in range(3))
        self.web_ports = (free_port(), free_port())
        self.url = f"https://localhost:{self.https_port}"
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._sockets = {port: _socket("wir-web@.socket", port) for port in self.web_ports}
        for name in ("tmp", "var", "nginx"):
            (folder / name).mkdir()
        self.environment = self._environment(database_url, mail_url)
        write_certificate(folder / "nginx", name="localhost")
        (folder / "nginx" / "nginx.conf").write_text(self._proxy())

    def start(self) -> None:
        """Start everything as systemd would, and wait until the proxy gets answers."""
        server = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1"]
        self._open("storage", [*server, "-p", str(self.storage_port)])
        _wait(lambda: _listens(self.storage_port))
        self._make_bucket()
        self.manage("collectstatic", "--noinput", "--verbosity=0")
        self.manage("write_waiting_pages")
        self.manage("start_rehearsal")
        for port in self.web_ports:
            self.start_web(port)
        self._open("worker", _command("wir-worker@.service"))
        nginx = ["nginx", "-p", str(self.folder / "nginx"), "-c", "nginx.conf"]
        self._open("proxy", [*nginx, "-e", str(self.log)])
        _wait(lambda: _listens(self.https_port), self.said)

    def start_web(self, port: int) -> None:
        """Start the web process of a port, on the socket that systemd would hand over."""
        number = self._sockets[port].fileno()
        command = [*_command("wir-web@.service", port=port), f"--bind=fd://{number}"]
        self._open(f"web {port}", command, number)
        _wait(lambda: _answers(port), self.said)

    def restart_web(self, port: int) -> int:
        """End a web process as systemd does, start it again and return how it ended."""
        process = self._running.pop(f"web {port}")
        process.terminate()
        code = process.wait(PATIENCE_SECONDS)
        self.start_web(port)
        return code

    def manage(self, *words: str) -> str:
        """Run a management command and return what it printed."""
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{words}\n{done.stdout}{done.stderr}"
        return done.stdout

    def stored(self) -> list[str]:
        """Return the names of the files in the bucket."""
        return self._ask_storage("for one in _bucket.objects.all(): print(one.key)").split()

    def stop(self) -> None:
        """End everything, the proxy first."""
        for process in reversed(self._running.values()):
            process.terminate()
            process.wait(PATIENCE_SECONDS)
        for held in self._sockets.values():
            held.close()

    def said(self) -> str:
        """Return what the processes wrote."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def _environment(self, database_url: str, mail_url: str) -> dict[str, str]:
        key = self.folder / "secret-key"
        key.write_text("nobody keeps this key and it protects nothing 0123456789")
        kept = {name: text for name, text in os.environ.items() if not name.startswith(OURS)}
        changes = {
            "SECRET_KEY_FILE": str(key),
            "WIR_BASE_URL": self.url,
            "WIR_ALLOWED_HOSTS": "localhost",
            "DATABASE_URL": database_url,
            "WIR_VAR_DIR": str(self.folder / "var"),
            "EMAIL_URL": mail_url,
        }
        sample = _variables((SAMPLES / "wir.env").read_text())
        assert set(changes) <= set(sample), "the sample of the environment lacks a variable"
        return (
            kept
            | sample
            | changes
            | {
                "WIR_FILES_S3": f"s3://{BUCKET}/2020",
                "WIR_FILES_S3_ENDPOINT": f"http://127.0.0.1:{self.storage_port}",
                "AWS_ACCESS_KEY_ID": "smoke",
                "AWS_SECRET_ACCESS_KEY": "smoke",
                "AWS_DEFAULT_REGION": "eu-central-1",
                # The port is not 443 here, so the proxy cannot name it.
                "WIR_CSRF_TRUSTED_ORIGINS": self.url,
                "WIR_REHEARSAL": "1",
                "WIR_REHEARSAL_NOW": "2020-01-20T10:00",
                "WIR_HTTPS": "1",
                "PYTHONPATH": str(EXTRAS),
                "TMPDIR": str(self.folder / "tmp"),
            }
        )

    def _proxy(self) -> str:
        """Return a whole configuration of nginx around the sample."""
        changes = {
            "server 127.0.0.1:8001;": f"server 127.0.0.1:{self.web_ports[0]};",
            "server 127.0.0.1:8002;": f"server 127.0.0.1:{self.web_ports[1]};",
            "listen 80;": f"listen 127.0.0.1:{self.http_port};",
            "listen [::]:80;": "",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{self.https_port} ssl http2;",
            "listen [::]:443 ssl http2;": "",
            "server_name wir.example;": "server_name localhost;",
            "/etc/ssl/wir/": f"{self.folder}/nginx/",
            "/var/lib/wir/": f"{self.folder}/var/",
        }
        folder = self.folder / "nginx"
        return proxy.whole(proxy.exchanged(changes), folder=folder, log=self.log)

    def _make_bucket(self) -> None:
        place = "{'LocationConstraint': os.environ['AWS_DEFAULT_REGION']}"
        self._ask_storage(f"_bucket.create(CreateBucketConfiguration={place})")

    def _ask_storage(self, script: str) -> str:
        opening = (
            "import os, boto3\nplace = os.environ['WIR_FILES_S3_ENDPOINT']\n"
            f"_bucket = boto3.resource('s3', endpoint_url=place).Bucket('{BUCKET}')\n"
        )
        command = [sys.executable, "-c", opening + script]
        done = subprocess.run(  # noqa: S603 - our own program
            command, env=self.environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    def _open(self, name: str, command: list[str], *sockets: int) -> None:
        with self.log.open("ab") as log:
            self._running[name] = subprocess.Popen(  # noqa: S603 - our own program
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, pass_fds=sockets
            )


def _command(unit: str, **values: Any) -> list[str]:
    """Return what a unit of systemd starts, by the Python that runs the test."""
    lines = (SAMPLES / unit).read_text().splitlines()
    (line,) = [line.partition("=")[2] for line in lines if line.startswith("ExecStart=")]
    line = line.replace("%i", str(values.get("port", "")))
    program, *words = shlex.split(line)
    assert program.startswith("/opt/wir/.venv/bin/")
    return [str(Path(sys.executable).parent / Path(program).name), *words]


def _socket(unit: str, port: int) -> socket.socket:
    """Open what a unit of systemd keeps open for a service."""
    said = _variables((SAMPLES / unit).read_text().partition("[Socket]\n")[2].partition("\n\n")[0])
    assert said["ListenStream"] == "127.0.0.1:%i"
    return socket.create_server(("127.0.0.1", port), backlog=int(said["Backlog"]))


def _variables(text: str) -> Mapping[str, str]:
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _answers(port: int) -> bool:
    """Ask a process itself: its socket listens before it does."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", "/health/live", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    finally:
        connection.close()


def _wait(is_there: Callable[[], bool], said: Callable[[], str] = str) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not is_there():
        assert time.monotonic() < until, said()
        time.sleep(0.1)
