"""Installations to break, on both databases; each is a copy of one that was prepared once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from with_postgres import Server, server

from tests.faults.databases import Database, Postgres, Sqlite
from tests.faults.figures import Figures
from tests.faults.ledger import Ledger
from tests.faults.site import Site

MakeSite = Callable[..., Site]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server that waits for its disk; nobody sets this aside in production either."""
    with server("") as made:
        yield made


@pytest.fixture(scope="session", params=["SQLite", "PostgreSQL"])
def prepared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], tuple[Database, Site]]]:
    """An installation with tables and static files, that is never started."""

    def database() -> Database:
        if request.param == "SQLite":
            return Sqlite()
        return Postgres(request.getfixturevalue("postgres"))

    site = Site(tmp_path_factory.mktemp(f"template-{request.param.lower()}"), database())
    site.prepare()
    yield lambda: (database(), site)
    site.close()


@pytest.fixture
def make_site(prepared: Callable[[], tuple[Database, Site]], tmp_path: Path) -> Iterator[MakeSite]:
    """Return a function that makes an installation; what it started ends with the test."""
    made: list[Site] = []

    def make(**changes: str) -> Site:
        database, template = prepared()
        name = f"{tmp_path.parent.name}-{tmp_path.name}-{len(made)}"
        made.append(Site(tmp_path / name, database, template=template, **changes))
        return made[-1]

    yield make
    for site in made:
        site.close()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """The book of the clients, beside the installation."""
    book = Ledger(tmp_path / "ledger.jsonl")
    yield book
    book.close()


@pytest.fixture
def figures() -> Figures:
    """Where the figures of a test are kept."""
    return Figures()
