"""What people print themselves: all answers, no ways around the site, nothing torn apart."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from pypdf import PdfReader

from applications.models import User
from tests import factories
from tests.journeys.person import Person
from tests.support.accounts import PASSWORD, make_user

pytestmark = [
    pytest.mark.browser,
    pytest.mark.sqlite,
    pytest.mark.usefixtures("january", "no_pdf"),
]


@pytest.fixture
def rania() -> User:
    return make_user("rania@verein.example")


@pytest.fixture
def person(rania: User, new_context: Callable[..., Any]) -> Person:
    person = Person(new_context().new_page())
    person.signs_in(rania.email, PASSWORD)
    return person


def printed(person: Person) -> list[str]:
    """Return the text of the sheets that come out of the printer."""
    reader = PdfReader(io.BytesIO(person.page.pdf(format="A4")))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_answers_are_printed_without_ways_to_change_them(person: Person, rania: User) -> None:
    draft = factories.make_complete_draft(actor=rania)
    person.opens(f"/antrag/{draft.code}/angaben-pruefen/")

    text = " ".join(printed(person))

    for expected in (
        "Ihr Antrag ist noch nicht abgesendet.",
        "Formular-Werkstatt am Samstag",
        "An neun Samstagen helfen wir Familien beim Ausfüllen von Formularen.",
        "Sie beantragen zusammen 8.361,62 Euro.",
        "statutes.pdf",
    ):
        assert expected in text
    for way in ("Ändern", "Abmelden", "Impressum", "Zum Inhalt springen", "Als PDF ansehen"):
        assert way not in text
    assert text.count("Kosten zusammen") == 1


def test_task_list_is_printed_with_every_section(person: Person, rania: User) -> None:
    draft = factories.make_complete_draft(actor=rania)
    person.opens(f"/antrag/{draft.code}/")

    text = " ".join(printed(person))

    assert "von 15 Abschnitten sind fertig." in text
    assert text.count("etwa ") == 15
    for way in ("Weiter mit", "Antrag löschen", "Termine in den Kalender"):
        assert way not in text


def test_status_is_printed(person: Person, rania: User) -> None:
    sent = factories.make_submitted(actor=rania)
    person.opens(f"/antrag/{sent.code}/status/")

    sheets = printed(person)

    assert len(sheets) == 1
    assert f"Ihr Antrag {sent.reference_number}" in sheets[0]
    assert "Abmelden" not in sheets[0]


def test_paper_has_black_words_of_twelve_points(person: Person) -> None:
    person.opens("/foerderung/beispiel/")
    person.page.emulate_media(media="print")

    style = "element => [getComputedStyle(element).fontSize, getComputedStyle(element).color]"
    assert person.page.locator("main p.kern-body").first.evaluate(style)[0] == "16px"
    assert person.page.locator(".sheet__row dt").first.evaluate(style)[1] == "rgb(0, 0, 0)"


def test_only_addresses_outside_are_written_out(person: Person) -> None:
    person.opens("/hilfe/")
    person.page.emulate_media(media="print")

    behind = "link => getComputedStyle(link, '::after').content"
    inside = person.page.locator("main a[href^='/']")
    assert inside.count()
    assert {link.evaluate(behind) for link in inside.all()} == {"none"}
    person.page.evaluate(
        "document.querySelector('main a').setAttribute('href', 'https://wir.example/a')"
    )
    outside = person.page.locator("main a[href^='https']").first
    assert "https://wir.example/a" in outside.evaluate(behind)
