"""What the fault tests measured, for ``tools/faults.py``."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.faults.ledger import Verdict
from tests.support.browser import OUTPUT

KEPT: Final = OUTPUT / "faults.jsonl"


@dataclass(frozen=True)
class Figures:
    """The file that figures are added to; a run of ``make faults`` begins with none."""

    file: Path = KEPT

    def add(self, fault: str, database: str, verdict: Verdict, **values: Any) -> None:
        """Keep one row: what became of the acknowledged, as the verdict counts it."""
        row = {
            "fault": fault,
            "database": database,
            "acknowledged": verdict.acknowledged,
            "lost": len(verdict.lost),
            "doubled": len(verdict.doubled),
            "torn": len(verdict.torn),
            **values,
        }
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a") as opened:
            opened.write(json.dumps(row) + "\n")
