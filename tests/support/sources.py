"""The project's own source files, as text and as syntax trees."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("applications", "wir_foerderung", "tools")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """Return the Python files of the folders (default: all our code), without migrations."""
    found = (p for folder in folders or CODE for p in (ROOT / folder).rglob("*.py"))
    return tuple(sorted(p for p in found if "migrations" not in p.parts))


@cache
def template_files() -> tuple[Path, ...]:
    """Return our templates: pages, mails, documents."""
    return tuple(sorted(p for p in (ROOT / "templates").rglob("*") if p.is_file()))


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(path.read_text(), filename=str(path))


def place(path: Path, node: ast.AST | None = None) -> str:
    """Return ``file:line`` as editors understand it."""
    line = f":{getattr(node, 'lineno', 1)}" if node is not None else ""
    return f"{path.relative_to(ROOT)}{line}"


def nodes(path: Path, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
    """Walk over the nodes of the given kinds."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, kinds))


def string_constants(path: Path) -> Iterator[ast.Constant]:
    """Walk over text constants, docstrings left out."""
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree(path))
        if isinstance(node, (ast.Module, ast.ClassDef, *FUNCTIONS))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in nodes(path, ast.Constant):
        if isinstance(node.value, str) and id(node) not in documentation:
            yield node
