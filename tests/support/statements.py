"""How many statements a request asks of the database."""

from typing import Final

from django.test.utils import CaptureQueriesContext

# They frame the others and ask for nothing.
_FRAME: Final = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def count_statements(captured: CaptureQueriesContext) -> int:
    """Return the number of statements without those that only begin or end a transaction."""
    return sum(not query["sql"].startswith(_FRAME) for query in captured.captured_queries)
