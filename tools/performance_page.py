"""Writes the measured parts of docs/performance.md: growth, its picture, which goals are met."""

import re
from collections.abc import Iterable, Mapping
from html import escape
from math import log10
from pathlib import Path
from typing import Final

from bench_page import table
from bench_types import Goal, Results

ROOT: Final = Path(__file__).resolve().parent.parent
PAGE: Final = ROOT / "docs" / "performance.md"
# Pages of which one asks whether they stay as quick, in the order of the table.
GROWING: Final = (
    "Send",
    "Save a section, 9 fields",
    "Section page, 11 fields",
    "Task list",
    "Status page",
    "List",
    "List, last page",
    "Search",
    "„Heute“",
    "Page of a case",
)
# The lines of the picture; each has a dash of its own, so that no colour is needed.
DRAWN: Final = {
    "Send": "",
    "List": "10 4",
    "Search": "3 4",
    "„Heute“": "14 4 3 4",
    "Page of a case": "6 6",
}
# Why a goal is missed; it stands on the page as long as the goal is.
REASONS: Final = {
    "P1": "The floor writes one text; we judge the answers by all rules twice (for the page and "
    "when it is sent), read 14 tables each time and write a log with hashes, findings and "
    "fingerprints.",
    "P2": "Nothing in it reads more rows when there are more applications: indexes find the "
    "same association; what is above the limit is the other work of the machine.",
    "P3": "A save locks the application, keeps a version, is judged at once and ends the note "
    "that somebody writes.",
    "P4": "A page has our frame, one template for each kind of question, and shows who writes, "
    "remarks and help. The task list is judged as a whole, so all 14 tables of the answers are "
    "read.",
    "P5": "The list shows more than a plain one.",
    "P6": "Facets beside the list count what each further filter would leave; with many rows the "
    "unfiltered list does not need them, a filtered one does.",
    "P7": "The page shows some twenty tables at once, each with one statement, and writes to the "
    "log that it was read.",
    "P9": "The file is hashed before it leaves, the case, the team and the time limits are looked "
    "up, and the log of accesses is written.",
    "P11": "Amounts and days are written as Germans read them.",
    "P12": "Every file is read by a process of its own before it is accepted, so that people "
    "learn at once what is wrong with it; the floor only stores it.",
    "P13": "All forms, rules and pages are loaded and checked at the start; the first "
    "request opens the connection to the database.",
}
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _BOTTOM = 760, 360, 60, 170, 40


def write_part(name: str, text: str) -> None:
    """Replace one part of the page; the others stay. The page says where each part stands."""
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    page = PAGE.read_text()
    if begin not in page:
        raise SystemExit(f"{PAGE.name} has no part {name}")
    pattern = re.compile(f"(?<={re.escape(begin)}).*?(?={re.escape(end)})", re.DOTALL)
    PAGE.write_text(pattern.sub(lambda _match: text.strip() + "\n", page))


def write(database: str, results: Results, goals: Iterable[Goal]) -> None:
    """Write what a run on a database showed: growth as table and picture, goals."""
    drawing = PAGE.parent / f"growth-{database.lower()}.svg"
    drawing.write_text(picture(database, results))
    shown = f"![Cost by number of applications, {database}; the table says the same]"
    write_part(f"growth {database}", f"{growth(results)}\n\n{shown}({drawing.name})")
    write_part(f"goals {database}", verdicts(goals))


def growth(results: Results) -> str:
    """Return how many times the cost of the smallest size each page has at the others."""
    sizes = sorted(results)
    rows = [
        [name, *(f"{ratio:.2f}" for ratio in _ratios(name, results).values())]
        for name in GROWING
        if name in results[sizes[0]]
    ]
    return table(["Page", *(f"{size:,}" for size in sizes)], rows)


def verdicts(goals: Iterable[Goal]) -> str:
    """Return for every goal whether it is met; where it is not, what is missed and why."""
    missed: dict[str, list[str]] = {}
    for goal in goals:
        missed.setdefault(goal.name, []).extend([] if goal.is_met else [goal.what])
    rows = [
        [name, f"no: {'; '.join(whats)}", REASONS[name]] if whats else [name, "yes", ""]
        for name, whats in sorted(missed.items(), key=lambda item: int(item[0][1:]))
    ]
    return table(["Goal", "Met", "Why not"], rows)


def picture(database: str, results: Results) -> str:
    """Return the growth as a drawing: sizes to the right, cost upwards, both by tens."""
    sizes = sorted(results)
    lines = {name: _ratios(name, results) for name in DRAWN if name in results[sizes[0]]}
    most = max([10.0, *(ratio for ratios in lines.values() for ratio in ratios.values())])
    title = f"Cost by number of applications, {database}"
    told = "; ".join(
        f"{name}: " + ", ".join(f"{ratio:.2f} at {size:,}" for size, ratio in ratios.items())
        for name, ratios in lines.items()
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        'aria-labelledby="title told" font-family="sans-serif" font-size="13">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="told">Times the cost at {sizes[0]:,}. {escape(told)}.</desc>',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        *_axes(sizes, most),
        *_lines(lines, sizes, most),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _ratios(name: str, results: Results) -> dict[int, float]:
    first = results[min(results)][name].cpu_ms
    return {
        size: results[size][name].cpu_ms / first
        for size in sorted(results)
        if name in results[size]
    }


def _x(size: int, sizes: list[int]) -> float:
    whole = log10(sizes[-1] / sizes[0]) or 1
    return _LEFT + log10(size / sizes[0]) / whole * (_WIDTH - _LEFT - _RIGHT)


def _y(ratio: float, most: float) -> float:
    """Return the height of a ratio; from half the cost of the smallest size upwards."""
    lowest = 0.5
    share = log10(max(ratio, lowest) / lowest) / log10(most / lowest)
    return _HEIGHT - _BOTTOM - share * (_HEIGHT - _BOTTOM - 20)


def _axes(sizes: list[int], most: float) -> list[str]:
    right = _WIDTH - _RIGHT
    marks = [ratio for ratio in (0.5, 1, 2, 5, 10, 20, 50, 100) if ratio <= most]
    rows = [
        f'<line x1="{_LEFT}" x2="{right}" y1="{y:.0f}" y2="{y:.0f}" stroke="#bbb"/>'
        f'<text x="{_LEFT - 8}" y="{y + 4:.0f}" text-anchor="end">{ratio:g} ×</text>'
        for ratio in marks
        for y in [_y(ratio, most)]
    ]
    columns = [
        f'<text x="{_x(size, sizes):.0f}" y="{_HEIGHT - 14}" text-anchor="middle">{size:,}</text>'
        for size in sizes
    ]
    return [*rows, *columns]


def _lines(
    lines: Mapping[str, Mapping[int, float]], sizes: list[int], most: float
) -> Iterable[str]:
    """Yield the lines; their names stand at the right in order, so that none hides another."""
    ends = sorted(lines, key=lambda name: list(lines[name].values())[-1], reverse=True)
    label = 0.0
    for name in ends:
        places = [(_x(size, sizes), _y(ratio, most)) for size, ratio in lines[name].items()]
        points = " ".join(f"{x:.0f},{y:.0f}" for x, y in places)
        label = max(places[-1][1], label + 20)
        yield (
            f'<polyline points="{points}" fill="none" stroke="#1a3c6e" stroke-width="2" '
            f'stroke-dasharray="{DRAWN[name] or "none"}"/>'
        )
        yield (
            f'<line x1="{places[-1][0] + 4:.0f}" y1="{places[-1][1]:.0f}" '
            f'x2="{_WIDTH - _RIGHT + 18}" y2="{label:.0f}" stroke="#888"/>'
            f'<text x="{_WIDTH - _RIGHT + 22}" y="{label + 4:.0f}">{escape(name)}</text>'
        )
