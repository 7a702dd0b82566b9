"""Nothing grows too long to read."""

import ast

from tests.support import sources

LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 40
LINES_OF_A_CLASS = 250


def _length(node: ast.AST) -> int:
    return node.end_lineno - node.lineno + 1


def test_files_are_short():
    files = sources.python_files(*sources.CODE, "tests")

    lengths = {sources.place(path): len(path.read_text().splitlines()) for path in files}

    assert {p: n for p, n in lengths.items() if n > LINES_OF_A_FILE} == {}


def test_templates_and_own_static_files_are_short():
    files = [*sources.template_files(), *(sources.ROOT / "static").rglob("*.js")]

    lengths = {sources.place(path): len(path.read_text().splitlines()) for path in files}

    assert {p: n for p, n in lengths.items() if n > LINES_OF_A_FILE} == {}


def test_functions_are_short():
    lengths = {
        f"{sources.place(path, node)} {node.name}": _length(node)
        for path in sources.python_files()
        for node in sources.nodes(path, *sources.FUNCTIONS)
    }

    assert {p: n for p, n in lengths.items() if n > LINES_OF_A_FUNCTION} == {}


def test_classes_are_short():
    lengths = {
        f"{sources.place(path, node)} {node.name}": _length(node)
        for path in sources.python_files()
        for node in sources.nodes(path, ast.ClassDef)
    }

    assert {p: n for p, n in lengths.items() if n > LINES_OF_A_CLASS} == {}
