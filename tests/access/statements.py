"""The table of statements: how often each page asks the database, by who opens it."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from itertools import takewhile
from typing import Final

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applications.services import operation
from tests.access.rows import OK, Row
from tests.access.scene import GROUPS, NOBODY, REPRESENTATIVE, Scene
from tests.access.table import TABLE
from tests.support.browser import OUTPUT
from tests.support.sources import ROOT
from tests.support.statements import count_statements

COLUMNS: Final = {NOBODY: "Visitor", REPRESENTATIVE: "Representative"} | {
    group: group for group in GROUPS
}
PAGE: Final = ROOT / "docs" / "performance.md"
# What was counted last; ``make statements`` writes it into the page.
KEPT: Final = OUTPUT / "statements.md"
FIRST_LINE: Final = f"| Page | {' | '.join(COLUMNS.values())} |"


def counted(scene: Scene) -> dict[str, dict[str, int]]:
    """Return by page and person how many statements the first look at it takes."""
    # Otherwise the first page that needs one of them would pay for all.
    ContentType.objects.get_for_models(*apps.get_models())
    found: dict[str, dict[str, int]] = {}
    for person in COLUMNS:
        open_page = _opens(scene, person)
        for name, row in TABLE.items():
            if row.get[person] == OK:
                found.setdefault(name, {})[person] = open_page(row)
    return found


def table(found: Mapping[str, Mapping[str, int]]) -> str:
    """Return what was counted as a table in Markdown, in the order of the addresses."""
    lines = [
        f"| `{name}` | {' | '.join(str(counts.get(person, '')) for person in COLUMNS)} |"
        for name, counts in sorted(found.items())
    ]
    return "\n".join([FIRST_LINE, f"| --- |{' --- |' * len(COLUMNS)}", *lines]) + "\n"


def documented() -> str:
    """Return the table that stands on the page."""
    after = PAGE.read_text().partition(FIRST_LINE)[2].splitlines()[1:]
    rows = takewhile(lambda line: line.startswith("|"), after)
    return "\n".join([FIRST_LINE, *rows]) + "\n"


def _opens(scene: Scene, person: str) -> Callable[[Row], int]:
    """Return a function that opens a page as this person; nothing of the visit stays."""
    signed_in = scene.client_of(person, client=Client)
    signed_in.get("/")
    cookies = signed_in.cookies

    def opens(row: Row) -> int:
        client = Client()
        client.cookies = deepcopy(cookies)
        address = row.address(scene)
        # What monitoring was told in the last seconds would be told again.
        operation.forget()
        with transaction.atomic():
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            transaction.set_rollback(True)
        return count_statements(captured)

    return opens
