"""What is measured of the lists that leave the house: speed beside a floor, and memory (P11).

Each list is made in a process of its own, because only a fresh process knows its own peak.
``python tools/bench_exports.py applications_csv`` makes one and prints what it cost as JSON.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from bench_types import Goal

CSV, XLSX = "applications_csv", "applications_xlsx"
FLOOR_CSV, FLOOR_XLSX = "floor_csv", "floor_xlsx"
KINDS: Final = {
    CSV: "Applications as CSV, streamed",
    FLOOR_CSV: "Floor: the same columns, days and amounts in German, codes instead of words",
    XLSX: "Applications as XLSX, by a job",
    FLOOR_XLSX: "Floor: the same columns as XLSX, codes instead of words",
}
CASE_WORKER: Final = "sachbearbeitung@wir.example"
# The memory of a list may grow so much from the smallest to the largest that is measured.
FLAT_MB: Final = 32
# Smaller lists are over before anything can be measured.
SMALLEST: Final = 10_000
BERLIN: Final = ZoneInfo("Europe/Berlin")
_PIECE: Final = 500


@dataclass(frozen=True)
class Run:
    """What one list cost: rows, seconds of processor, milliseconds to the first byte, MB."""

    rows: int
    cpu_s: float
    first_ms: float
    peak_mb: float

    @property
    def rows_per_s(self) -> float:
        """Return the rows in a second of processor."""
        return self.rows / self.cpu_s


Runs = dict[int, dict[str, Run]]


def goals(runs: Runs) -> list[Goal]:
    """Return how the longest lists compare with their floors, and how memory grows to them."""
    if not runs:
        return []
    small, large = runs[min(runs)], runs[max(runs)]
    speeds = [
        Goal("P11", what, large[kind].rows_per_s / large[floor].rows_per_s, least, True)
        for what, kind, floor, least in (
            ("CSV, speed of its floor", CSV, FLOOR_CSV, 0.6),
            ("XLSX, speed of its floor", XLSX, FLOOR_XLSX, 0.7),
        )
    ]
    growths = [
        Goal("P11", f"{what}, MB more than with few rows", growth, FLAT_MB)
        for what, kind in (("CSV", CSV), ("XLSX", XLSX))
        for growth in [large[kind].peak_mb - small[kind].peak_mb]
    ]
    first = Goal("P11", "CSV, milliseconds to the first byte", large[CSV].first_ms, 200)
    return [*speeds, *growths, first]


def measured() -> dict[str, Run]:
    """Make every list of all applications that are there, each in a fresh process."""
    return {kind: _in_a_process(kind) for kind in KINDS}


def _in_a_process(kind: str) -> Run:
    command = [sys.executable, __file__, kind]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return Run(**json.loads(done.stdout))


def main(kind: str) -> int:
    """Make one list in this process and print what it cost."""
    import django  # noqa: PLC0415 - slow import

    django.setup()
    from django.db import connection  # noqa: PLC0415 - app ready

    connection.ensure_connection()
    make = {CSV: _make_csv, XLSX: _make_xlsx, FLOOR_CSV: _floor_csv, FLOOR_XLSX: _floor_xlsx}
    print(json.dumps(asdict(_run(make[kind]))))
    return 0


def _run(make: Callable[[], Iterable[int]]) -> Run:
    """Time a list; it yields how many rows are done, for the first time with the first byte."""
    before = _forget_the_peak()
    wall, cpu, first, rows = time.perf_counter(), time.process_time(), 0.0, 0
    for done in make():
        rows, first = done, first or time.perf_counter() - wall
    cpu = time.process_time() - cpu
    return Run(rows, cpu, first * 1000, _memory_mb("VmHWM") - before)


def _keys() -> list[int]:
    from applications.models import Application  # noqa: PLC0415 - app ready

    rows = Application.objects.filter(submitted_at__isnull=False)
    return list(rows.order_by("submitted_at", "pk").values_list("pk", flat=True))


def _order(kind: str) -> Any:
    from applications import clock  # noqa: PLC0415 - app ready
    from applications.models import User  # noqa: PLC0415 - app ready
    from applications.rules.exports import ExportKind  # noqa: PLC0415 - app ready
    from applications.services.exports import order_export  # noqa: PLC0415 - app ready

    return order_export(
        kind=ExportKind(kind),
        keys=_keys(),
        query="",
        purpose="Measuring.",
        left_out=0,
        actor=User.objects.get(email=CASE_WORKER),
        at=clock.now(),
    )


def _make_csv() -> Iterable[int]:
    from applications import clock  # noqa: PLC0415 - app ready
    from applications.services.exports import stream  # noqa: PLC0415 - app ready

    export = _order(CSV)
    with tempfile.TemporaryFile() as file:
        for piece in stream(export, at=clock.now()):
            file.write(piece)
            yield 0
    yield export.case_count


def _make_xlsx() -> Iterable[int]:
    from applications.models import Export  # noqa: PLC0415 - app ready
    from applications.services.exports import make_export  # noqa: PLC0415 - app ready

    export = _order(XLSX)
    yield 0
    make_export.func(export.pk)
    made = Export.objects.get(pk=export.pk)
    if not made.file:
        raise SystemExit(f"bench: no spreadsheet: {made.last_error}")
    yield made.rows_done


def _bare_rows() -> Iterable[tuple[Any, ...]]:
    """Read the columns of the list as the database has them, in the same pieces."""
    from applications.models import Application  # noqa: PLC0415 - app ready
    from applications.services.export_tables import APPLICATION_COLUMNS as COLUMNS  # noqa: PLC0415 - app ready

    rows = Application.objects.filter(submitted_at__isnull=False).order_by("submitted_at", "pk")
    return rows.values_list(*COLUMNS).iterator(_PIECE)


def _floor_csv() -> Iterable[int]:
    with tempfile.TemporaryFile("w", newline="") as file:
        writer, count = csv.writer(file, delimiter=";"), 0
        for count, row in enumerate(_bare_rows(), start=1):
            writer.writerow([_in_german(value) for value in row])
            if count == 1:
                yield 0
    yield count


def _in_german(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(BERLIN).strftime("%d.%m.%Y %H:%M:%S")
    return f"{value:.2f}".replace(".", ",") if isinstance(value, Decimal) else value


def _floor_xlsx() -> Iterable[int]:
    import xlsxwriter  # noqa: PLC0415 - slow import

    with tempfile.TemporaryFile() as file:
        options = {"constant_memory": True, "remove_timezone": True}
        book = xlsxwriter.Workbook(file, options)
        sheet, count = book.add_worksheet(), 0
        yield 0
        for count, row in enumerate(_bare_rows(), start=1):
            sheet.write_row(count, 0, row)
        book.close()
    yield count


def _forget_the_peak() -> float:
    """Let the peak of this process begin anew, and return what it holds now, in MB."""
    Path("/proc/self/clear_refs").write_text("5")
    return _memory_mb("VmRSS")


def _memory_mb(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    line = next(line for line in lines if line.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    # The database and its settings come from the environment of the measurement.
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wir_foerderung.settings")
    raise SystemExit(main(sys.argv[1]))
