"""The place of the storm, with people and drafts enough for all runs."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pytest

from tests.faults.conftest import ledger, postgres, prepared  # noqa: F401 - fixtures
from tests.faults.databases import Database, Postgres
from tests.faults.figures import Figures
from tests.faults.ledger import Ledger
from tests.faults.site import Site
from tests.storm.browser import Browser, Notes
from tests.storm.people import Person
from tests.storm.place import Place
from tests.storm.sizes import DRAFTS, PEOPLE
from tests.support.browser import OUTPUT

Row = dict[str, Any]
Deed = Callable[[Person, Row], None]


@dataclass(frozen=True)
class Scene:
    """The place, who comes there once, and drafts of a few people who write many."""

    place: Place
    guests: Iterator[Row]
    drafts: Iterator[Row]

    def visit(
        self,
        row: Row,
        notes: Notes,
        book: Ledger,
        deed: Deed,
        *,
        is_new: bool = False,
        pause: tuple[float, float] = (0, 0),
    ) -> Callable[[], None]:
        """Return what lets the person of a row do something; who is new has not signed in."""

        def go() -> None:
            session = "" if is_new else row["session"]
            with closing(Browser(self.place.port, row["number"], notes, session=session)) as one:
                deed(Person(one, row["code"], book, pause=pause), row)

        return go


@pytest.fixture(scope="session")
def scene(
    prepared: Callable[[], tuple[Database, Site]],  # noqa: F811 - the fixture
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Scene]:
    """Make the place, invite everybody, open."""
    database, template = prepared()
    folder = tmp_path_factory.mktemp(f"storm-{database.kind.lower()}")
    proxies = "1" if isinstance(database, Postgres) else "0"
    place = Place(folder / "place", database, template=template, WIR_TRUSTED_PROXY_COUNT=proxies)
    guests = place.inside("invite", 2 * PEOPLE)
    drafts = place.inside("fill", 2 * DRAFTS + PEOPLE)
    for number, row in enumerate([*guests, *drafts]):
        row["number"] = number
    with place.opened():
        yield Scene(place, iter(guests), iter(drafts))
    place.close()


@pytest.fixture
def figures() -> Figures:
    """Where the figures of a run are kept for ``tools/storm.py``."""
    return Figures(OUTPUT / "storm.jsonl")
