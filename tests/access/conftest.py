"""The scene of two teams and the staff, on 20 January 2020."""

from collections.abc import Callable

import pytest

from tests.access.scene import Scene, make_scene


@pytest.fixture(autouse=True)
def _without_real_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out making PDFs: it takes seconds and has tests of its own."""
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)


@pytest.fixture
def scene(db: None, rehearsal: Callable[[str], object]) -> Scene:
    """Return two teams, the staff and their cases."""
    rehearsal("2020-01-20T10:00")
    return make_scene()
