"""nginx as docs/samples/nginx.conf has it; names, ports and folders are exchanged."""

import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.support.sources import ROOT

SAMPLE: Final = ROOT / "docs" / "samples" / "nginx.conf"
_TEMPORARY: Final = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def exchanged(changes: Mapping[str, str]) -> str:
    """Return the sample with other words; one that it lacks is a fault."""
    site = SAMPLE.read_text()
    for old, new in changes.items():
        assert old in site, f"the sample of nginx lacks {old}"
        site = site.replace(old, new)
    return site


def whole(site: str, *, folder: Path, log: Path) -> str:
    """Return a whole configuration of nginx around a site."""
    folders = "".join(f"  {name}_temp_path {folder}/{name};\n" for name in _TEMPORARY)
    return (
        f"daemon off;\nuser root;\npid {folder}/pid;\nerror_log {log} warn;\n"
        "worker_rlimit_nofile 16384;\nevents { worker_connections 8192; }\n"
        "http {\n  include /etc/nginx/mime.types;\n  access_log off;\n"
        f"{folders}{site}\n}}\n"
    )


def plain(
    *, port: int, web_ports: Sequence[int], var: Path, changes: Mapping[str, str] | None = None
) -> str:
    """Return the sample without TLS on a port of this machine, in front of some web processes."""
    first, *others = (f"server 127.0.0.1:{each};" for each in web_ports)
    site = exchanged(
        {
            "server 127.0.0.1:8001;": first,
            "server 127.0.0.1:8002;": "\n    ".join(others),
            "listen 443 ssl http2;": f"listen 127.0.0.1:{port};",
            "listen [::]:443 ssl http2;": "",
            "/var/lib/wir/": f"{var}/",
            **(changes or {}),
        }
    )
    # The port follows the name of the host, which the application compares with its own.
    site = site.replace("proxy_set_header Host $host;", "proxy_set_header Host $http_host;")
    redirect, secure = "server {\n    listen 80;", f"server {{\n    listen 127.0.0.1:{port};"
    before, after = site[: site.index(redirect)], site[site.index(secure) :]
    lines = (before + after).splitlines()
    return "\n".join(line for line in lines if not line.strip().startswith("ssl_"))


@contextmanager
def running(site: str, folder: Path) -> Iterator[int]:
    """Run nginx with a site; give the id of its first process."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "nginx.conf").write_text(whole(site, folder=folder, log=folder / "log"))
    command = ["nginx", "-p", str(folder), "-c", "nginx.conf", "-e", str(folder / "log")]
    with subprocess.Popen(command) as process:  # noqa: S603 - our own program
        try:
            yield process.pid
        finally:
            process.send_signal(signal.SIGTERM)
