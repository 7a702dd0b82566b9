"""Every file says what it is for, and the lists in the documents are complete."""

import ast
import json
import re

from tests.support import sources

OPERATIONS = sources.ROOT / "docs/operations.md"
DEPENDENCIES = sources.ROOT / "docs/dependencies.md"
READERS = {
    "bool",
    "bucket",
    "choice",
    "db",
    "email",
    "instant",
    "int",
    "issuer",
    "list",
    "networks",
    "origin",
    "scanner",
    "str",
}


def _variables_read() -> set[str]:
    names = {"SECRET_KEY"}
    for path in sources.python_files("applications", "wir_foerderung"):
        for call in sources.nodes(path, ast.Call):
            match call:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="env"), attr=attr),
                    args=[ast.Constant(value=str(name)), *_],
                ) if attr in READERS:
                    names.add(name)
    return names


def _first_cells(text: str) -> list[str]:
    return re.findall(r"^\| `([^`]+)`", text, flags=re.MULTILINE)


def test_every_variable_is_documented_and_every_documented_one_is_read():
    cells = _first_cells(OPERATIONS.read_text())
    documented = [cell for cell in cells if re.fullmatch("[A-Z_0-9]+", cell)]

    assert sorted(documented) == sorted(_variables_read())


def test_sample_of_the_environment_names_every_variable():
    text = (sources.ROOT / "docs/samples/wir.env").read_text()
    named = set(re.findall(r"^(?:# )?([A-Z_0-9]+)=", text, flags=re.MULTILINE))

    assert _variables_read() - {name.removesuffix("_FILE") for name in named} == set()


def test_every_direct_dependency_has_its_reason():
    wanted = set()
    for name in ("base.in", "dev.in"):
        for line in (sources.ROOT / "requirements" / name).read_text().splitlines():
            if line and not line.startswith("-"):
                wanted.add(re.match(r"[A-Za-z0-9-]+", line).group().lower())
    packages = json.loads((sources.ROOT / "package.json").read_text())
    wanted.update(packages["dependencies"])

    documented = {name.lower() for name in _first_cells(DEPENDENCIES.read_text())}

    assert documented == wanted


def test_locks_name_no_server():
    python = ["requirements.txt", "requirements/dev.txt", "requirements/audit.txt"]
    locks = [*python, "package-lock.json"]

    # npm writes down where people can thank the makers of a package; nothing is fetched there.
    thanks = re.compile(r'"funding": \{[^}]*\}')
    texts = {name: thanks.sub("", (sources.ROOT / name).read_text()) for name in locks}
    assert [name for name, text in texts.items() if "://" in text] == []


def test_every_module_says_what_it_is_for():
    silent = [
        sources.place(path)
        for path in sources.python_files(*sources.CODE, "tests")
        if path.read_text().strip() and not ast.get_docstring(sources.tree(path))
    ]

    assert silent == []


def test_public_functions_of_the_inner_layers_say_what_they_promise():
    inner = [f"applications/{layer}" for layer in ("rules", "workflow", "services")]
    silent = [
        f"{sources.place(path, node)} {node.name}"
        for path in sources.python_files(*inner)
        for node in sources.tree(path).body
        if isinstance(node, sources.FUNCTIONS)
        if not node.name.startswith("_") and not ast.get_docstring(node)
    ]

    assert silent == []
