"""Every page asks the database as often as docs/performance.md says."""

import pytest

from tests.access import statements
from tests.access.scene import Scene


@pytest.mark.slow
@pytest.mark.sqlite
def test_pages_ask_as_often_as_the_documentation_says(scene: Scene) -> None:
    found = statements.table(statements.counted(scene))
    statements.KEPT.parent.mkdir(parents=True, exist_ok=True)
    statements.KEPT.write_text(found)

    assert found.splitlines() == statements.documented().splitlines()
