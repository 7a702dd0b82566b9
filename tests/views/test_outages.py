"""While database or disk are away: our page that asks to wait, for people who signed in, too."""

import errno
from collections.abc import Callable
from typing import Any
from unittest import mock

import psycopg2.errors
import pytest
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient(client: Client) -> Client:
    """Somebody who signed in and whose browser shows what comes."""
    client.raise_request_exception = False
    client.force_login(factories.make_user())
    return client


def failing(statements: str) -> Callable[..., Any]:
    """Return what lets statements that begin so fail, as a lost database does."""

    def execute(run: Any, statement: str, *about: Any) -> Any:
        if statement.startswith(statements):
            raise OperationalError("the server closed the connection")
        return run(statement, *about)

    return execute


def cut_off() -> DatabaseError:
    """Return what comes when a connection ends in the middle of an answer."""
    error = DatabaseError()
    error.__cause__ = psycopg2.DatabaseError("no message from the libpq")
    return error


@pytest.mark.parametrize(
    "outage",
    [
        OperationalError(),
        InterfaceError(),
        cut_off(),
        OSError(errno.ENOSPC, ""),
        PermissionError(13, ""),
    ],
)
def test_lost_database_or_disk_asks_to_wait(patient: Client, outage: Exception) -> None:
    with mock.patch("applications.views.public.render", side_effect=outage):
        response = patient.get("/")

    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert "Ihre gespeicherten Angaben sind noch da." in response.content.decode()


@pytest.mark.parametrize(
    "fault", [FileNotFoundError(2, ""), DatabaseError("Forced update did not affect any rows.")]
)
def test_other_faults_are_ours(patient: Client, fault: Exception) -> None:
    with mock.patch("applications.views.public.render", side_effect=fault):
        response = patient.get("/")

    assert response.status_code == 500


@pytest.mark.parametrize("page", ["/", "/antraege/", "/verwaltung/"])
def test_page_is_made_without_any_statement(patient: Client, page: str) -> None:
    with connection.execute_wrapper(failing("")):
        response = patient.get(page)

    assert response.status_code == 503
    assert response["Cache-Control"] == "no-store"
    assert "Wir arbeiten gerade an der Seite." in response.content.decode()


def test_reading_works_while_no_session_can_be_stored(patient: Client) -> None:
    with connection.execute_wrapper(failing("UPDATE")):
        assert patient.get("/antraege/").status_code == 200
        assert patient.post("/antraege/neu/", {}).status_code == 503


def test_postgresql_says_disk_full_in_the_same_way() -> None:
    assert issubclass(psycopg2.errors.DiskFull, psycopg2.OperationalError)
