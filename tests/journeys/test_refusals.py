"""The demo applications B1, B2 and B3 each break one rule, and show exactly this one."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from applications.models import Application, FundingRound
from applications.services.demo_data import records
from tests.journeys.frauennetz import DECLARATIONS
from tests.journeys.person import Person
from tests.support.accounts import PASSWORD, make_user

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("january", "no_pdf")]

SECTIONS = 15
TO_LOOK_AT = "Das schauen wir uns genauer an"
IMPOSSIBLE = "Nach Ihren Angaben ist eine Förderung nicht möglich."
KNOWN = (
    "Wir wissen: Nach unseren Angaben ist eine Förderung nicht möglich. Wir möchten trotzdem "
    "einen Bescheid."
)


@pytest.fixture
def open_draft(new_context: Callable[..., Any]) -> Callable[[str], tuple[Person, Application]]:
    """Return a function that lets the contact person of a demo application open the draft."""

    def open_overview(key: str) -> tuple[Person, Application]:
        record = records.load(key)
        board = record.answers["board"]
        user = make_user(board["contact_email"], name=board["contact_name"])
        application = records.write_draft(
            record, funding_round=FundingRound.objects.get(), actor=user
        )
        person = Person(new_context().new_page())
        person.signs_in(user.email, PASSWORD)
        person.is_at("Meine Anträge")
        person.opens(f"/antrag/{application.code}/")
        person.is_at("Ihr Antrag")
        return person, application

    return open_overview


def statuses(person: Person) -> list[str]:
    return [text.strip() for text in person.page.locator("[id^=status-]").all_inner_texts()]


def remarks(person: Person) -> list[str]:
    return (
        person.page.get_by_role("region", name=TO_LOOK_AT)
        .get_by_role("listitem")
        .all_inner_texts()
    )


def test_b1_pays_less_than_the_minimum_wage_until_the_hours_are_changed(
    open_draft: Callable[[str], tuple[Person, Application]],
) -> None:
    ewa, _application = open_draft("b1")
    assert statuses(ewa).count("Bitte prüfen") == 1
    expect(ewa.status_of("Lohn und Kosten")).to_have_text("Bitte prüfen")

    ewa.follows("Lohn und Kosten")
    expect(ewa.page.locator(".kern-error")).to_have_count(1)
    expect(ewa.field("Lohn im Monat in Euro")).to_have_accessible_description(
        re.compile(
            "Fehler: Der Lohn ist zu niedrig: 8,65 Euro pro Stunde. Der Mindestlohn ist "
            "9,35 Euro. Mit 450 Euro sind höchstens 48,12 Stunden möglich."
        )
    )

    ewa.writes({"Arbeitsstunden im Monat": "48"})
    ewa.presses("Kosten berechnen")
    ewa.is_at("Was kostet der Minijob?")
    ewa.sees("9,37 €")
    ewa.presses("Speichern und zur Übersicht")
    expect(ewa.status_of("Lohn und Kosten")).to_have_text("Fertig")
    assert "Bitte prüfen" not in statuses(ewa)


def test_b2_has_employees_and_may_still_ask_for_a_decision(
    open_draft: Callable[[str], tuple[Person, Application]],
) -> None:
    olena, _application = open_draft("b2")
    olena.follows("Angaben prüfen")
    olena.is_at("Bitte prüfen Sie Ihre Angaben")
    assert remarks(olena) == ["Nach Ihren Angaben sind bei Ihnen schon Menschen angestellt."]

    olena.follows("Angaben sind richtig, weiter")
    olena.is_at("Erklärungen und Absenden")
    olena.sees(IMPOSSIBLE)
    olena.confirms(DECLARATIONS)
    olena.chooses({"Wie möchten Sie unseren Bescheid bekommen?": "Mit der Post"})
    olena.presses("Antrag verbindlich absenden")
    expect(olena.field(KNOWN)).to_have_accessible_description(
        "Fehler: Bitte bestätigen Sie diesen Punkt."
    )
    olena.confirms([KNOWN])
    olena.presses("Antrag verbindlich absenden")
    olena.is_at("Ihr Antrag ist angekommen")


def test_b3_has_an_old_notice_of_the_tax_office(
    open_draft: Callable[[str], tuple[Person, Application]],
) -> None:
    nadia, _application = open_draft("b3")
    expect(nadia.status_of("Gemeinnützigkeit")).to_have_text("Fertig, mit Hinweis")
    assert [text for text in statuses(nadia) if "Hinweis" in text] == ["Fertig, mit Hinweis"]

    nadia.follows("Angaben prüfen")
    nadia.is_at("Bitte prüfen Sie Ihre Angaben")
    assert remarks(nadia) == [
        "Ihr Bescheid ist älter als 5 Jahre. Fragen Sie beim Finanzamt nach einem neuen. Sie "
        "können den Antrag trotzdem absenden und den neuen Bescheid nachreichen."
    ]
