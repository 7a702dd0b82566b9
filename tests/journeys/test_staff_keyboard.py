"""From „Heute“ to the co-signed award with a keyboard alone (G09)."""

from collections.abc import Callable
from typing import Any, Final

import pytest

from applications.models import Application
from applications.rules.lifecycle import State
from applications.services import second_factor
from applications.texts.review_lists import CHECKLIST, CRITERIA
from tests import factories
from tests.journeys.keyboard import Keyboard
from tests.support.accounts import PASSWORD, make_user
from tests.support.browser import BOTH_WAYS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asks_relation,
    pytest.mark.usefixtures("january", "no_pdf"),
]

CHECKED: Final = "Ich habe den Vorschlag, die Regeln und die Unterlagen geprüft."


def at_the_desk(page: Any, group: str, name: str) -> Keyboard:
    """Let somebody sign in with both factors, without a mouse."""
    user = make_user(f"{group.lower()}@wir.example", name=name, group=group)
    second_factor.enrol_for_rehearsal(user)
    page.goto("/verwaltung/")
    person = Keyboard(page)
    person.types("E-Mail-Adresse", user.email)
    person.types("Passwort", PASSWORD)
    person.leaves()
    person.types("Code", second_factor.current_code(user))
    person.leaves()
    person.is_at("Heute")
    return person


def declare(person: Keyboard, way: str) -> None:
    """Open a case from „Heute“ and say that there is no relation."""
    person.follows(way)
    person.ticks("Keine Beziehung")
    person.follows("Erklären")


@pytest.mark.parametrize("javascript", BOTH_WAYS)
def test_a_case_is_decided_without_a_mouse(
    new_context: Callable[..., Any], javascript: bool
) -> None:
    case = factories.make_submitted(name="Frauennetz Usaufer e. V.")
    number = case.reference_number or ""
    ways = {"java_script_enabled": javascript}

    worker = at_the_desk(new_context(**ways).new_page(), "Sachbearbeitung", "Anke Beispiel")
    declare(worker, "Nächsten Antrag prüfen")
    for _press in range(2):
        worker.follows("Prüfung beginnen")
    for _point in CHECKLIST:
        worker.ticks("Ja")
    worker.follows("Prüfliste speichern")
    for _criterion in CRITERIA:
        worker.chooses("0 nicht erkennbar", "2 gut")
    worker.follows("Bewertung speichern")
    worker.follows("Vorschlag")
    worker.ticks("Zusage")
    worker.follows("Zur Mitzeichnung geben")
    worker.sees("wartet auf Mitzeichnung")

    approver = at_the_desk(new_context(**ways).new_page(), "Mitzeichnung", "Bernd Beispiel")
    declare(approver, number)
    approver.follows("Mitzeichnen")
    approver.ticks(CHECKED)
    approver.follows("Mitzeichnen")
    approver.sees("mitgezeichnet")
    assert Application.objects.get(pk=case.pk).state == State.AWARDED
