"""The authority asks, the association answers: from „Nachfrage“ to the new version."""

from collections.abc import Callable
from typing import Any

import pytest

from applications.models import Application
from applications.services import review, second_factor
from tests import factories
from tests.journeys.person import Person
from tests.support import files
from tests.support.accounts import PASSWORD, make_user
from tests.support.browser import BOTH_WAYS

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("january", "no_pdf")]

OLD_NEED = "Viele Familien bekommen Briefe, die sie nicht verstehen."
NEW_NEED = "Wir helfen 60 Familien mit Briefen vom Amt."


@pytest.mark.parametrize("javascript", BOTH_WAYS)
def test_ask_answer_and_read_on(
    new_context: Callable[..., Any],
    screenshot: Callable[[Any, str], None],
    tmp_path: Any,
    javascript: bool,
) -> None:
    def somebody() -> Person:
        return Person(new_context(java_script_enabled=javascript).new_page())

    application = _case()
    case_page = f"/verwaltung/applications/application/{application.code}/"
    anke = somebody()
    anke.signs_in("anke@wir.example", PASSWORD, application.assigned_to)
    anke.opens(case_page)
    anke.follows("Nachfrage")
    anke.picks(
        {
            "Punkt 1: Worum geht es?": "Ziele und Menschen",
            "Punkt 2: Worum geht es?": "Bescheid vom Finanzamt zur Gemeinnützigkeit",
            "Punkt 3: Worum geht es?": "Eine Frage, ohne Abschnitt",
        }
    )
    anke.writes(
        {
            "Punkt 1: Was brauchen wir?": "Bitte schreiben Sie genauer, wem Sie helfen.",
            "Punkt 2: Was brauchen wir?": "Bitte schicken Sie uns den neuen Bescheid.",
            "Punkt 3: Was brauchen wir?": "Wer leitet das Projekt?",
        }
    )
    screenshot(anke.page, "staff-ask")
    anke.presses("Nachfrage senden")
    anke.sees("Die Nachfrage ist gesendet. Der Verein hat eine E-Mail bekommen.")

    rania = somebody()
    rania.signs_in("rania@verein.example", PASSWORD)
    rania.opens("/antraege/")
    rania.sees("Bitte antworten Sie bis Montag, 3. Februar 2020.")
    rania.page.get_by_role("link", name="Antwort geben").click()
    rania.is_at("Wir brauchen noch etwas von Ihnen")
    screenshot(rania.page, "applicant-request")
    rania.page.get_by_role("button", name="Abschnitt öffnen").click()
    rania.writes({"Warum ist das Projekt nötig?": NEW_NEED})
    rania.presses("Speichern und zurück zu den Fragen")
    rania.sees("Gespeichert. Ihre Antwort ist noch nicht abgesendet.")

    anke.opens(case_page)
    anke.sees(OLD_NEED, "wartet auf Antwort")
    assert NEW_NEED not in anke.page.content()

    notice = tmp_path / "Bescheid 2020.pdf"
    notice.write_bytes(files.pdf())
    rania.field("Dateien zu Punkt 2 auswählen").set_input_files(notice)
    rania.page.get_by_role("button", name="Datei hochladen").click()
    rania.sees("Bescheid 2020.pdf")
    rania.presses("Antwort absenden")
    rania.is_at("Punkt 3 ist noch offen.")
    screenshot(rania.page, "applicant-open-point")
    rania.follows("Zurück zu den Fragen")
    rania.writes({"Ihre Antwort zu Punkt 3": "Das macht Frau Haddad."})
    rania.presses("Antwort absenden")
    rania.is_at("Danke. Ihre Antwort ist angekommen.")
    screenshot(rania.page, "applicant-answered")
    rania.follows("Status ansehen")
    rania.sees("Danke, Ihre Antwort ist da. Wir prüfen weiter.")

    anke.opens(case_page)
    anke.sees(NEW_NEED, "Bescheid 2020.pdf", "Das macht Frau Haddad.", "beantwortet")
    screenshot(anke.page, "staff-answer")
    anke.follows("Fassung 1 lesen")
    anke.sees(OLD_NEED)
    assert NEW_NEED not in anke.page.content()


def _case() -> Application:
    rania = make_user("rania@verein.example")
    anke = make_user("anke@wir.example", name="Anke Beispiel", group="Sachbearbeitung")
    second_factor.enrol_for_rehearsal(anke)
    case = factories.make_submitted(actor=rania)
    review.start_review(application=case, actor=anke, at=factories.REVIEWED_AT)
    return case
