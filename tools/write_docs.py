"""Writes the generated parts of docs/: life cycle, rights, schemas, parts, figures and more."""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wir_foerderung.settings_test")

import django  # noqa: E402 - the path comes first
import supply_bom  # noqa: E402 - the path comes first
import supply_licences  # noqa: E402 - the path comes first
from django.apps import apps  # noqa: E402 - the path comes first
from django.contrib import admin  # noqa: E402 - the path comes first

from applications.rules import (  # noqa: E402 - the path comes first
    letter_schema,
    lifecycle,
    records,
    schema,
)

if not apps.ready:
    django.setup()

from applications.admin import roles  # noqa: E402 - the models come first
from applications.workflow.permissions import GROUPS  # noqa: E402 - the models come first
from tests.assurance import page as assurance_page  # noqa: E402 - the path comes first

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


def roles_page() -> str:
    """Return the page about the rights, from the views of the staff's side."""
    return (
        "# Who may do what\n\n"
        "Generated from the rights that the pages of the staff check (`applications/admin/"
        "rights.py`) by `make docs`; a test fails when it is out of date, and another compares it "
        "with the requests of `tests/access/`. Staff read the same table at „Rollen“.\n\n"
        "liest: opens the page. schreibt: enters texts or values there, too. handelt: takes a "
        "step there, too. –: is refused. What stands below a page are its single steps.\n\n"
        f"Open to all six groups: {', '.join(f'`{name}`' for name in sorted(roles.OPEN_TO_ALL))}."
        "\n" + "".join(map(_area, roles.areas(admin.site)))
    )


def schema_page() -> str:
    """Return the JSON Schema of the application document."""
    return json.dumps(schema.APPLICATION_SCHEMA, indent=2, ensure_ascii=False) + "\n"


def letter_schema_page() -> str:
    """Return the JSON Schema of a frozen letter."""
    return json.dumps(letter_schema.LETTER_SCHEMA, indent=2, ensure_ascii=False) + "\n"


def record_schema_page() -> str:
    """Return the JSON Schema of the internal records."""
    return json.dumps(records.RECORD_SCHEMA, indent=2, ensure_ascii=False) + "\n"


def figures() -> str:
    """Return the table of lines per layer and of tests per folder."""
    layers = [(name, _lines(paths)) for name, paths in LAYERS]
    return f"{_table('Layer', 'Lines', layers)}\n{_table('Tests', 'Functions', _tests())}"


def main() -> None:
    """Write all generated pages."""
    (ROOT / "docs/lifecycle.md").write_text(lifecycle_page())
    (ROOT / "docs/roles.md").write_text(roles_page())
    (ROOT / "docs/assurance.md").write_text(assurance_page.page())
    (ROOT / "docs/application.schema.json").write_text(schema_page())
    (ROOT / "docs/letter.schema.json").write_text(letter_schema_page())
    (ROOT / "docs/record.schema.json").write_text(record_schema_page())
    (ROOT / "docs/sbom.json").write_text(supply_bom.page(ROOT))
    (ROOT / "docs/licences.md").write_text(supply_licences.page(ROOT))
    page = ROOT / "docs/architecture.md"
    page.write_text(FIGURES.sub(lambda _: figures(), page.read_text()))


def _table(first: str, second: str, rows: Iterable[tuple[str, int]]) -> str:
    lines = [f"| {first} | {second} |", "| --- | --- |"]
    return "\n".join([*lines, *(f"| {name} | {count} |" for name, count in rows), ""])


def _area(area: roles.Area) -> str:
    rows = []
    for page in area.pages:
        rows.append((f"{page.title} (`{page.name}`)", page.cells(), page.note))
        rows += [(f"↳ {title}", cells, "") for title, cells in page.steps()]
    lines = [
        f"| {name} | {' | '.join(words or '–' for _group, words in cells)} | {note} |"
        for name, cells, note in rows
    ]
    head = ["Page", *GROUPS, "Beside the group"]
    ruler = " | ".join("---" for _column in head)
    return "\n".join(
        ["", f"## {area.title}", "", f"| {' | '.join(head)} |", f"| {ruler} |", *lines, ""]
    )


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
