"""A prepared applicant goes from the start page to the confirmation; every page is counted.

What is counted: pages seen, words read, answers given, characters typed, files handed in. The
person types what stands in an application of the demonstration and nothing that a page suggests.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Final

from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from applications.models import Application
from applications.rules.choices import AttachmentKind
from applications.services.demo_data import records
from applications.services.demo_data.records import DemoRecord
from applications.views.section_pages import PAGES
from tests import factories
from tests.support import pages
from tests.support.accounts import PASSWORD
from tests.support.files import pdf

VOID: Final = frozenset(
    {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"}
)
NOT_READ: Final = frozenset({"option", "script", "style", "svg", "template", "textarea"})
NOT_TYPED: Final = ("csrfmiddlewaretoken", "version", "target", "seen", "next")
POINTS: Final = "complete not_started no_other_money report_changes no_entitlement may_represent"
# Steps that the person repeats as often as there are lines of costs or files.
REPEATED: Final = frozenset({"cost_items_add"})


@dataclass(frozen=True, kw_only=True)
class View:
    """One page that the person sees."""

    name: str
    address: str
    blocks: tuple[str, ...]
    fields: frozenset[str]


@dataclass
class Trip:
    """What the person saw and did so far."""

    client: Client
    views: list[View] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    chosen: int = 0
    uploads: int = 0
    _read: set[str] = field(default_factory=set)
    words: int = 0

    def opens(self, address: str) -> Any:
        """Open a page."""
        return self._sees(self.client.get(address, follow=True))

    def sends(self, address: str, data: Mapping[str, Any]) -> Any:
        """Send a form and see where it leads."""
        return self._sees(self.client.post(address, data, follow=True))

    def fills(self, page: HttpResponse, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Give the answers that do not stand on the page yet; return what is sent."""
        there = pages.form_data(page)
        kinds = kinds_of(page)
        for name, value in answers.items():
            if name in NOT_TYPED or there.get(name, "") == value:
                continue
            if kinds.get(name, "text") == "text":
                self.typed.append(str(value))
            else:
                self.chosen += len(value) if isinstance(value, list) else 1
        return there | dict(answers)

    def _sees(self, response: Any) -> Any:
        assert response.status_code == 200, response.status_code
        problems = pages.summary(response)
        assert not problems, problems
        reader = _Reader(response)
        address = response.request["PATH_INFO"]
        self.views.append(
            View(
                name=resolve(address).url_name or "",
                address=address,
                blocks=tuple(reader.blocks),
                fields=frozenset(map(_question, kinds_of(response))),
            )
        )
        # A block that stood on an earlier page is recognised and not read again.
        fresh = [block for block in reader.blocks if block not in self._read]
        self.words += sum(len(block.split()) for block in fresh)
        self._read.update(fresh)
        return response

    @property
    def page_views(self) -> int:
        """Return the pages without the repeated steps for lines of costs and files."""
        return len({view.address for view in self.views if view.name not in REPEATED})

    @property
    def characters(self) -> int:
        """Return how many characters were typed."""
        return sum(map(len, self.typed))

    @property
    def values(self) -> int:
        """Return how many answers were given."""
        return len(self.typed) + self.chosen

    def minutes(self, *, seconds_a_character: float) -> float:
        """Return the keystroke model's time."""
        return (
            self.characters * seconds_a_character
            + self.values * 2
            + len(self.views) * 6
            + self.words / 3
            + self.uploads * 40
        ) / 60


def check(client: Client, record: DemoRecord) -> Trip:
    """Answer the Förder-Check, from its first question to its result."""
    return _check(Trip(client), record)


def _check(trip: Trip, record: DemoRecord) -> Trip:
    page = trip.opens("/check/1/")
    for number, answer in enumerate(record.answers["eligibility"].values(), 1):
        (name,) = {name for name in kinds_of(page) if name not in NOT_TYPED}
        page = trip.sends(f"/check/{number}/", trip.fills(page, {name: answer}))
    return trip


def apply(client: Client, key: str) -> Trip:
    """Go the whole way with the answers of a demo application."""
    record = records.load(key)
    trip = Trip(client)
    trip.opens("/")
    _check(trip, record)
    _sign_up_and_begin(trip, record)
    address = f"/antrag/{Application.objects.get().code}/"
    mirror = _Mirror(record)
    page = trip.opens(f"{address}{PAGES[0].slug}/")
    for slug in [page.slug for page in PAGES]:
        if slug == "kosten":
            page = _add_costs(trip, mirror, address)
        data = trip.fills(page, mirror.answers(slug))
        page = trip.sends(f"{address}{slug}/", data | {"target": "next"})
    _hand_in(trip, record, f"{address}unterlagen/")
    page = trip.sends(f"{address}unterlagen/", {"target": "next"})
    page = trip.opens(f"{address}absenden/")
    declared = dict.fromkeys(POINTS.split(), "on") | {"delivery": "online"}
    trip.sends(f"{address}absenden/", trip.fills(page, declared) | {"target": "send"})
    return trip


class _Mirror:
    """The same application, filled in already: it knows what stands in every field."""

    def __init__(self, record: DemoRecord) -> None:
        person = factories.make_user("Spiegel")
        self.application = records.write_draft(
            record, funding_round=factories.make_round(), actor=person
        )
        self._client = Client()
        self._client.force_login(person)

    def answers(self, slug: str) -> dict[str, Any]:
        """Return what stands in the fields of a page."""
        page = self._client.get(f"/antrag/{self.application.code}/{slug}/")
        data = pages.form_data(page)
        return {name: value for name, value in data.items() if name not in NOT_TYPED and value}

    def costs(self) -> dict[str, str]:
        """Return the lines of costs as they stand in the rows of the page for several."""
        parts = {}
        for number in range(self.application.cost_items.count()):
            for name, value in self.answers(f"kosten/{number + 1}").items():
                parts[f"items-{number}-{name}"] = value
        return parts


def _sign_up_and_begin(trip: Trip, record: DemoRecord) -> None:
    board, organisation = record.answers["board"], record.answers["organisation"]
    page = trip.opens("/konto/registrieren/?next=/antraege/neu/")
    account = {
        "name": board["contact_name"],
        "email": board["contact_email"],
        "password1": PASSWORD,
    }
    page = trip.sends("/konto/registrieren/?next=/antraege/neu/", trip.fills(page, account))
    found = re.search(r"\d{3} \d{3}", mail.outbox[-1].subject)
    assert found
    code = {"code": found.group().replace(" ", "")}
    page = trip.sends("/konto/code/", trip.fills(page, code) | {"action": "verify"})
    assert page.request["PATH_INFO"] == "/antraege/neu/"
    begun = {"organisation_name": organisation["name"], "postcode": organisation["postcode"]}
    trip.sends("/antraege/neu/", trip.fills(page, begun))


def _add_costs(trip: Trip, mirror: _Mirror, address: str) -> Any:
    several = f"{address}kosten/mehrere/"
    page = trip.opens(several)
    return trip.sends(several, trip.fills(page, mirror.costs()))


def _hand_in(trip: Trip, record: DemoRecord, address: str) -> None:
    """Hand in the files, each with its own button; the pages in between look the same."""
    for number, paper in enumerate(record.answers["enclosures"]["attachments"]):
        kind = AttachmentKind(paper["kind"])
        file = SimpleUploadedFile(f"{number}.pdf", pdf(), "application/pdf")
        answer = trip.client.post(address, {"upload": kind, f"{kind}-files": [file]})
        assert answer.status_code == 302
        trip.uploads += 1


class _Reader(HTMLParser):
    """Reads the words of the page between header and footer as they stand on the screen."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(response.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag in VOID:
            return
        classes = (found.get("class") or "").split()
        is_hidden = tag in NOT_READ or "hidden" in found or "kern-sr-only" in classes
        is_hidden = is_hidden or (self._is_in("details") and tag != "summary")
        self._open.append((tag, is_hidden))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if words and self._is_in("main") and not any(hidden for _tag, hidden in self._open):
            self.blocks.append(words)

    def _is_in(self, wanted: str) -> bool:
        return any(tag == wanted for tag, _hidden in self._open)


class _Kinds(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name, kind = found.get("name") or "", found.get("type") or ""
        if tag == "select" or (tag == "input" and kind in {"radio", "checkbox"}):
            self.found[name] = "choice"
        elif tag == "input" and kind == "file":
            self.found[name] = "file"
        elif tag == "textarea" or (tag == "input" and kind != "hidden"):
            self.found[name] = "text"


def _question(name: str) -> str:
    """Return what the inputs of one question share: a date, an entry of a list, a document."""
    entry = re.match(r"[a-z_]+(-\d+)?(?=-)", name)
    return entry.group() if entry else re.sub(r"_\d$", "", name)


def kinds_of(page: HttpResponse) -> dict[str, str]:
    """Return the fields of a page: which take text, a choice or a file."""
    parser = _Kinds()
    parser.feed(page.content.decode())
    return parser.found
