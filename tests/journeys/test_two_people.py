"""G15, T09: two people at one application, from the invitation to the hand-over."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from applications.models import SectionVersion
from applications.rules.sections import Section
from applications.services.drafts import section_row
from tests import factories
from tests.journeys.person import Person, code_for
from tests.support.accounts import PASSWORD, make_user
from tests.support.browser import BOTH_WAYS
from tests.support.invitations import last_secret

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("january", "no_pdf")]

SELAM = "selam@verein.example"
NEED = "Warum ist das Projekt nötig?"
SAVE = "Speichern und zur Übersicht"


@pytest.mark.parametrize("scripts", BOTH_WAYS)
def test_two_people_at_one_application(
    new_context: Callable[..., Any], screenshot: Callable[..., None], *, scripts: bool
) -> None:
    owner = make_user("rania@verein.example", name="Rania Haddad")
    draft = factories.make_complete_draft(actor=owner, name="Frauennetz Usaufer e. V.")
    goals = f"/antrag/{draft.code}/ziele/"
    rania, selam = (
        Person(new_context(java_script_enabled=scripts).new_page()) for _person in range(2)
    )
    rania.signs_in(owner.email, PASSWORD)

    _invite(rania, draft.code)
    _accept_with_a_new_account(selam)

    # Both open the same section: each sees the other.
    selam.opens(goals)
    rania.opens(f"/antrag/{draft.code}/")
    rania.sees("Selamawit T. schreibt hier gerade (seit 10:")
    rania.opens(goals)
    rania.sees("Selamawit T. schreibt hier gerade (seit 10:")

    # Both write; the second one decides, and both versions stay in the history.
    rania.writes({NEED: "Die Fassung von Rania"})
    rania.presses(SAVE)
    rania.is_at("Ihr Antrag")
    selam.writes({NEED: "Die Fassung von Selam"})
    selam.presses(SAVE)
    selam.is_at("Zwei Personen haben diesen Abschnitt geändert")
    selam.sees("Rania Haddad hat diesen Abschnitt", "Meine Fassung", "Andere Fassung")
    screenshot(selam.page, "conflict")
    assert _need(draft) == "Die Fassung von Rania"
    selam.presses("Meine Fassung behalten")
    selam.is_at("Ihr Antrag")
    assert _need(draft) == "Die Fassung von Selam"

    rania.opens(f"{goals}fassungen/")
    for summary in rania.page.locator("summary", has_text="Was stand da?").all():
        summary.click()
    rania.sees("Die Fassung von Rania", "Die Fassung von Selam")
    texts = [row.answers["need"] for row in SectionVersion.objects.filter(section="goals")]
    assert "Die Fassung von Rania" in texts
    rania.page.get_by_role("button", name="Diese Fassung wieder einsetzen").first.click()
    rania.sees("Die frühere Fassung steht wieder im Antrag.")
    assert _need(draft) == "Die Fassung von Rania"

    # A remark, and then the other one may send.
    selam.opens(goals)
    selam.presses("Speichern und Bemerkung schreiben")
    selam.picks({"Zu welcher Frage?": NEED})
    selam.writes({"Ihre Bemerkung": "So lassen wir es."})
    selam.presses("Bemerkung speichern")
    rania.opens(f"/antrag/{draft.code}/")
    rania.sees("1 Bemerkung")
    _hand_over(rania)
    selam.opens(f"/antrag/{draft.code}/absenden/")
    expect(selam.page.get_by_role("button", name="Antrag verbindlich absenden")).to_be_visible()
    rania.opens(f"/antrag/{draft.code}/absenden/")
    rania.sees("Bitten Sie Selamawit T. darum.")


def _invite(person: Person, code: str) -> None:
    person.opens(f"/antrag/{code}/")
    person.follows("Person einladen")
    person.writes({"E-Mail-Adresse der Person": SELAM})
    person.chooses({"Was darf die Person?": "Kann schreiben"})
    person.presses("Einladung schicken")
    person.is_at("Wer arbeitet an dem Antrag?")
    person.sees("Wir haben eine Einladung an selam@verein.example geschickt.")


def _accept_with_a_new_account(person: Person) -> None:
    person.opens(f"/einladung/{last_secret()}/")
    person.follows("Konto anlegen")
    person.writes({"Ihr Name": "Selamawit Tekle", "E-Mail-Adresse": SELAM, "Passwort": PASSWORD})
    person.presses("Konto anlegen")
    person.writes({"Code": code_for(SELAM)})
    person.presses("Bestätigen")
    person.is_at("Sie sind eingeladen")
    person.presses("Einladung annehmen")
    person.is_at("Ihr Antrag")
    person.sees("Willkommen im Team.")


def _hand_over(person: Person) -> None:
    person.follows("Team ansehen")
    person.page.get_by_role("row", name="Selamawit Tekle").get_by_role("link").click()
    person.follows("Antrag übergeben")
    person.presses("Antrag übergeben")
    person.sees("Selamawit Tekle kann jetzt absenden.")


def _need(draft: Any) -> str:
    from_rows = type(draft).objects.with_sections().get(pk=draft.pk)
    return str(section_row(from_rows, Section.GOALS).need)
