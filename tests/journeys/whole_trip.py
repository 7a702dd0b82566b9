"""From the start page to an award: Rania writes, Fatma sends, Anke proposes, Bernd signs."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from applications import clock
from applications.models import Application, DocumentDelivery, User
from applications.services import second_factor
from applications.workflow.application_document import document_of
from tests import factories
from tests.journeys import frauennetz
from tests.journeys.person import Person, link_for
from tests.journeys.printed import unprinted
from tests.support.accounts import PASSWORD, make_user

FATMA: Final = "fatma@frauennetz-usaufer.example"

# Who it is -> a browser of that person's own.
Somebody = Callable[[str], Person]
Screenshot = Callable[[Any, str], None]


def apply(somebody: Somebody) -> Person:
    """Check, sign up, write, invite; the second person agrees, sends and is returned."""
    rania = somebody("applicant")
    frauennetz.check_and_sign_up(rania)
    frauennetz.begin(rania)
    frauennetz.answer_about_association(rania)
    frauennetz.answer_about_project(rania)
    frauennetz.answer_about_money(rania)
    frauennetz.hand_in_papers(rania)
    frauennetz.check_and_agree(rania)
    frauennetz.invite(rania, FATMA)
    make_user(FATMA, name="Fatma Aydemir-Holz")
    fatma = somebody("second-person")
    fatma.signs_in(FATMA, PASSWORD)
    fatma.opens(link_for(FATMA))
    fatma.presses("Einladung annehmen")
    fatma.opens("/antraege/")
    frauennetz.agree_and_send(fatma)
    return fatma


def read_confirmation(fatma: Person) -> str:
    """See number and instant, compare the confirmation with what was answered."""
    application = Application.objects.get()
    number = str(application.reference_number)
    fatma.sees(f"Ihre Antragsnummer: {number}", "Eingang: Montag, 20. Januar 2020, 10:")
    assert answers_of(document_of(application)) == answers_of(frauennetz.DOCUMENT)
    pdf = fatma.downloads("Bestätigung herunterladen (PDF,")
    assert unprinted(frauennetz.DOCUMENT, pdf) == []
    return number


def decide(somebody: Somebody, fatma: Person, number: str) -> None:
    """Two persons decide, nobody outside knows; then two persons let the letter go."""
    anke = somebody("case-worker")
    anke.signs_in("anke@wir.example", PASSWORD, staff("anke@wir.example", "Sachbearbeitung"))
    propose_full_award(anke, number)
    bernd = somebody("approver")
    bernd.signs_in("bernd@wir.example", PASSWORD, staff("bernd@wir.example", "Mitzeichnung"))
    sign(bernd, number)
    fatma.follows("Status ansehen")
    fatma.is_at(f"Ihr Antrag {number}")
    fatma.sees("In Prüfung", "Wir prüfen Ihren Antrag.")
    send_the_letter(anke, bernd, number)


def read_award(fatma: Person, number: str, screenshot: Screenshot) -> None:
    """The award stands on the status page and lies ready as a letter."""
    code = Application.objects.get().code
    fatma.opens(f"/antrag/{code}/status/")
    fatma.sees("Zusage", "Wir fördern Ihr Projekt mit bis zu 8.361,62 Euro.")
    screenshot(fatma.page, "applicant-status")
    collect_the_letter(fatma, number, screenshot)


def propose_full_award(anke: Person, number: str) -> None:
    """The case worker finds the case in the list, reviews it and proposes what was asked for."""
    anke.is_at("Heute")
    anke.follows("Anträge")
    anke.follows(number)
    anke.says_no_relation()
    anke.sees("Frauennetz Usaufer e. V.", "8.361,62 €", "Es ist nichts mehr zu klären.")
    anke.follows("Prüfung beginnen")
    anke.presses("Prüfung beginnen")
    anke.sees("Die Prüfung hat begonnen.")
    # Point by point at the desk: see the journey of a clean case.
    case = Application.objects.get()
    factories.complete_review(case, actor=case.assigned_to, at=clock.now())
    anke.follows("Vorschlag")
    anke.chooses({"Was schlagen Sie vor?": "Zusage"})
    anke.presses("Zur Mitzeichnung geben")
    anke.sees("Der Vorschlag liegt jetzt zur Mitzeichnung bereit.")


def sign(bernd: Person, number: str) -> None:
    """The second person finds the proposal among the tasks and signs it."""
    bernd.is_at("Heute")
    bernd.follows(number)
    bernd.says_no_relation()
    bernd.follows("Mitzeichnen")
    bernd.confirms(["Ich habe den Vorschlag, die Regeln und die Unterlagen geprüft."])
    bernd.presses("Mitzeichnen")
    bernd.sees("Die Entscheidung ist getroffen.", "Bewilligt")


def send_the_letter(anke: Person, bernd: Person, number: str) -> None:
    """One person chooses the letter in the outbox, the other one lets it go."""
    anke.opens("/verwaltung/ausgang/")
    anke.sees("1 Brief im Ausgang", number, "Zuwendungsbescheid")
    anke.presses("Den einen Brief vorschlagen")
    anke.sees("Sie haben das vorgeschlagen. Eine andere Person muss freigeben.")
    bernd.opens("/verwaltung/ausgang/")
    bernd.follows("1 Brief")
    bernd.presses("Briefe freigeben")
    bernd.sees("1 Brief geht hinaus.")
    bernd.waits_for("Hinaus: 1 von 1.")


def collect_the_letter(fatma: Person, number: str, screenshot: Screenshot) -> None:
    """The first download of a decision takes a button and says what follows from it."""
    fatma.follows("Alle Dokumente")
    fatma.sees("Dann beginnt die Frist für eine Klage.")
    screenshot(fatma.page, "applicant-new-decision")
    pdf = fatma.downloads("Zuwendungsbescheid herunterladen (PDF,", role="button")
    assert number.encode() in pdf
    assert DocumentDelivery.objects.get().delivered_on == date(2020, 1, 21)
    fatma.opens(fatma.page.url)
    fatma.sees(
        "Bekannt gegeben am 21. Januar 2020.", "Eine Klage ist bis Freitag, 21. Februar 2020"
    )
    screenshot(fatma.page, "applicant-documents")


def staff(email: str, group: str) -> User:
    """Create an account of the ministry with a second factor."""
    user = make_user(email, name=email.partition("@")[0].title(), group=group)
    second_factor.enrol_for_rehearsal(user)
    return user


def answers_of(document: dict[str, Any]) -> dict[str, Any]:
    """Return what was answered; files count by kind and name, their bytes are rewritten."""
    files = [
        (paper["kind"], paper["name"], paper["pages"])
        for paper in document["answers"]["enclosures"]["attachments"]
    ]
    promised = document["answers"]["enclosures"]["promised"]
    declarations = {**document["declarations"], "wording": None}
    return {
        **document["answers"],
        "enclosures": (files, promised),
        "declarations": declarations,
    }
