"""The German sentences of our own that applicants read: from templates and from Python."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation.template import templatize

from tests.support import sources

TRANSLATORS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
# What only staff or operators read.
STAFF_TEMPLATES = ("admin/",)
STAFF_MODULES = (
    "applications/admin/",
    "applications/apps.py",
    "applications/checks.py",
    "applications/forms/staff.py",
    "applications/management/",
    "applications/models/",
    "applications/texts/events.py",
)
# Where a pair of sentences stands, the second is for the authority.
PAIRS = "applications/texts/rule_sentences.py"
_CALL = re.compile(
    r"""\bn?gettext\((u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))(?:,(u?'[^']*'))?"""
)
_TAG = re.compile(r"<[^>]*>")
_PLACE = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%[sd]")
# A full stop after these ends no sentence.
_ABBREVIATION = re.compile(r"\b(e\. V|VR|Abs|Nr|\d+)\.(?=\s)")
_END = re.compile(r"(?<=[.?!])[“\"]?\s+|\n+")


@dataclass(frozen=True)
class Entry:
    """One text of the catalogue and where it stands."""

    place: str
    text: str

    @property
    def plain(self) -> str:
        """The text as it is read: no markup, a word in every place to fill in."""
        return _PLACE.sub("X", _TAG.sub(" ", self.text))

    @property
    def sentences(self) -> list[str]:
        """The sentences; headings and labels, which end without a mark, are none."""
        kept = _ABBREVIATION.sub(lambda match: match[0].replace(".", "․"), self.plain)
        parts = (" ".join(part.split()) for part in _END.split(kept))
        return [part for part in parts if part.rstrip("“)").endswith((".", "?", "!"))]


@cache
def applicant_texts() -> tuple[Entry, ...]:
    """Return every text that an applicant can meet, each once."""
    found: dict[str, Entry] = {}
    for entry in (*_from_templates(), *_from_modules()):
        found.setdefault(entry.text, entry)
    return tuple(found.values())


def _from_templates() -> Iterator[Entry]:
    for path in sources.template_files():
        name = str(path.relative_to(sources.ROOT / "templates"))
        if not name.startswith(STAFF_TEMPLATES) and path.suffix in {".html", ".txt"}:
            for match in _CALL.finditer(templatize(path.read_text(), origin=name)):
                for text in filter(None, match.groups()):
                    yield Entry(sources.place(path), str(ast.literal_eval(text)))


def _from_modules() -> Iterator[Entry]:
    for path in sources.python_files("applications"):
        name = str(path.relative_to(sources.ROOT))
        if not name.startswith(STAFF_MODULES):
            staff = _second_of_pairs(path) if name == PAIRS else set()
            for call in sources.nodes(path, ast.Call):
                if getattr(call.func, "id", "") in TRANSLATORS and id(call) not in staff:
                    yield from _texts(path, call)


def _texts(path: Path, call: ast.Call) -> Iterator[Entry]:
    for argument in call.args[:2]:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            is_plural = argument is not call.args[0]
            if not is_plural or getattr(call.func, "id", "").startswith("n"):
                yield Entry(sources.place(path, call), argument.value)


def _second_of_pairs(path: Path) -> set[int]:
    """Return the calls that only the authority reads in the table of rules."""
    found = set()
    for pair in sources.nodes(path, ast.Tuple):
        if len(pair.elts) == 2 and all(isinstance(part, ast.Call) for part in pair.elts):
            found.add(id(pair.elts[1]))
    for table in sources.nodes(path, ast.AnnAssign):
        if getattr(table.target, "id", "") in {"TITLES", "PASSED"}:
            found |= {id(node) for node in ast.walk(table) if isinstance(node, ast.Call)}
    return found
