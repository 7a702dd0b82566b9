"""The time in which all journeys take place."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.conf import LazySettings

from applications import clock
from applications.services.rounds import load_round_2020
from tests import factories


@pytest.fixture
def january(
    rehearsal: Callable[[str], datetime],
    settings: LazySettings,
    transactional_db: None,
) -> None:
    """It is the morning of 20 January 2020; the round is open and nobody has applied."""
    settings.REHEARSAL_NOW = rehearsal("2020-01-20T10:00")
    funding_round, _is_new = load_round_2020()
    # The legal unit stands behind the wording of the letters.
    head = factories.make_staff("Leitung")
    funding_round.legal_texts.update(released_at=clock.now(), released_by=head)


@pytest.fixture
def no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make no PDFs where nobody reads them."""
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)
