"""What one version of an application says differently from another, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from applications.rules.sections import Section
from applications.workflow.answer_sheet import AnswerRow, AnswerSection, answer_sheet

# A table of costs counts as one answer with a line for each entry.
COSTS_PATH = "costs.items"


@dataclass(frozen=True)
class AnswerChange:
    """One question with the lines of both answers; no lines means that nothing was answered."""

    section: Section
    title: str
    path: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def answer_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[AnswerChange]:
    """Compare two application documents; questions in the order of the form."""
    old = {row.path: (section, row) for section, row in _rows(before)}
    new = {row.path: (section, row) for section, row in _rows(after)}
    changes = []
    for path, (section, row) in (new | old).items():
        lines = [rows[path][1].lines if path in rows else () for rows in (old, new)]
        if lines[0] != lines[1]:
            changes.append(
                AnswerChange(section.section, section.title, path, row.label, lines[0], lines[1])
            )
    order = list(Section)
    return sorted(changes, key=lambda change: order.index(change.section))


def _rows(document: Mapping[str, Any]) -> Iterator[tuple[AnswerSection, AnswerRow]]:
    for section in answer_sheet(document):
        for row in section.rows:
            yield section, row
        if table := section.table:
            lines = tuple(", ".join(filter(None, cells)) for cells in table.rows)
            yield section, AnswerRow(COSTS_PATH, section.title, lines)
