"""What leads to the pages about the account that the money goes to."""

from collections.abc import Callable

from applications.models import BankDetails
from applications.rules.lifecycle import Role
from tests import factories
from tests.journeys.person import Person
from tests.journeys.scenes import Scene
from tests.support import bank_details
from tests.support.accounts import PASSWORD

ENTER, CONFIRM, STOP = "auszahlung/neu/", "auszahlung/bestaetigen/", "auszahlung/anhalten/"


def prove(page: str) -> Callable[[Person, Scene], None]:
    """Open a page that asks for the password when it is not fresh."""

    def open_page(person: Person, scene: Scene) -> None:
        person.opens(f"/antrag/{scene.application.code}/{page}")
        if "/konto/bestaetigen/" in person.page.url:
            person.writes({"Passwort": PASSWORD})
            person.presses("Weiter")

    return open_page


def name_somebody_else(person: Person, scene: Scene) -> None:
    """Enter an account that has another name than the association."""
    prove(ENTER)(person, scene)
    person.writes({"Kontoinhaber (Name des Vereins)": "Rania Haddad", "IBAN": "DE59"})


def enter(person: Person, scene: Scene) -> None:
    """Enter the account, and open the page that compares it."""
    bank_details.enter(scene.application, scene.user)
    prove(CONFIRM)(person, scene)


def wait_for_second_person(person: Person, scene: Scene) -> None:
    """Let the account need somebody else."""
    factories.make_member(scene.application, role=Role.REPRESENTATIVE)
    BankDetails.objects.filter(confirmed_at=None).update(needs_second_person=True)
    prove(CONFIRM)(person, scene)


def confirm(person: Person, scene: Scene) -> None:
    """Let the account be confirmed by this person."""
    BankDetails.objects.filter(confirmed_at=None).update(needs_second_person=False)
    bank_details.confirm(scene.application, scene.user)
    prove("auszahlung/")(person, scene)


def call(person: Person, scene: Scene) -> None:
    """Let the authority make sure of the account."""
    bank_details.call(scene.application)
    prove("auszahlung/")(person, scene)


def stop(person: Person, scene: Scene) -> None:
    """Let somebody notice an error."""
    bank_details.stop(scene.application, scene.user)
    prove("auszahlung/")(person, scene)
