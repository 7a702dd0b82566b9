"""Writes the generated parts of docs/: life cycle, JSON Schema, figures of the layers."""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from applications.rules import lifecycle, schema  # noqa: E402 - the path comes first

LAYERS = (
    ("rules", ["rules"]),
    ("texts", ["texts"]),
    ("clock", ["clock.py"]),
    ("models", ["models"]),
    ("workflow", ["workflow"]),
    ("documents, notifications", ["documents", "notifications"]),
    ("services", ["services"]),
    ("forms", ["forms"]),
    ("views, admin, management, templatetags", ["views", "admin", "management", "templatetags"]),
    ("urls", ["urls.py"]),
)
FIGURES = re.compile(r"(?<=<!-- figures -->\n).*(?=<!-- end of figures -->)", re.DOTALL)


def lifecycle_page() -> str:
    """Return the page about the life cycle, from the table of moves."""
    rows = "\n".join(_move_row(move) for move in lifecycle.MOVES)
    return (
        "# Life cycle of an application\n\n"
        "Generated from the table of moves in `applications/rules/lifecycle.py` by "
        "`make docs`; a test fails when it is out of date.\n\n"
        f"```mermaid\n{lifecycle.diagram()}```\n\n"
        "| From | Action | To | Who | Needs | Money | Orders |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
        f"{rows}\n"
    )


def schema_page() -> str:
    """Return the JSON Schema of the application document."""
    return json.dumps(schema.APPLICATION_SCHEMA, indent=2, ensure_ascii=False) + "\n"


def figures() -> str:
    """Return the table of lines per layer and of tests per folder."""
    layers = [(name, _lines(paths)) for name, paths in LAYERS]
    return f"{_table('Layer', 'Lines', layers)}\n{_table('Tests', 'Functions', _tests())}"


def main() -> None:
    """Write all generated pages."""
    (ROOT / "docs/lifecycle.md").write_text(lifecycle_page())
    (ROOT / "docs/application.schema.json").write_text(schema_page())
    page = ROOT / "docs/architecture.md"
    page.write_text(FIGURES.sub(lambda _: figures(), page.read_text()))


def _table(first: str, second: str, rows: Iterable[tuple[str, int]]) -> str:
    lines = [f"| {first} | {second} |", "| --- | --- |"]
    return "\n".join([*lines, *(f"| {name} | {count} |" for name, count in rows), ""])


def _move_row(move: lifecycle.Move) -> str:
    needs = [
        *(["reason"] if move.needs_reason else []),
        *(["second person"] if move.needs_second_person else []),
    ]
    cells = (
        move.source,
        move.action,
        move.target,
        ", ".join(sorted(move.roles)),
        ", ".join(needs),
        "" if move.ledger == lifecycle.LedgerEffect.NONE else move.ledger,
        ", ".join(move.orders),
    )
    return f"| {' | '.join(cells)} |"


def _files(paths: list[str]) -> Iterator[Path]:
    for path in (ROOT / "applications" / name for name in paths):
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def _lines(paths: list[str]) -> int:
    return sum(len(file.read_text().splitlines()) for file in _files(paths))


def _tests() -> Iterator[tuple[str, int]]:
    for folder in sorted(path for path in (ROOT / "tests").iterdir() if path.is_dir()):
        texts = [file.read_text() for file in folder.rglob("test_*.py")]
        count = sum(len(re.findall(r"^def test_", text, re.MULTILINE)) for text in texts)
        if count:
            yield folder.name, count


if __name__ == "__main__":
    main()
