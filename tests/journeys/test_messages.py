"""A question with a photo, an answer from the ministry, and a change of mind."""

from collections.abc import Callable
from typing import Any

import pytest

from applications.models import CaseMessage
from applications.services import second_factor
from tests import factories
from tests.journeys.person import Person
from tests.support.accounts import PASSWORD, make_user
from tests.support.browser import BOTH_WAYS, NARROW
from tests.support.files import image

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("january", "no_pdf")]


@pytest.mark.parametrize("javascript", BOTH_WAYS)
def test_a_team_writes_and_the_ministry_answers(
    new_context: Callable[..., Any],
    screenshot: Callable[[Any, str], None],
    javascript: bool,
) -> None:
    rania_account = make_user("rania@verein.example")
    anke_account = make_user("anke@wir.example", name="Anke Vollbrecht", group="Sachbearbeitung")
    case = factories.make_reviewed(actor=anke_account)
    case.organisation.memberships.update(user=rania_account)
    second_factor.enrol_for_rehearsal(anke_account)
    options = {"java_script_enabled": javascript}
    number = str(case.reference_number)

    rania = Person(new_context(viewport=NARROW, **options).new_page())
    rania.signs_in(rania_account.email, PASSWORD)
    rania.opens(f"/antrag/{case.code}/status/")
    rania.is_at(f"Ihr Antrag {number}")
    screenshot(rania.page, "status-narrow")
    rania.follows("Nachricht schreiben")
    rania.is_at("Nachrichten")
    rania.writes({"Ihre Nachricht": "Guten Tag,\nhier ist der Aushang."})
    rania.field("Dateien mitschicken").set_input_files(
        [{"name": "Aushang.jpg", "mimeType": "image/jpeg", "buffer": image("JPEG", (400, 300))}]
    )
    rania.presses("Nachricht senden")
    rania.sees("Ihre Nachricht ist angekommen.", "hier ist der Aushang.", "Aushang.jpg")
    screenshot(rania.page, "sent-narrow")

    anke = Person(new_context(**options).new_page())
    anke.signs_in(anke_account.email, PASSWORD, anke_account)
    anke.sees("Neue Nachrichten")
    screenshot(anke.page, "today-wide")
    anke.follows(number)
    anke.sees("hier ist der Aushang.")
    assert anke.downloads("Aushang.jpg").startswith(b"\xff\xd8")
    anke.writes({"Neue Nachricht an den Verein": "Vielen Dank. Es ist alles da."})
    anke.page.locator("summary", has_text="Nachricht senden").click()
    anke.sees("senden?")
    anke.presses("Ja, senden")
    anke.sees("Die Nachricht ist gesendet.")
    screenshot(anke.page, "thread-wide")
    anke.opens("/verwaltung/")
    assert anke.page.get_by_text("Neue Nachrichten").count() == 0

    rania.opens("/antraege/")
    rania.sees("1 neue Nachricht")
    screenshot(rania.page, "list-narrow")
    rania.opens(f"/antrag/{case.code}/status/")
    rania.follows("Sie haben 1 neue Nachricht von uns.")
    rania.is_at("Nachrichten")
    rania.sees("Team WIR-Förderung", "Vielen Dank. Es ist alles da.")
    assert rania.page.get_by_text("Anke").count() == 0
    screenshot(rania.page, "answered-narrow")
    assert CaseMessage.objects.count() == 2

    rania.opens(f"/antrag/{case.code}/status/")
    rania.follows("Antrag zurückziehen")
    rania.is_at("Möchten Sie den Antrag wirklich zurückziehen?")
    screenshot(rania.page, "withdraw-narrow")
    rania.presses("Ja, zurückziehen")
    rania.sees("Von Ihnen zurückgezogen", "Neuen Antrag beginnen")
    screenshot(rania.page, "withdrawn-narrow")
