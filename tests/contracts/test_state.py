"""One door for the state of an application: the workflow's engine."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support import sources

ENGINE = sources.ROOT / "applications/workflow/engine.py"
WRITING_CALLS = {
    "Application",
    "aupdate",
    "bulk_create",
    "create",
    "get_or_create",
    "setattr",
    "update",
    "update_or_create",
}


def _targets(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Assign):
        return node.targets
    return [node.target] if isinstance(node, ast.AugAssign | ast.AnnAssign) else []


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def _writes(path: Path) -> Iterator[str]:
    for node in ast.walk(sources.tree(path)):
        if any(isinstance(t, ast.Attribute) and t.attr == "state" for t in _targets(node)):
            yield sources.place(path, node)
        if isinstance(node, ast.Call) and _called(node) in WRITING_CALLS:
            names = {keyword.arg for keyword in node.keywords}
            words = {a.value for a in node.args if isinstance(a, ast.Constant)}
            if "state" in names | words:
                yield sources.place(path, node)


def test_only_the_engine_writes_the_state():
    found = [
        write
        for path in sources.python_files("applications")
        if path != ENGINE
        for write in _writes(path)
    ]

    assert found == []
