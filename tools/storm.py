"""The deadline evening, into docs/measurements.md and the table of docs/operations.md.

``python tools/storm.py`` runs tests/storm/: people who sign in, write, upload and send, as many
as ``PEOPLE`` says, ``CROWD`` at once in a rush, ``SECONDS`` for the last minute and a rush, four
times that for an evening. What answers may take is judged here; the tests only look whether
everybody was answered and nothing was lost.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import storm_capacity
import storm_section
from measure import PAGE, write_section

ROOT: Final = Path(__file__).resolve().parent.parent
KEPT: Final = ROOT / "test-output" / "storm.jsonl"
TRUE_SIZES: Final = {"PEOPLE": "300", "SECONDS": "60", "CROWD": "64"}


def main() -> int:
    """Run the tests, write section and table; return 1 when something broke or was too slow."""
    KEPT.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-m", "storm"]
    environment = TRUE_SIZES | os.environ
    done = subprocess.run([*command, "tests/storm"], cwd=ROOT, env=environment, check=False)
    if done.returncode:
        return done.returncode
    rows: list[dict[str, Any]] = [json.loads(line) for line in KEPT.read_text().splitlines()]
    sizes = {name: int(environment[name]) for name in TRUE_SIZES}
    goals = storm_section.goals(rows, sizes)
    write_section(storm_section.section(rows, sizes, goals))
    storm_capacity.write(rows)
    print(PAGE.read_text())
    return int(not all(goal.is_met for goal in goals))


if __name__ == "__main__":
    raise SystemExit(main())
