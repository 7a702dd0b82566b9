"""The program runs as somebody who owns none of it, in a folder that nobody may write to."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from applications.documents import font_files
from tests.support.sources import ROOT
from tools.measure import free_port

SAMPLES: Final = ROOT / "docs" / "samples"
NOBODY: Final = 65534
CODE: Final = ("applications", "wir_foerderung", "templates", "static")
PATIENCE_SECONDS: Final = 60


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that others may enter, which the usual temporary one is not."""
    found = Path(tempfile.mkdtemp(prefix="wir-code-"))
    found.chmod(0o755)
    yield found
    for inside in found.rglob("*"):
        if inside.is_dir() and not inside.is_symlink():
            inside.chmod(0o755)
    shutil.rmtree(found)


def _install(folder: Path) -> tuple[Path, dict[str, Any]]:
    """Copy the code so that nobody may write to it, and return how its user runs programs."""
    code, state = folder / "code", folder / "state"
    for name in CODE:
        leave_out = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, code / name, ignore=leave_out)
    shutil.copy(ROOT / "manage.py", code)
    (code / "node_modules").symlink_to((ROOT / "node_modules").resolve())
    font_files.unpack(code / "node_modules", code / ".fonts")
    for inside in (code, *code.rglob("*")):
        if not inside.is_symlink():
            inside.chmod(inside.stat().st_mode & ~0o222)
    state.mkdir(mode=0o700)
    user = _other_user()
    if user:
        os.chown(state, NOBODY, NOBODY)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(state),
        "TMPDIR": str(state),
        "SECRET_KEY": "nKx3-Qp7_Zt9vLm2Rb6Hy8Wc4Jd5Fg1Sa0TeUiOoPqXwYzEr-MnBvCl",
        "EMAIL_URL": "dummymail://",
        "WIR_HTTPS": "0",
        "WIR_VAR_DIR": str(state),
    }
    return code, {"cwd": code, "env": environment, **user}


def _other_user() -> dict[str, Any]:
    """Be nobody where that is possible: root can be, and nobody must reach the interpreter."""
    as_nobody: dict[str, Any] = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    if os.geteuid() != 0:
        return {}
    try:
        subprocess.run([sys.executable, "-c", ""], check=True, **as_nobody)
    except PermissionError:
        return {}
    return as_nobody


def _content(code: Path) -> dict[str, str]:
    return {
        str(inside): hashlib.sha256(inside.read_bytes()).hexdigest() if inside.is_file() else ""
        for inside in code.rglob("*")
    }


def _get(address: str) -> tuple[int, str]:
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with urlopen(address, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 - our own
                return answer.status, answer.read().decode()
        except URLError:
            assert time.monotonic() < until, address
            time.sleep(0.2)


@pytest.mark.slow
@pytest.mark.sqlite
def test_runs_as_another_user_on_code_that_nobody_may_write(folder: Path) -> None:
    code, how = _install(folder)
    before, port = _content(code), free_port()
    python = sys.executable
    worker = ["db_worker", "--batch", "--no-startup-delay"]
    for words in (["migrate", "-v0"], ["load_round_2020"], ["collectstatic", "-v0", "--no-input"]):
        subprocess.run([python, "manage.py", *words], check=True, **how)  # noqa: S603 - ours
    subprocess.run([python, "manage.py", *worker], check=True, **how)  # noqa: S603 - ours

    server = [python, "-m", "gunicorn", "wir_foerderung.wsgi:application"]
    with subprocess.Popen([*server, f"--bind=127.0.0.1:{port}"], **how) as web:  # noqa: S603 - ours
        try:
            start, ready = (
                _get(f"http://127.0.0.1:{port}/"),
                _get(f"http://127.0.0.1:{port}/health/ready"),
            )
        finally:
            web.terminate()

    assert (start[0], ready) == (200, (200, "ok"))
    assert "Förderung" in start[1]
    assert _content(code) == before
    if "user" in how:
        probe = f"open({str(code / 'manage.py')!r}, 'a')"
        refused = subprocess.run([python, "-c", probe], capture_output=True, check=False, **how)  # noqa: S603 - ours
        assert b"PermissionError" in refused.stderr


def _unit(path: Path) -> dict[str, list[str]]:
    """Return the settings of a service; a name may stand more than once."""
    found: dict[str, list[str]] = {}
    for line in path.read_text().splitlines():
        name, is_setting, value = line.partition("=")
        if is_setting and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


@pytest.mark.parametrize("unit", sorted(path.name for path in SAMPLES.glob("*.service")))
def test_no_sample_runs_as_root_or_writes_to_the_code(unit: str) -> None:
    found = _unit(SAMPLES / unit)

    assert found["User"] == ["wir"]
    assert found["ProtectSystem"] == ["strict"]
    assert found["NoNewPrivileges"] == ["yes"]
    # Everything else is read-only, /opt/wir with the code, too.
    assert found["ReadWritePaths"] == ["/var/lib/wir"]
    assert found["EnvironmentFile"][0] == "/etc/wir/wir.env"


def test_only_what_removes_gets_the_role_of_removal() -> None:
    stronger = {
        path.name: files[1:]
        for path in SAMPLES.glob("*.service")
        if len(files := _unit(path)["EnvironmentFile"]) > 1
    }

    assert stronger == {"wir-retention.service": ["/etc/wir/removal.env"]}
    assert "\nDATABASE_URL=postgres://wir_app@" in (SAMPLES / "wir.env").read_text()


def test_the_container_does_not_run_as_root_and_cannot_write_to_the_code() -> None:
    lines = (SAMPLES / "Containerfile").read_text().splitlines()

    assert [line for line in lines if line.startswith("USER")] == ["USER wir"]
    assert not any("chown" in line for line in lines)
    assert (
        "  read_only: true\n  tmpfs: [/tmp]\n  cap_drop: [ALL]"
        in (SAMPLES / "compose.yaml").read_text()
    )
