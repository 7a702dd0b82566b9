"""Walks through the pages as one person: every link, and every address of a form by GET."""

from collections import deque
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client


class _Addresses(HTMLParser):
    """Collects where a page leads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        target = names.get("href") if tag == "a" else names.get("action")
        if tag in {"a", "form"} and target:
            self.found.append(target)


def everything(_address: str) -> bool:
    """Follow every link."""
    return True


def walk(
    client: Client, *starts: str, only: Callable[[str], bool] = everything
) -> dict[str, HttpResponse]:
    """Return all pages that can be reached from ``starts``, with their addresses.

    ``only`` says of an address whether to go there. Of the many filters and orders of a list
    each is tried alone and with one value.
    """
    waiting, pages, seen = deque(starts), {}, {_kind(start) for start in starts}
    while waiting:
        address = waiting.popleft()
        pages[address] = response = client.get(address)
        for found in _leads_to(address, response):
            if _kind(found) not in seen and only(found):
                seen.add(_kind(found))
                waiting.append(found)
    return pages


def _kind(address: str) -> tuple[str, ...]:
    """Return what counts as the same address: path and names of the parameters."""
    path, _mark, query = address.partition("?")
    return path, *(name for name, _value in parse_qsl(query))


def _leads_to(address: str, response: HttpResponse) -> Iterator[str]:
    parser = _Addresses()
    if response.status_code in {301, 302}:
        parser.found.append(response["Location"])
    elif response.get("Content-Type", "").startswith("text/html"):
        parser.feed(response.content.decode())
    for target in parser.found:
        parts = urlsplit(urljoin(f"http://testserver{address}", target))
        is_own = parts.scheme == "http" and parts.netloc == "testserver"
        if is_own and not parts.path.startswith("/static/") and len(parse_qsl(parts.query)) < 2:
            yield parts.path + (f"?{parts.query}" if parts.query else "")
