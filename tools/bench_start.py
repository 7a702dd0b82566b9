"""What a start costs: the checks, the first request of a worker, its memory (P13).

Everything runs in processes of its own, in the environment that ``bench.prepare`` made.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Final

from bench_types import Goal

ROOT: Final = Path(__file__).resolve().parent.parent
TIMES: Final = 3
VISITS: Final = 500
PAGES: Final = ("/", "/foerderung/", "/check/1/", "/kontakt/", "/hilfe/")
_MB: Final = 2**20


def goals() -> list[Goal]:
    """Start our project and an empty one, and a worker; return how they compare."""
    ours, empty = _check_s(ROOT, os.environ), _empty_check_s()
    workers = [_worker() for _time in range(TIMES)]
    first = median(worker["first"] / worker["second"] for worker in workers)
    return [
        Goal("P13", "checks, to those of an empty project", ours / empty, 3),
        Goal("P13", "first request of a worker to the second", first, 3),
        Goal("P13", f"MB of a worker after {VISITS} pages", median(w["mb"] for w in workers), 130),
    ]


def _check_s(folder: Path, environment: "os._Environ[str] | dict[str, str]") -> float:
    """Return the seconds of processor that ``manage.py check`` takes."""
    return median(_check_once(folder, environment) for _time in range(TIMES))


def _check_once(folder: Path, environment: "os._Environ[str] | dict[str, str]") -> float:
    before = _children_s()
    command = [sys.executable, "manage.py", "check"]
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    return _children_s() - before


def _empty_check_s() -> float:
    environment = {n: v for n, v in os.environ.items() if n != "DJANGO_SETTINGS_MODULE"}
    with tempfile.TemporaryDirectory(prefix="wir-empty-") as folder:
        command = [sys.executable, "-m", "django", "startproject", "empty", folder]
        subprocess.run(command, env=environment, check=True)
        return _check_s(Path(folder), environment)


def _children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _worker() -> dict[str, float]:
    command = [sys.executable, __file__]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "WIR_ALLOWED_HOSTS": "testserver"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> int:
    """Be a worker: start as the web server does, answer many requests, print what it took."""
    from django.test import Client  # noqa: PLC0415 - slow import

    import wir_foerderung.wsgi  # noqa: F401, PLC0415 - slow import

    client = Client()
    client.handler.load_middleware()
    first, second = (_ask_s(client, PAGES[0]) for _time in range(2))
    for visit in range(VISITS):
        _ask_s(client, PAGES[visit % len(PAGES)])
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    memory = pages * os.sysconf("SC_PAGE_SIZE") / _MB
    print(json.dumps({"first": first, "second": second, "mb": memory}))
    return 0


def _ask_s(client: "object", address: str) -> float:
    before = time.process_time()
    answer = client.get(address)  # type: ignore[attr-defined]
    if answer.status_code != 200:
        raise SystemExit(f"bench: {address} answers {answer.status_code}")
    return time.process_time() - before


if __name__ == "__main__":
    raise SystemExit(main())
