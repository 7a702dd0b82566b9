"""What the fault tests measured, for ``tools/faults.py``."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.support.browser import OUTPUT

KEPT: Final = OUTPUT / "faults.jsonl"


@dataclass(frozen=True)
class Figures:
    """The file that figures are added to; a run of ``make faults`` begins with none."""

    file: Path = KEPT

    def add(self, fault: str, database: str, **values: float | str) -> None:
        """Keep one row."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a") as opened:
            opened.write(json.dumps({"fault": fault, "database": database, **values}) + "\n")
