"""Writes what the deadline evening took as a section of docs/measurements.md."""

import os
import platform
from datetime import UTC, datetime
from typing import Any, Final

from bench_page import goals_table, table
from bench_types import Goal
from measure import measured_commit

Row = dict[str, Any]
RUNS: Final = {
    "evening": "An evening of whole applications",
    "last minute": "Everybody sends in the last minute",
    "rush": "A rush without pauses",
    "flood": "All at once",
    "rush with kills": "The same while worker and database are killed",
}
LONGEST_MS: Final = 2000
GROWTH: Final = 1.05
EVENING_S: Final = 4 * 60 * 60


def goals(rows: list[Row], sizes: dict[str, int]) -> list[Goal]:
    """Return what PostgreSQL with three replicas has to keep; the tests ask for the rest."""
    found = {row["fault"]: row for row in rows if row["database"] == "PostgreSQL"}
    last, rush = found["last minute"], found["rush"]
    slowest = max(kind["p95_ms"] for kind in last["answers"].values())
    before, after = rush["memory_mb"]
    what = f"{sizes['PEOPLE']} people within {sizes['SECONDS']} s: 95 of 100 answers, ms"
    return [
        Goal("CON-05", f"{what}, slowest kind", slowest, LONGEST_MS),
        Goal("P15", "rush: memory of the web processes, after to before", after / before, GROWTH),
    ]


def section(rows: list[Row], sizes: dict[str, int], judged: list[Goal]) -> str:
    """Return the section: about, goals, runs, kinds of request, floors."""
    parts = ["The deadline evening", _about(sizes), goals_table(judged), _runs(rows)]
    parts += [_arrival(row) for row in rows if row["fault"] == "flood"]
    for database in ("PostgreSQL", "SQLite"):
        mine = [row for row in rows if row["database"] == database and "answers" in row]
        parts += [_kinds(RUNS[row["fault"]], row) for row in mine]
    return "\n\n".join([*parts, _floors(rows)]) + "\n"


def _about(sizes: dict[str, int]) -> str:
    seconds, people = sizes["SECONDS"], sizes["PEOPLE"]
    factor = EVENING_S / (4 * seconds)
    return (
        f"Written by `make storm`; Python {platform.python_version()}, {os.cpu_count()} "
        f"processors; {datetime.now(tz=UTC).date().isoformat()}, commit {measured_commit()}. "
        "PostgreSQL: three replicas with one process each behind docs/samples/nginx.conf, "
        "without TLS, and one worker that stands back (nice 10). SQLite: one web server with two "
        "processes, and one worker. The people are threads of one process on the same machine; "
        "they load no pictures and style sheets. What they were told is compared with the "
        f"database as `make faults` does. Evening: {people} people in {4 * seconds} s, which "
        f"stand for four hours ({factor:g} times as fast, so as many a second as of "
        f"{people * factor:,.0f} people in a real evening), 35 of 100 until an hour before the "
        "end, 35 until ten minutes before it, 30 in the last ten minutes; they sign in, change "
        f"two pages, upload, send and look. Last minute: {people} people within {seconds} s send "
        "and look, every tenth signs in before. "
        f"Rush: {sizes['CROWD']} at once for {seconds} s, each four pages, "
        "four savings, an upload, a sending, the receipt and the status, without pauses. "
        f"All at once: {people} people open the last page in the same second and send. Waits: "
        "how often somebody was asked to wait, which is in the time of the answer. Turned away: "
        "answers that nobody should get, among them every 5xx that is not a page of ours that "
        "asks to come back; the run ends with an error unless it is 0."
    )


def _runs(rows: list[Row]) -> str:
    head = ["Run", "Database", "s", "Acknowledged", "Lost", "Doubled", "Torn", "Turned away"]
    head += ["Waits", "Memory of the web, MB", "Processor: web", "database", "proxy", "worker"]
    lines = [_run(row) for row in rows if row["fault"] in RUNS]
    return table([*head, "people"], lines)


def _run(row: Row) -> list[str]:
    figures = [str(row[name]) for name in ("acknowledged", "lost", "doubled", "torn")]
    start = [RUNS[row["fault"]], row["database"]]
    if "answers" not in row:
        return [*start, "", *figures, "0", str(row["waits"]), *[""] * 6]
    all_s = row["seconds"] * (os.cpu_count() or 1)
    parts = ("web", "database", "proxy", "worker", "people")
    shares = [f"{row['processor_s'].get(name, 0) / all_s:.0%}" for name in parts]
    waits = sum(kind["waits"] for kind in row["answers"].values())
    memory = " to ".join(f"{mb:.0f}" for mb in row["memory_mb"])
    return [*start, f"{row['seconds']:.0f}", *figures, "0", str(waits), memory, *shares]


def _arrival(row: Row) -> str:
    slowest = max(kind["p99_ms"] for kind in row["answers"].values()) / 1000
    return (
        f"All at once: the slowest answers took {slowest:.0f} s (99 of 100 of their kind less); "
        "the instant of receipt that counts for the deadline lay at most "
        f"{row['counted_after_s']:.1f} s after the click."
    )


def _kinds(title: str, row: Row) -> str:
    head = ["Request", "Answers", "Median, ms", "95 of 100", "99 of 100", "Statements"]
    head += ["Web, ms of processor", "Database, ms of processor"]
    lines = [
        [
            kind,
            str(found["count"]),
            *(f"{found[name]:.0f}" for name in ("p50_ms", "p95_ms", "p99_ms", "statements")),
            *(f"{found[name]:.1f}" for name in ("web_ms", "database_ms")),
        ]
        for kind, found in row["answers"].items()
    ]
    return f"{title}, {row['database']}:\n\n{table(head, lines)}"


def _floors(rows: list[Row]) -> str:
    names = {"/empty/": "A bare view of Django", "/insert/": "The same with one INSERT"}
    lines = [
        [names[path], row["database"], f"{found['a_second']:,.0f}", f"{found['ms']:.1f}"]
        for row in rows
        if row["fault"] == "floor"
        for path, found in row["floors"].items()
    ]
    head = ["Floor in the same run", "Database", "Answers a second", "ms of processor"]
    return table(head, lines)
