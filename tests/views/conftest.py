"""A draft in the browser of one person, on the Monday of the demonstration."""

import pytest

from tests import factories
from tests.support.accounts import sign_in
from tests.support.draft_pages import DraftPages


@pytest.fixture
def monday(db, rehearsal):
    """Set business time to 20 January 2020, 10:00."""
    rehearsal("2020-01-20T10:00")


@pytest.fixture
def draft(client, monday):
    """The pages of an empty draft."""
    return _pages(client, factories.make_draft())


@pytest.fixture
def full(client, monday):
    """The pages of a draft with all its answers."""
    return _pages(client, factories.make_complete_draft())


def _pages(client, application):
    sign_in(client, application.created_by)
    return DraftPages(client, application)
