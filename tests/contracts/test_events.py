"""Whatever the audit log is told has a German name."""

import ast
import re

from applications.texts.events import event_label
from tests.support import sources

EVENT = re.compile(r"[a-z_]+\.[a-z_]+")
WRITERS = {"record", "_log"}


def _recorded() -> set[str]:
    return {
        word.value
        for path in sources.python_files("applications/services", "applications/workflow")
        for call in sources.nodes(path, ast.Call)
        if getattr(call.func, "attr", getattr(call.func, "id", "")) in WRITERS
        for word in ast.walk(call)
        if isinstance(word, ast.Constant) and EVENT.fullmatch(str(word.value))
    }


def test_every_event_has_a_german_name():
    recorded = _recorded()

    assert {"draft.begun", "round.changed", "staff.created"} < recorded
    assert [event for event in sorted(recorded) if str(event_label(event)) == event] == []
