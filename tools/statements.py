"""Count how often every page asks the database, and write the table into docs/performance.md."""

import subprocess
import sys
from pathlib import Path
from typing import Final

from performance_page import write_part

ROOT: Final = Path(__file__).resolve().parent.parent
KEPT: Final = ROOT / "test-output" / "statements.md"
TEST: Final = "tests/access/test_statements.py"


def main() -> int:
    """Run the test that counts; whatever it says of the old table, write the new one."""
    KEPT.unlink(missing_ok=True)
    subprocess.run([sys.executable, "-m", "pytest", "-q", "-m", "slow", TEST], cwd=ROOT)
    if not KEPT.exists():
        return 1
    write_part("statements", KEPT.read_text())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
