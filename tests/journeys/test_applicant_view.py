"""Staff look at the pages of an association and of a round; every page works for everybody."""

from collections.abc import Callable
from typing import Any

import pytest

from applications.models import FundingRound
from applications.services import second_factor
from applications.services.rounds import copy_round
from tests import factories
from tests.journeys.person import Person
from tests.journeys.sweep import Sweep
from tests.support.accounts import PASSWORD, make_user

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.sqlite]

PAGES = "Seiten dieser Ansicht"


def signed_in(new_context: Callable[..., Any], group: str) -> Person:
    user = make_user("anke@wir.example", name="Anke Beispiel", group=group)
    second_factor.enrol_for_rehearsal(user)
    person = Person(new_context().new_page())
    person.signs_in(user.email, PASSWORD, user)
    person.is_at("Heute")
    return person


def look_at_all_pages(person: Person, sweep: Sweep) -> None:
    """Look at the list of the banner and at every page that it names."""
    page = person.page
    page.get_by_text(PAGES).click()
    sweep.look(page, "banner")
    links = page.locator(".view-strip__pages a").all()
    for address in [link.get_attribute("href") for link in links]:
        person.opens(address)
        sweep.look(page, address)


@pytest.mark.usefixtures("january", "no_pdf")
def test_the_pages_of_a_draft_and_the_end(new_context: Callable[..., Any]) -> None:
    draft = factories.make_complete_draft(name="Frauennetz Usaufer e. V.")
    person, sweep = signed_in(new_context, "Verwaltung"), Sweep(touch=True)
    page = person.page

    page.get_by_role("link", name="Ansicht eines Vereins").click()
    person.writes({"Verein, E-Mail-Adresse oder Nummer": "usaufer"})
    person.presses("Suchen")
    page.get_by_role("link", name=draft.organisation_name).click()
    person.writes({"Grund": "Anruf: Wo stehen die Kosten?"})
    person.presses("Ansicht öffnen")
    person.is_at("Ihr Antrag")
    look_at_all_pages(person, sweep)
    person.opens(f"/antrag/{draft.code}/ziele/")
    # No script sends anything while somebody types.
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.get_by_role("textbox").first.fill("Anders")
    page.wait_for_timeout(3000)
    assert "POST" not in sent
    person.presses("Speichern und weiter")
    person.is_at("Hier können Sie nichts ändern")
    sweep.look(page, "refused")
    person.presses("Ansicht beenden")
    person.is_at("Ansicht eines Vereins öffnen")

    assert not sweep.problems, "\n".join(sweep.problems)


@pytest.mark.usefixtures("january", "no_pdf")
def test_the_pages_of_a_round_that_nobody_knows(new_context: Callable[..., Any]) -> None:
    row = copy_round(
        source=FundingRound.objects.get(),
        name="WIR 2021",
        year=2021,
        prefix="WIR-2021",
        actor=factories.make_staff("Verwaltung"),
        at=factories.SENT_AT,
    )
    person, sweep = signed_in(new_context, "Leitung"), Sweep(touch=True)

    person.opens(f"/verwaltung/applications/fundinground/{row.pk}/veroeffentlichen/")
    person.presses("Vorschau für Vereine")
    person.page.get_by_text("Sie ist noch nicht veröffentlicht.").wait_for()
    look_at_all_pages(person, sweep)

    assert not sweep.problems, "\n".join(sweep.problems)
