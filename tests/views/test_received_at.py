"""The instant of arrival: ours, or that of our own proxy, never the visitor's."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from applications.middleware import ReceivedAtMiddleware

LAST = datetime(2020, 1, 31, 22, 59, 59, 999000, tzinfo=UTC)
NOW = datetime(2020, 1, 31, 23, 0, 2, tzinfo=UTC)


def received_at(header: str | None) -> datetime:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.received_at.isoformat())

    headers = {} if header is None else {"X-Request-Start": header}
    with time_machine.travel(NOW, tick=False):
        answer = ReceivedAtMiddleware(view)(RequestFactory().get("/", headers=headers))
    return datetime.fromisoformat(answer.content.decode())


def test_word_of_our_proxy_counts(settings: LazySettings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    assert received_at("t=1580511599.999") == LAST


def test_word_of_a_visitor_does_not_count(settings: LazySettings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0

    assert received_at("t=1580511599.999") == NOW


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "t=",
        "1580511599.999",
        "t=1580511600000",
        "t=9999999999",
        "t=1580500000",
        "t=1580511599.999; x",
        "t=-1",
        "t=١٢٣٤٥٦٧٨٩٠",
    ],
)
def test_strange_or_incredible_words_do_not_count(
    header: str | None, settings: LazySettings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    assert received_at(header) == NOW
