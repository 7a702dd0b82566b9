"""Fills in the forms of a page with hostile texts, as somebody without a browser can."""

import re
import time
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, TestCase

from tests.access.hostile import COMPUTED, MARK
from tests.support.strictness import page_faults

SLOWEST_SECONDS = 5
TEMPLATE_SYNTAX = ("{%", "{{")


class CommittingClient(Client):
    """A client that runs what waits for the commit, and reports faults as answers of 500."""

    def request(self, **request: Any) -> Any:
        with TestCase.captureOnCommitCallbacks(execute=True):
            return super().request(**request)


def rotations(names: list[str], texts: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Spread the texts over the fields so that every text is in some field once."""
    for start in range(0, len(texts) if names else 0, max(len(names), 1)):
        yield dict(zip(names, texts[start:], strict=False))


def squares(names: list[str], texts: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Put every text into every field, one text a field at a time."""
    for shift in range(len(texts) if names else 0):
        yield {name: texts[(shift + n) % len(texts)] for n, name in enumerate(names)}


def faults_of(client: Client, method: str, url: str, data: Mapping[str, Any]) -> list[str]:
    """Send once and return what is wrong with the answer."""
    return send(client, method, url, data)[1]


def send(
    client: Client, method: str, url: str, data: Mapping[str, Any]
) -> tuple[HttpResponse, list[str]]:
    """Send once and return the answer, and what is wrong with it."""
    cache.clear()  # limits of sign-in are not what is asked here
    # Of this processor, so that a busy machine is no fault.
    began = time.process_time()
    response = getattr(client, method)(url, data)
    seconds = time.process_time() - began
    found = []
    if response.status_code >= 500:
        found.append(f"{response.status_code} {getattr(response, 'exc_info', '')}")
    if seconds > SLOWEST_SECONDS:
        found.append(f"{seconds:.1f} s of the processor")
    if response.get("Content-Type", "").startswith("text/html"):
        found += _faults_of_page(response.content.decode())
    return response, [f"{method} {url} {_brief(data)}: {fault}" for fault in found]


def _faults_of_page(html: str) -> list[str]:
    found = [fault for fault in page_faults(html) if not fault.startswith(TEMPLATE_SYNTAX)]
    if COMPUTED in html:
        found.append("it was computed")
    if re.search(rf"<{MARK}", html):
        found.append("it was not escaped")
    return found


def _brief(data: Mapping[str, Any]) -> dict[str, str]:
    return {name: ascii(value)[:40] for name, value in data.items()}
