"""What every test gets: strictness, a clock to set, clients and browsers."""

import os
import socket
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from applications import clock
from applications.documents import fonts
from applications.services import operation
from tests.support import stored_database, strictness
from tests.support.browser import (  # noqa: F401 - fixtures
    browser,
    new_context,
    page,
    screenshot,
    site_address,
)

# Markers of tests that run only when somebody names them: make faults, make fuzz and so on.
OWN_COMMANDS = frozenset({"faults", "fuzz", "smoke", "storm", "verapdf"})
# The browser's part in make test; make check-slow has all of it.
FIRST_IN_A_BROWSER = frozenset({"test_refusals.py", "test_whole_trip.py"})


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what belongs to the other database, or to a command that was not given.

    The other database has its turn in make check-slow. What needs rights that this user lacks is
    left out, too, and what drives a browser is slow.
    """
    for item in items:
        if item.get_closest_marker("browser") and item.path.name not in FIRST_IN_A_BROWSER:
            item.add_marker(pytest.mark.slow)
    left_out = {"sqlite" if connection.vendor == "postgresql" else "postgresql"}
    left_out |= {name for name in OWN_COMMANDS if name not in config.option.markexpr}
    if os.geteuid() != 0:
        left_out.add("administrator")
    elsewhere = [item for item in items if left_out & set(item.keywords)]
    items[:] = [item for item in items if not left_out & set(item.keywords)]
    config.hook.pytest_deselected(items=elsewhere)


@pytest.fixture(scope="session", autouse=True)
def _strict_templates() -> Iterator[None]:
    with strictness.unknown_variables_fail():
        yield


@pytest.fixture(scope="session", autouse=True)
def _fonts() -> None:
    """Unpack the fonts of the documents where set-up has not."""
    if not fonts.are_unpacked():
        fonts.unpack()


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Refuse connections to other machines."""
    plain = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            assert address[0] in {"127.0.0.1", "::1", "localhost"}, f"network: {address}"
        plain(self, address)

    socket.socket.connect = connect
    yield
    socket.socket.connect = plain


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Take the stored database instead of migrating an empty one."""
    stored_database.use()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None,
    django_db_blocker: Any,
) -> Iterator[None]:
    """Remember what the migrations wrote, so that it survives tests with real transactions."""
    with django_db_blocker.unblock():
        seed = connection.creation.serialize_db_to_string()
    with strictness.evidence_survives_flush(seed):
        yield
    with django_db_blocker.unblock():
        _end_other_sessions()


def _end_other_sessions() -> None:
    """End what a thread of the live server still holds, so that the database can be dropped."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def _fresh_process_state() -> Iterator[None]:
    """Start every test with the real time and an empty cache."""
    clock.set_offset(timedelta())
    cache.clear()
    operation.forget()
    yield
    clock.reset()


@pytest.fixture(autouse=True)
def _nobody_is_asked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Open cases without a declaration; ``asks_relation`` marks the tests of the question.

    A relation that was declared closes a case in every test.
    """
    if request.node.get_closest_marker("asks_relation") is None:
        monkeypatch.setattr("applications.workflow.conflicts.is_asked", lambda _user: False)


@pytest.fixture
def rehearsal() -> Callable[[str | datetime], datetime]:
    """Return a function that sets business time; text without a zone is time in Berlin."""

    def set_clock(instant: str | datetime) -> datetime:
        wanted = datetime.fromisoformat(instant) if isinstance(instant, str) else instant
        wanted = wanted if wanted.tzinfo else wanted.replace(tzinfo=clock.BERLIN)
        clock.set_offset(wanted - clock.real_now())
        return wanted

    return set_clock


@pytest.fixture
def client() -> Client:
    """A client that reads every page for faults."""
    return strictness.StrictClient()


@pytest.fixture
def csrf_client() -> Client:
    """A client that must send the CSRF token, as browsers must."""
    return strictness.StrictClient(enforce_csrf_checks=True)
