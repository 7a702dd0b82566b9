"""Run every check that needs no test: format, lint, types, imports, templates, supply, migrations.

All of them run, so that one look shows everything; the exit code tells whether any failed.
"""

import os
import secrets
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]
DJANGO_VERSION = "5.2"

# As a ministry would run it, with values that lead nowhere.
PRODUCTION = {
    "SECRET_KEY": secrets.token_urlsafe(64),
    "DATABASE_URL": "postgres://wir:wir@127.0.0.1/wir",
    "WIR_ALLOWED_HOSTS": "wir.example",
    "WIR_BASE_URL": "https://wir.example",
    "WIR_FROM_EMAIL": "wir@wir.example",
    "EMAIL_URL": "smtp://127.0.0.1:25",
}
DEVELOPMENT = {"WIR_DEBUG": "1", "DATABASE_URL": "sqlite:///:memory:"}


def main() -> int:
    """Run the checks in turn; return 1 if any failed."""
    templates = [str(path) for path in sorted((ROOT / "templates").rglob("*.html"))]
    checks: list[tuple[str, list[str], dict[str, str]]] = [
        ("format", [_bin("ruff"), "format", "--check", "--quiet", "."], {}),
        ("lint", [_bin("ruff"), "check", "--quiet", "."], {}),
        ("types", [_bin("mypy")], {}),
        ("imports", [_bin("lint-imports"), "--no-logo"], {}),
        (
            "templates: format",
            [_bin("djade"), "--check", f"--target-version={DJANGO_VERSION}", *templates],
            {},
        ),
        ("templates: lint", [_bin("djlint"), "--quiet", "--lint", "templates"], {}),
        ("supply", [sys.executable, "tools/supply.py"], {}),
        ("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"], DEVELOPMENT),
        ("migrations: old code", [sys.executable, "tools/migration_lint.py"], DEVELOPMENT),
        ("deployment", [*MANAGE, "check", "--deploy", "--fail-level=WARNING"], PRODUCTION),
    ]
    failed = [name for name, command, extra in checks if not _passes(name, command, extra)]
    if failed:
        print(f"\nfailed: {', '.join(failed)}")
    return 1 if failed else 0


def _bin(program: str) -> str:
    return str(BIN / program)


def _passes(name: str, command: list[str], extra: dict[str, str]) -> bool:
    started = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | extra,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    word = "ok" if done.returncode == 0 else "FAILED"
    print(f"check: {name:<20}{word:>7} {time.monotonic() - started:5.1f} s", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    raise SystemExit(main())
