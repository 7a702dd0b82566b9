"""Practise the worst day: back up while others write, restore, verify, find a damaged byte.

``make drill`` writes the figures into docs/measurements.md; without ``--write`` they are only
printed. Everything happens on SQLite in temporary folders.
"""

import os
import platform
import re
import secrets
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bench_page import table
from measure import measured_commit, write_section

ROOT: Final = Path(__file__).resolve().parent.parent
ENVIRONMENT: Final = {
    "SECRET_KEY": secrets.token_urlsafe(64),
    "WIR_REHEARSAL": "1",
    "WIR_REHEARSAL_NOW": "2020-01-20T10:00",
    "WIR_LOG_LEVEL": "ERROR",
    "EMAIL_URL": "dummymail://",
}
# Begins applications and uploads files until it is ended.
WRITER: Final = """
import hashlib, itertools, time
from django.core.files.base import ContentFile
from applications import clock
from applications.models import FundingRound, User
from applications.services import drafts
actor = User.objects.filter(is_staff=False, is_active=True).earliest("pk")
for number in itertools.count():
    draft = drafts.begin_application(
        funding_round=FundingRound.objects.get(), organisation_name=f"Verein {number}",
        postcode="60311", actor=actor, at=clock.now(),
    )
    content = f"%PDF-1.7 {number}".encode() * 5_000
    draft.attachments.create(
        kind="statutes", name="Satzung.pdf", media_type="application/pdf", size=len(content),
        pages=1, sha256=hashlib.sha256(content).hexdigest(), file=ContentFile(content, "x"),
        uploaded_by=actor, uploaded_at=clock.now(),
    )
    time.sleep(0.02)
"""
# What a database or a test run has set for itself.
NOT_OURS: Final = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
GOAL_SECONDS: Final = 60 * 60
PREPARE: Final = (("migrate", "--verbosity=0"), ("load_round_2020",), ("start_rehearsal",))
Done = subprocess.CompletedProcess[str]


def main() -> int:
    """Run the drill; stops with what was said when a step does not end as it must."""
    with tempfile.TemporaryDirectory(prefix="wir-drill-") as folder:
        place, archive = Path(folder), Path(folder) / "backup.tar"
        for words in (*PREPARE, ("demo_data",)):
            _must(_run(place / "mine", *words))
        backup_s, rows_meanwhile = _back_up_under_load(place / "mine", archive)
        size_mb = archive.stat().st_size / 1e6
        started = time.monotonic()
        restored = _must(_run(place / "restored", "restore", str(archive)))
        restore_s = time.monotonic() - started
        _damage(archive)
        refused = _run(place / "third", "restore", str(archive))
    if "The backup is damaged" not in refused.stderr:
        raise SystemExit(f"The damaged byte was not found:\n{refused.stdout}{refused.stderr}")
    figures = [
        ["Rows that others wrote into the audit log meanwhile", str(rows_meanwhile)],
        ["Size of the archive", f"{size_mb:.1f} MB"],
        ["Backup", f"{backup_s:.1f} s"],
        ["Restore with all checks", f"{restore_s:.1f} s (goal ≤ {GOAL_SECONDS} s)"],
        ["One other byte in the middle of the archive", "found"],
    ]
    section = _section(figures, restored.stdout)
    print(section)
    if "--write" in sys.argv:
        write_section(section)
    return int(restore_s > GOAL_SECONDS or not rows_meanwhile)


def _back_up_under_load(mine: Path, archive: Path) -> tuple[float, int]:
    """Back up while others write; return the seconds and the rows they wrote meanwhile."""
    begun = _head(mine)
    command = _command("shell", "-c", WRITER)
    writer = subprocess.Popen(command, cwd=ROOT, env=_environment(mine))
    try:
        while _head(mine) == begun:
            if writer.poll() is not None:
                raise SystemExit("Nobody writes.")
        started = time.monotonic()
        told = _must(_run(mine, "backup", str(archive))).stderr
        backup_s = time.monotonic() - started
        copied = int(re.findall(r"audit head (\d+):", told)[0])
        return backup_s, _head(mine) - copied
    finally:
        writer.terminate()
        writer.wait()


def _head(mine: Path) -> int:
    told = _must(_run(mine, "verify_audit")).stdout
    return int(re.findall(r"audit head (\d+):", told)[0])


def _damage(archive: Path) -> None:
    with archive.open("r+b") as opened:
        opened.seek(archive.stat().st_size // 2)
        byte = opened.read(1)
        opened.seek(-1, os.SEEK_CUR)
        opened.write(bytes([byte[0] ^ 1]))


def _command(*words: str) -> list[str]:
    return [sys.executable, "manage.py", *words]


def _environment(place: Path) -> dict[str, str]:
    place.mkdir(exist_ok=True)
    others = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    return others | ENVIRONMENT | {"WIR_VAR_DIR": str(place)}


def _run(place: Path, *words: str) -> Done:
    return subprocess.run(
        _command(*words),
        cwd=ROOT,
        env=_environment(place),
        capture_output=True,
        text=True,
        check=False,
    )


def _must(done: Done) -> Done:
    if done.returncode:
        raise SystemExit(f"{done.args[1:]} failed:\n{done.stdout}{done.stderr}")
    return done


def _section(figures: list[list[str]], checks: str) -> str:
    parts = [
        "Backup and restore",
        "Written by `make drill`; demo data of 20 January 2020 on SQLite, others begin "
        f"applications and upload files meanwhile; Python {platform.python_version()}, "
        f"{os.cpu_count()} processors; "
        f"{datetime.now(tz=UTC).date().isoformat()}, commit {measured_commit()}.",
        table(["What", "Value"], figures),
        "What `restore` said:",
        f"```\n{checks.rstrip()}\n```",
    ]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
