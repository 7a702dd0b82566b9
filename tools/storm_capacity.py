"""Writes into docs/operations.md how many people which machine carries in the last ten minutes."""

from pathlib import Path
from typing import Any, Final

from bench_page import table

PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "operations.md"
BEGIN, END = "<!-- capacity: written by make storm -->", "<!-- end of capacity -->"
SECONDS: Final = 600
# Beyond that answers wait for each other.
USED: Final = 0.7
# Processes of the web server, processors of the machine, database.
MACHINES: Final = (
    (1, 1, "SQLite"),
    (2, 2, "PostgreSQL"),
    (3, 4, "PostgreSQL"),
    (8, 8, "PostgreSQL"),
)
WHAT: Final = {"evening": "Write, upload and send", "last minute": "Only send"}


def write(rows: list[dict[str, Any]]) -> None:
    """Put the table between its marks; the rest of the page stays."""
    before, _begin, rest = PAGE.read_text().partition(BEGIN)
    _old, _end, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n\n{_table(rows)}\n\n{END}{after}")


def people(row: dict[str, Any], *, processes: int, processors: int) -> int:
    """Return how many people a machine carries in the last ten minutes, from what one takes."""
    used, count = row["processor_s"], row["acknowledged"]
    web = used["web"] / count
    whole = (used["web"] + used.get("database", 0) + used.get("proxy", 0)) / count
    carried = SECONDS * USED * min(processes / web, processors / whole)
    # Two places are what the measurement gives.
    return int(float(f"{carried:.2g}"))


def _table(rows: list[dict[str, Any]]) -> str:
    measured = {(row["fault"], row["database"]): row for row in rows}
    lines = [
        [
            str(processes),
            str(processors),
            database,
            *(
                f"{people(measured[run, database], processes=processes, processors=processors):,}"
                for run in WHAT
            ),
        ]
        for processes, processors, database in MACHINES
    ]
    return table(["Web processes", "Processors", "Database", *WHAT.values()], lines)
