"""Break running installations and write what came of it into docs/measurements.md.

``python tools/faults.py`` runs the tests in ``tests/faults/``: real processes on SQLite and
PostgreSQL are killed, cut off, filled up and renewed while people send applications. How long it
takes is a matter of ``ROUNDS`` (kills on each database), ``RESTARTS`` of the database of each
kind, ``RENEWALS`` of all processes and ``STORM`` (applications at once).
"""

import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from bench_page import table
from measure import PAGE, measured_commit, write_section

ROOT: Final = Path(__file__).resolve().parent.parent
KEPT: Final = ROOT / "test-output" / "faults.jsonl"
COLUMNS: Final = ("acknowledged", "lost", "doubled", "torn")


def main() -> int:
    """Run the tests and write the section; return their exit code."""
    KEPT.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-m", "faults"]
    done = subprocess.run([*command, "tests/faults"], cwd=ROOT, check=False)
    if done.returncode == 0:
        write_section(_section([json.loads(line) for line in KEPT.read_text().splitlines()]))
        print(PAGE.read_text())
    return done.returncode


def _section(rows: list[dict[str, Any]]) -> str:
    about = (
        f"Written by `make faults`; Python {platform.python_version()}, {os.cpu_count()} "
        f"processors; {datetime.now(tz=UTC).date().isoformat()}, commit {measured_commit()}. "
        "People send complete drafts by the form and note on the disk what they were told; "
        "afterwards the database is compared with these notes. Lost: acknowledged, but not "
        "stored. Doubled: two numbers or twice a number. Torn: without number, snapshot, "
        "findings, receipt, move, audit row, document or mail, with another hash, with a gap in "
        "the numbers or in the log. Back: the most seconds until a whole page came again, on a "
        "machine that did other things, too; after a kill the start of the processes is in it."
    )
    head = ["Fault", "Database", "Times", "Acknowledged", "Lost", "Doubled", "Torn", "Back, s", ""]
    return "\n\n".join(["Faults", about, table(head, [_row(row) for row in rows])]) + "\n"


def _row(row: dict[str, Any]) -> list[str]:
    back = f"{row['back_s']:.1f}" if "back_s" in row else ""
    figures = [str(row[name]) for name in COLUMNS]
    return [row["fault"], row["database"], str(row["rounds"]), *figures, back, row["remark"]]


if __name__ == "__main__":
    raise SystemExit(main())
