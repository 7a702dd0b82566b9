"""A refusal after a hearing, and an award from the waiting list: two desks and an applicant."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from applications import clock
from applications.models import Application, Decision, FundingRound
from applications.rules.decisions import DecisionKind
from applications.rules.lifecycle import State
from applications.services import second_factor
from tests import factories
from tests.journeys.person import Person
from tests.support.accounts import PASSWORD, make_user
from tests.support.browser import BOTH_WAYS

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("january", "no_pdf")]

REASON = "Nach Ihren Angaben sind in Ihrem Verein Personen fest angestellt."
ANSWER = "Die Stelle endet im Februar. Danach haben wir keine angestellten Personen mehr."
ASSESSMENT = "Der Verein hat angestellte Personen. Die Stellungnahme ändert daran nichts."


@pytest.mark.parametrize("javascript", BOTH_WAYS)
def test_refusal_after_a_hearing(
    new_context: Callable[..., Any],
    screenshot: Callable[[Any, str], None],
    rehearsal: Callable[[str], datetime],
    javascript: bool,
) -> None:
    def somebody() -> Person:
        return Person(new_context(java_script_enabled=javascript).new_page())

    anke, case = _desk(somebody(), "anke@wir.example", "Sachbearbeitung")
    FundingRound.objects.update(hearing_before_rejection=True)
    case_page = f"/verwaltung/applications/application/{case.code}/"

    # Without a hearing no rejection; the page leads to it.
    anke.opens(f"{case_page}vorschlag/")
    anke.chooses({"Was schlagen Sie vor?": "Absage"})
    anke.writes({"Würdigung": ASSESSMENT})
    anke.presses("Zur Mitzeichnung geben")
    anke.sees("Für diese Entscheidung fehlt noch: Anhörung des Vereins.")
    screenshot(anke.page, "staff-obstacles")
    anke.follows("Anhörung des Vereins")

    # What the association will see, and then for good.
    anke.writes({"Unsere Gründe, in Worten für den Verein": REASON})
    anke.presses("So sieht es der Verein")
    preview = anke.page.frame_locator(".applicant-preview iframe")
    preview.get_by_text(REASON).wait_for()
    screenshot(anke.page, "staff-hearing-preview")
    anke.presses("Anhörung senden")
    anke.sees("Die Anhörung ist gesendet. Der Verein hat eine E-Mail bekommen.")

    rania = somebody()
    rania.signs_in("rania@verein.example", PASSWORD)
    rania.opens(f"/antrag/{case.code}/status/")
    rania.follows("Stellung nehmen")
    rania.is_at("Bitte nehmen Sie Stellung")
    rania.sees(REASON)
    rania.writes({"Ihre Stellungnahme": ANSWER})
    screenshot(rania.page, "applicant-hearing")
    rania.presses("Stellungnahme senden")
    rania.sees("Ihre Stellungnahme ist angekommen.", ANSWER)

    anke.opens(f"{case_page}anhoerung-beenden/")
    anke.sees(ANSWER)
    anke.presses("Anhörung beenden")
    anke.opens(f"{case_page}vorschlag/")
    anke.chooses({"Was schlagen Sie vor?": "Absage"})
    anke.writes({"Würdigung": ASSESSMENT})
    anke.presses("Zur Mitzeichnung geben")
    anke.sees("Der Vorschlag liegt jetzt zur Mitzeichnung bereit.")

    bernd = somebody()
    _sign(bernd, case, screenshot)
    assert Application.objects.get(pk=case.pk).state == State.REJECTED
    rania.opens(f"/antrag/{case.code}/status/")
    rania.sees("In Prüfung")
    factories.release(case, at=clock.now())

    rania.opens(f"/antrag/{case.code}/status/")
    rania.sees("Absage", "Wir haben entschieden: Absage")
    assert ASSESSMENT not in rania.page.content()
    rania.follows("Ihre Stellungnahme ansehen")
    rania.sees("Wir haben inzwischen entschieden.")


def test_from_the_waiting_list_to_an_award(
    new_context: Callable[..., Any], screenshot: Callable[[Any, str], None]
) -> None:
    def somebody() -> Person:
        return Person(new_context().new_page())

    worker = factories.make_staff("Sachbearbeitung")
    case = factories.make_proposed(actor=worker, kind=DecisionKind.WAITING)
    factories.sign(case, actor=factories.make_staff("Mitzeichnung"))
    head = make_user("carla@wir.example", name="Carla Beispiel", group="Leitung")
    second_factor.enrol_for_rehearsal(head)

    carla = somebody()
    carla.signs_in(head.email, PASSWORD, head)
    carla.opens(f"/verwaltung/applications/application/{case.code}/vorschlag/")
    carla.is_at(f"Nachrücken {case.reference_number} · {case.organisation_name}")
    carla.sees("Der Verein steht auf der Nachrückliste, und das freie Geld reicht.")
    screenshot(carla.page, "staff-moving-up")
    carla.chooses({"Was schlagen Sie vor?": "Zusage"})
    carla.presses("Zur Mitzeichnung geben")
    carla.sees("Der Vorschlag liegt jetzt zur Mitzeichnung bereit.")

    # The head proposed it, so somebody else signs.
    carla.opens(f"/verwaltung/applications/application/{case.code}/")
    carla.sees("Sie haben diesen Vorschlag gemacht. Eine andere Person muss mitzeichnen.")
    _sign(somebody(), case, screenshot)

    decision = Decision.objects.order_by("-pk").first()
    assert decision.proposed_by == head
    assert Application.objects.get(pk=case.pk).state == State.AWARDED
    assert FundingRound.objects.get().awarded_eur == case.requested_eur


def _desk(person: Person, email: str, group: str) -> tuple[Person, Application]:
    """Sign a case worker in, with a case in review that is complete."""
    user = make_user(email, name="Anke Beispiel", group=group)
    second_factor.enrol_for_rehearsal(user)
    case = factories.make_ready(actor=user)
    applicant = make_user("rania@verein.example")
    case.organisation.memberships.update(user=applicant)
    person.signs_in(user.email, PASSWORD, user)
    return person, case


def _sign(person: Person, case: Application, screenshot: Callable[[Any, str], None]) -> None:
    """Let another person sign the proposal; signing in a moment ago was the proof."""
    user = make_user("bernd@wir.example", name="Bernd Beispiel", group="Mitzeichnung")
    second_factor.enrol_for_rehearsal(user)
    person.signs_in(user.email, PASSWORD, user)
    person.opens(f"/verwaltung/applications/application/{case.code}/mitzeichnen/")
    person.sees("Seit dem Vorschlag geschehen")
    screenshot(person.page, "staff-signing")
    person.confirms(["Ich habe den Vorschlag, die Regeln und die Unterlagen geprüft."])
    person.presses("Mitzeichnen")
    person.sees("Die Entscheidung ist getroffen.")
