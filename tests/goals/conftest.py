"""What the tests of the goals measure is kept for ``tools/measure.py``."""

import json
from collections.abc import Callable

import pytest

from tests.journeys.conftest import january, no_pdf  # noqa: F401 - fixtures
from tests.support.browser import OUTPUT

Measure = Callable[[str, str, float, str], None]


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> Measure:
    """Return a function that keeps a figure: its goal, what it is, the value, the limit."""
    folder = OUTPUT / "measured"

    def keep(goal: str, what: str, value: float, limit: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{request.node.name.replace('/', '-')}.jsonl"
        if not getattr(request.node, "has_kept", False):
            file.unlink(missing_ok=True)
            request.node.has_kept = True
        row = {"goal": goal, "what": what, "value": value, "limit": limit}
        with file.open("a") as opened:
            opened.write(json.dumps(row, ensure_ascii=False) + "\n")

    return keep
