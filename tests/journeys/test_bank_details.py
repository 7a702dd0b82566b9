"""Two people of the board say where the money goes, and the budget office reads it."""

from collections.abc import Callable
from typing import Any

import pytest

from applications.models import BankDetails
from applications.rules.lifecycle import Role
from applications.services import second_factor
from tests.journeys.person import Person
from tests.support.accounts import PASSWORD, make_user
from tests.support.bank_details import IBAN, MASKED, joint_case
from tests.support.browser import BOTH_WAYS, NARROW

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("january", "no_pdf")]

QUESTION = "Wohin sollen wir das Geld überweisen?"
COMPARED = "Ich habe jede Ziffer verglichen. Das Konto gehört dem Verein."


@pytest.mark.parametrize("javascript", BOTH_WAYS)
def test_two_people_name_the_account(
    new_context: Callable[..., Any],
    screenshot: Callable[[Any, str], None],
    javascript: bool,
) -> None:
    case = joint_case()
    first, second = make_user("rania@verein.example"), make_user("fatma@verein.example")
    case.organisation.memberships.update(user=first)
    case.organisation.memberships.create(user=second, role=Role.REPRESENTATIVE)
    type(second).objects.filter(pk=second.pk).update(name="Fatma Aydemir-Holz")
    payer = make_user("paul@wir.example", name="Paul Beispiel", group="Haushalt")
    second_factor.enrol_for_rehearsal(payer)
    options = {"java_script_enabled": javascript}

    rania = Person(new_context(viewport=NARROW, **options).new_page())
    rania.signs_in(first.email, PASSWORD)
    rania.opens(f"/antrag/{case.code}/status/")
    rania.sees("Bitte geben Sie Ihr Konto an")
    screenshot(rania.page, "status-narrow")
    # The password that she has just typed to sign in is fresh.
    rania.follows("Konto angeben")
    rania.is_at(QUESTION)
    screenshot(rania.page, "enter-narrow")
    rania.writes({"Kontoinhaber (Name des Vereins)": "Rania Haddad", "IBAN": "DE12"})
    rania.presses("Weiter")
    rania.sees("Diese IBAN stimmt nicht. Bitte prüfen Sie die Ziffern.")
    screenshot(rania.page, "errors-narrow")
    rania.writes({"Kontoinhaber (Name des Vereins)": case.organisation_name, "IBAN": IBAN})
    rania.presses("Weiter")
    rania.is_at("Stimmt das Konto?")
    rania.sees(IBAN, "1 von 2 hat bestätigt", "Jetzt muss Fatma A. das Konto bestätigen.")
    screenshot(rania.page, "one-of-two-narrow")

    fatma = Person(new_context(**options).new_page())
    fatma.signs_in(second.email, PASSWORD)
    fatma.opens(f"/antrag/{case.code}/status/")
    screenshot(fatma.page, "status-wide")
    fatma.follows("Konto ansehen")
    fatma.sees(MASKED)
    screenshot(fatma.page, "overview-wide")
    fatma.follows("Konto vergleichen und bestätigen")
    fatma.sees(IBAN)
    screenshot(fatma.page, "confirm-wide")
    fatma.confirms([COMPARED])
    fatma.presses("Konto bestätigen")
    fatma.sees("Das Konto ist bestätigt.", MASKED)
    screenshot(fatma.page, "confirmed-wide")

    paul = Person(new_context(**options).new_page())
    paul.signs_in(payer.email, PASSWORD, payer)
    paul.opens(f"/verwaltung/applications/application/{case.code}/")
    paul.sees(MASKED)
    screenshot(paul.page, "budget-wide")
    paul.follows("Ganze Nummer ansehen (wird protokolliert)")
    paul.sees(IBAN, "Auf dieses Konto darf noch nicht überwiesen werden.")
    screenshot(paul.page, "number-wide")

    rania.opens(f"/antrag/{case.code}/auszahlung/")
    rania.follows("Wir haben einen Fehler bemerkt")
    rania.is_at("Möchten Sie die Auszahlung anhalten?")
    screenshot(rania.page, "stop-narrow")
    rania.presses("Ja, Auszahlung anhalten")
    rania.sees("Die Auszahlung ist angehalten.")
    screenshot(rania.page, "stopped-narrow")
    assert BankDetails.objects.filter(confirmed_by=second, entered_by=first).count() == 1

    anke = make_user("anke@wir.example", name="Anke Beispiel", group="Sachbearbeitung")
    second_factor.enrol_for_rehearsal(anke)
    desk = Person(new_context(**options).new_page())
    desk.signs_in(anke.email, PASSWORD, anke)
    desk.opens(f"/verwaltung/applications/application/{case.code}/")
    desk.sees("Fehler gemeldet", "gilt nicht mehr")
    screenshot(desk.page, "review-wide")
