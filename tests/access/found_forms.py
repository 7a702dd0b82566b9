"""Finds the forms of all pages: where each is sent, its fields, its buttons, what stands in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.http import HttpResponse
from django.urls import Resolver404, resolve

TYPED = frozenset({"", "date", "email", "number", "password", "search", "tel", "text", "url"})
# Nobody types these: without the right ones a form is not read at all, and „remark“ is the trap
# for machines.
KEPT = frozenset({"csrfmiddlewaretoken", "remark", "seen", "version"})


@dataclass
class FoundForm:
    """One form of a page; ``typed`` are the fields into which one writes."""

    method: str
    action: str
    values: dict[str, list[str]] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    secret: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def kind(self) -> tuple[str, str, tuple[str, ...]]:
        """Return what makes two forms the same: the view that takes them, and their fields."""
        try:
            place = resolve(urlsplit(self.action).path).view_name
        except Resolver404:
            place = self.action
        return self.method, place, (*sorted(self.typed), *sorted(self.others))

    def add(self, name: str, value: str, *, is_typed: bool) -> None:
        """Note a field and what stands in it."""
        self.values.setdefault(name, []).append(value)
        _once(self.typed if is_typed else self.others, name)

    def offer(self, name: str) -> None:
        """Note a field in which nothing is chosen yet."""
        _once(self.others, name)


def _once(names: list[str], name: str) -> None:
    if name not in names and name not in KEPT:
        names.append(name)


class _Page(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[FoundForm] = []
        self._open: FoundForm | None = None
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urlsplit(urljoin(f"http://x{self.address}", found.get("action", "")))
            where = action.path + (f"?{action.query}" if action.query else "")
            self._open = FoundForm(found.get("method", "get").lower(), where)
            self.forms.append(self._open)
        if self._open is None:
            return
        name, value = found.get("name", ""), found.get("value", "")
        if tag == "textarea":
            self._area = name
            self._open.add(name, "", is_typed=True)
        elif tag == "select":
            self._select = name
            self._open.offer(name)
        elif tag == "option" and "selected" in found:
            self._open.add(self._select, value, is_typed=False)
        elif tag == "button" and name:
            self._open.buttons.append((name, value))
        elif tag == "input" and name:
            self._input(self._open, name, value, found)

    def _input(self, form: FoundForm, name: str, value: str, found: dict[str, str]) -> None:
        kind = found.get("type", "").lower()
        if kind == "submit":
            form.buttons.append((name, value))
        elif kind in TYPED:
            form.add(name, value, is_typed=True)
            if kind == "password":
                form.secret.append(name)
        elif kind == "hidden" or (kind in {"radio", "checkbox"} and "checked" in found):
            form.add(name, value, is_typed=False)
        elif kind != "file":
            form.offer(name)

    def handle_data(self, data: str) -> None:
        if self._area and self._open is not None:
            self._open.values[self._area][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "textarea":
            self._area = ""


def forms_of(address: str, response: HttpResponse) -> Iterator[FoundForm]:
    """Yield the forms of a page."""
    if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
        return
    page = _Page(address)
    page.feed(response.content.decode())
    yield from page.forms
