"""A clean case from „Heute“ to the co-signed award, by two people (G27)."""

from collections.abc import Callable
from typing import Any, Final

import pytest

from applications.models import Application, User
from applications.rules.lifecycle import State
from applications.services import second_factor
from applications.texts.review_lists import CHECKLIST, CRITERIA
from tests import factories
from tests.journeys.person import Person
from tests.support.accounts import PASSWORD, make_user

pytestmark = [
    pytest.mark.browser,
    pytest.mark.sqlite,
    pytest.mark.asks_relation,
    pytest.mark.usefixtures("january", "no_pdf"),
]

MOST_CLICKS: Final = 25
CHECKED: Final = "Ich habe den Vorschlag, die Regeln und die Unterlagen geprüft."


class Clicker(Person):
    """Somebody whose clicks are counted; every choice and every press is one."""

    clicks = 0

    def chooses(self, answers: dict[str, str]) -> None:
        """Choose, one click for each."""
        self.clicks += len(answers)
        super().chooses(answers)

    def _leave(self, target: Any) -> None:
        self.clicks += 1
        super()._leave(target)


def at_the_desk(page: Any, group: str, name: str) -> Clicker:
    """Let somebody sign in with both factors and stand at „Heute“."""
    user: User = make_user(f"{group.lower()}@wir.example", name=name, group=group)
    second_factor.enrol_for_rehearsal(user)
    person = Clicker(page)
    person.signs_in(user.email, PASSWORD, user)
    person.is_at("Heute")
    person.clicks = 0
    return person


def test_a_clean_case_needs_few_clicks(new_context: Callable[..., Any]) -> None:
    case = factories.make_submitted(name="Frauennetz Usaufer e. V.")
    number = case.reference_number or ""
    worker = at_the_desk(new_context().new_page(), "Sachbearbeitung", "Anke Beispiel")

    worker.clicks += 1
    worker.page.get_by_role("link", name=number).first.click()
    worker.says_no_relation()
    worker.follows("Prüfung beginnen")
    worker.presses("Prüfung beginnen")
    worker.chooses(dict.fromkeys(CHECKLIST, "Ja"))
    worker.presses("Prüfliste speichern")
    worker.sees("fertig")
    worker.chooses(dict.fromkeys(CRITERIA, "2 gut"))
    worker.presses("Bewertung speichern")
    worker.sees("10 von 15 Punkten")
    worker.follows("Vorschlag")
    worker.chooses({"Was schlagen Sie vor?": "Zusage"})
    worker.presses("Zur Mitzeichnung geben")
    worker.sees("wartet auf Mitzeichnung")

    assert worker.clicks <= MOST_CLICKS, worker.clicks
    _sign(at_the_desk(new_context().new_page(), "Mitzeichnung", "Bernd Beispiel"), number)
    case = Application.objects.get(pk=case.pk)
    assert (case.state, case.points) == (State.AWARDED, 10)


def _sign(approver: Clicker, number: str) -> None:
    approver.page.get_by_role("link", name=number).first.click()
    approver.says_no_relation()
    approver.sees("10 von 15 Punkten")
    approver.follows("Mitzeichnen")
    approver.confirms([CHECKED])
    approver.presses("Mitzeichnen")
    approver.sees("mitgezeichnet")
