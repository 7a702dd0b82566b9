"""Writes what was measured as a section of docs/measurements.md."""

import os
import platform
from collections.abc import Iterable
from datetime import UTC, datetime

from bench_exports import KINDS, Run, Runs
from bench_types import Cost, Goal, Results
from measure import measured_commit


def section(database: str, views: int, results: Results, runs: Runs, goals: Iterable[Goal]) -> str:
    """Return the section: tables of the pages, of the lists that leave the house, of the goals."""
    date = datetime.now(tz=UTC).date().isoformat()
    parts = [
        f"Pages with many applications, {database}",
        f"Written by `make bench`; Python {platform.python_version()}, {os.cpu_count()} "
        f"processors; {date}, commit {measured_commit()}. Each cell: median milliseconds of "
        f"{views} views in one process / milliseconds of processor, the database among them / "
        "SQL statements, without those that frame a transaction. The floors are pages that do "
        "what must be done and nothing else (`tools/bench_floor.py`, "
        "`tools/bench_floor_pages.py`), asked in turn. The machine did other things meanwhile, "
        "so goals are judged by ratios of processor time inside this run, which say the same on "
        "any machine.",
        _pages(results),
    ]
    if runs:
        parts.append(_lists(runs))
    return "\n\n".join([*parts, goals_table(goals)]) + "\n"


def _pages(results: Results) -> str:
    sizes = sorted(results)
    names = dict.fromkeys(name for size in sizes for name in results[size])
    rows = [[name, *(_cost(results[size].get(name)) for size in sizes)] for name in names]
    return table(["Page", *(f"{size:,}" for size in sizes)], rows)


def _lists(runs: Runs) -> str:
    sizes = sorted(runs)
    rows = [[KINDS[kind], *(_run(runs[size][kind]) for size in sizes)] for kind in runs[sizes[0]]]
    told = (
        "Lists that leave the house, each in a process of its own: rows in a second of processor "
        "/ milliseconds to the first byte / MB that the process grew by at its peak."
    )
    return told + "\n\n" + table(["List", *(f"{size:,} rows" for size in sizes)], rows)


def goals_table(goals: Iterable[Goal]) -> str:
    """Return the goals with their values and limits."""
    rows = [
        [
            goal.name,
            goal.what,
            f"{goal.value:.2f}",
            f"{'≥' if goal.is_lower_bound else '≤'} {goal.limit:g}",
            "yes" if goal.is_met else "**no**",
        ]
        for goal in goals
    ]
    return table(["Goal", "What", "Value", "Limit", "Met"], rows)


def table(head: list[str], rows: Iterable[list[str]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cost(cost: Cost | None) -> str:
    if cost is None:
        return ""
    return f"{cost.wall_ms:.1f} / {cost.cpu_ms:.1f} / {cost.statements}"


def _run(run: Run) -> str:
    return f"{run.rows_per_s:,.0f} / {run.first_ms:,.0f} / {run.peak_mb:.1f}"
