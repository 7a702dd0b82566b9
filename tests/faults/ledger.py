"""What the clients asked for and what they were told: a file that outlives every crash."""

import json
import os
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ASKED, ACKNOWLEDGED, TOLD, REFUSED = "asked", "acknowledged", "told", "refused"


class Ledger:
    """Append-only lines beside the database; each is on the disk before anything else happens."""

    def __init__(self, file: Path) -> None:
        """Open the file, or go on with one that is there."""
        self._file = file
        self._open = file.open("a")
        self._lock = threading.Lock()

    def note(self, what: str, code: str, **about: Any) -> None:
        """Write one line and wait until the disk has it."""
        line = json.dumps({"at": time.time(), "what": what, "code": code, **about})
        with self._lock:
            self._open.write(line + "\n")
            self._open.flush()
            os.fsync(self._open.fileno())

    def lines(self, what: str) -> list[dict[str, Any]]:
        """Return the lines of one kind, oldest first."""
        rows = map(json.loads, self._file.read_text().splitlines())
        return [row for row in rows if row["what"] == what]

    def codes(self, what: str) -> set[str]:
        """Return the drafts that have a line of one kind."""
        return {row["code"] for row in self.lines(what)}

    def close(self) -> None:
        """Close the file."""
        self._open.close()


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the ledger and the database say of each other; all lists should be empty."""

    acknowledged: int
    lost: list[str]
    doubled: list[str]
    torn: list[str] = field(default_factory=list)


def compare(ledger: Ledger, found: dict[str, Any]) -> Verdict:
    """Compare what was acknowledged with what ``inside.examine`` found.

    Lost: acknowledged, but not stored or under another number than was told. Doubled: a number
    that two applications have, or an application that was told two.
    """
    stored: dict[str, str] = found["references"]
    acknowledged = ledger.codes(ACKNOWLEDGED)
    told = {(row["code"], row["reference"]) for row in ledger.lines(TOLD)}
    lost = [code for code in acknowledged if code not in stored]
    lost += [f"{code} {number}" for code, number in told if stored.get(code) != number]
    numbers = Counter(stored.values()) + Counter({number: 0 for _code, number in told})
    doubled = [number for number, count in numbers.items() if count > 1]
    doubled += [code for code, count in Counter(code for code, _ in told).items() if count > 1]
    return Verdict(acknowledged=len(acknowledged), lost=lost, doubled=doubled, torn=found["torn"])
