"""Error pages appear when no question to the database is answered."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import RequestFactory

from applications.views import errors

pytestmark = pytest.mark.django_db


def _away(*_query: Any) -> Any:
    raise OperationalError("the database is away")


@pytest.fixture
def no_database() -> Iterator[None]:
    with connection.execute_wrapper(_away):
        yield


@pytest.mark.usefixtures("no_database")
@pytest.mark.parametrize(
    ("view", "status"),
    [
        (lambda request: errors.bad_request(request, ValueError()), 400),
        (lambda request: errors.forbidden(request, PermissionError()), 403),
        (lambda request: errors.not_found(request, ValueError()), 404),
        (errors.gone, 410),
        (errors.too_large, 413),
        (errors.too_many_requests, 429),
        (errors.server_error, 500),
    ],
)
def test_error_page_asks_no_database(
    rf: RequestFactory, view: Callable[..., Any], status: int
) -> None:
    request: Any = rf.get("/")
    request.funding_round = None

    answer = view(request)

    assert answer.status_code == status
    assert '<html lang="de"' in answer.content.decode()
