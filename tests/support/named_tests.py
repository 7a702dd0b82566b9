"""Tables that name the tests of a promise, and whether these tests exist."""

import ast
from collections.abc import Iterable, Mapping

from tests.support import sources

Table = Mapping[str, tuple[str, ...]]


def missing_tests(table: Table) -> list[str]:
    """Return the ``file::test`` of a table that nobody wrote."""
    return [name for names in table.values() for name in names if not _exists(name)]


def lines_without_tests(table: Table, wanted: Iterable[str]) -> list[str]:
    """Return the wanted lines for which the table names no test."""
    return [line for line in wanted if not table.get(line)]


def _exists(name: str) -> bool:
    file, _colons, test = name.partition("::")
    path = sources.ROOT / "tests" / file
    if not path.exists():
        return False
    found = {node.name for node in sources.tree(path).body if isinstance(node, ast.FunctionDef)}
    return test in found
