"""Doors that stay closed: raw HTML, requests without a token, silent exceptions to the rules."""

import ast
import re

from tests.support import sources

REASONS = ("slow import", "app ready", "optional dependency")


def test_templates_never_switch_escaping_off():
    found = [
        sources.place(path)
        for path in sources.template_files()
        if path.suffix != ".txt"  # mails are plain text: there is nothing to escape for
        if re.search(r"\|\s*safe(seq)?\b|autoescape off", path.read_text())
    ]

    assert found == []


def test_only_mails_and_the_leaflet_in_an_archive_are_not_escaped():
    found = [
        sources.place(path)
        for path in sources.template_files()
        if path.suffix == ".txt"
        if "mail" not in path.parts and "email" not in path.parts
        if "autoescape off" in path.read_text()
    ]

    assert found == ["templates/account/my_data_readme.txt"]


def test_no_raw_html_in_python():
    forbidden = {"mark_safe", "SafeString", "csrf_exempt", "RawSQL", "extra"}
    found = [
        f"{sources.place(path, call)} {name}"
        for path in sources.python_files("applications")
        for call in sources.nodes(path, ast.Call)
        if (name := getattr(call.func, "id", getattr(call.func, "attr", ""))) in forbidden
    ]

    assert found == []


def test_no_text_is_a_program_a_template_or_a_word_of_a_shell():
    forbidden = {
        "eval",
        "exec",
        "compile",
        "Template",
        "from_string",
        "format_map",
        "system",
        "popen",
    }
    found = [
        f"{sources.place(path, call)} {name}"
        for path in sources.python_files("applications", "wir_foerderung")
        for call in sources.nodes(path, ast.Call)
        if (name := getattr(call.func, "id", getattr(call.func, "attr", ""))) in forbidden
        if ast.unparse(call.func) != "re.compile"
    ]

    assert found == []


def test_no_shell_is_started():
    found = [
        sources.place(path, call)
        for path in sources.python_files("applications", "wir_foerderung")
        for call in sources.nodes(path, ast.Call)
        if any(word.arg == "shell" for word in call.keywords)
    ]

    assert found == []


def test_every_file_leaves_with_the_headers_of_files():
    """Whoever makes an answer of a file also lets no browser run it (UPL-07)."""
    makers = {"FileResponse", "StreamingHttpResponse"}
    keepers = {"kept_apart", "file_answer"}
    found = [
        sources.place(path, function)
        for path in sources.python_files("applications")
        for function in sources.nodes(path, ast.FunctionDef)
        if makers & _called(function) and not keepers & {function.name, *_called(function)}
    ]

    assert found == []


def _called(function):
    calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
    return {getattr(call.func, "id", getattr(call.func, "attr", "")) for call in calls}


def test_imports_inside_functions_give_one_of_the_three_reasons():
    found = [
        f"{sources.place(path)}:{number}"
        for path in sources.python_files(*sources.CODE, "tests")
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if re.search(r"#.*noqa:.*PLC0415", line) and not any(r in line for r in REASONS)
        if path.name != "test_safety.py"
    ]

    assert found == []


def test_templates_hold_no_inline_style_or_script():
    pattern = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\bsrc=)|javascript:", re.I)
    found = [
        f"{sources.place(path)}: {match.group()}"
        for path in sources.template_files()
        if path.suffix == ".html" and "documents" not in path.parts and "pdf" not in path.parts
        for match in pattern.finditer(path.read_text())
    ]

    assert found == []


def test_no_loose_ends_in_comments():
    found = [
        f"{sources.place(path)}:{number}"
        for path in [*sources.python_files(), *sources.template_files()]
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if re.search(r"\b(TO" r"DO|FIX" r"ME|X" r"XX)\b", line)
    ]

    assert found == []
