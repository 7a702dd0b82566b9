"""Reads pages as a browser does: the fields of the form, the sentences of the errors."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse

TAGS = re.compile(r"<[^>]+>")


class _Form(HTMLParser):
    """Collects what a browser would send, without the buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.data: dict[str, list[str]] = {}
        self.buttons: list[str] = []
        self._inside = False
        self._textarea = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = "novalidate" in found
        if not self._inside:
            return
        name = found.get("name", "")
        if tag == "textarea":
            self._textarea = name
            self.data[name] = [""]
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in found:
            self.data.setdefault(self._select, []).append(found.get("value", ""))
        elif tag == "button":
            self.buttons.append(found.get("value", ""))
        elif tag == "input" and name:
            is_choice = found.get("type") in {"radio", "checkbox"}
            if not is_choice or "checked" in found:
                self.data.setdefault(name, []).append(found.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.data[self._textarea][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        if tag == "textarea":
            # Browsers drop the first line end inside the element.
            self.data[self._textarea][0] = self.data[self._textarea][0].removeprefix("\n")
            self._textarea = ""


def _read(response: HttpResponse) -> _Form:
    form = _Form()
    form.feed(response.content.decode())
    return form


def form_data(response: HttpResponse) -> dict[str, Any]:
    """Return what the browser would send for the form of this page."""
    return {
        name: values if len(values) > 1 else values[0]
        for name, values in _read(response).data.items()
    }


def buttons(response: HttpResponse) -> list[str]:
    """Return the values of the buttons of the form."""
    return _read(response).buttons


def summary(response: HttpResponse) -> list[str]:
    """Return the sentences of the error summary, an empty list without one."""
    html = response.content.decode()
    found = re.search(r"data-error-summary>(.*?)</ul>", html, re.DOTALL)
    items = re.findall(r"<li>(.*?)</li>", found[1], re.DOTALL) if found else []
    return [text(item) for item in items]


def text(html: str) -> str:
    """Return the words between the tags with single blanks."""
    return " ".join(unescape(TAGS.sub(" ", html)).split())


def page_text(response: HttpResponse) -> str:
    """Return all words of the page."""
    return text(response.content.decode())
